/*
 * Evaluated in the page: every text of Slack's messages in its order, the names of the elements and attributes there, where
 * links lead, and what is drawn outside its message.
 */
(() => {
  const blocks = [...document.querySelectorAll('.slack-block')];
  const elements = blocks.flatMap((block) => [...block.querySelectorAll('*')]);
  const outside = [];
  for (const block of blocks) {
    const place = block.closest('.slack').getBoundingClientRect();
    for (const element of block.querySelectorAll('*')) {
      if (!element.checkVisibility() || element.closest('[popover]') !== null) continue;
      for (const { left, right } of element.getClientRects())
        if (right > place.right || left < place.left) outside.push(element.textContent.slice(0, 60));
    }
  }
  return {
    texts: blocks.map(({ textContent }) => textContent),
    code: [...document.querySelectorAll('.slack-block code')].map(({ textContent }) => textContent),
    elements: [
      ...new Set(
        elements.map(({ tagName, attributes }) =>
          [tagName.toLowerCase(), ...[...attributes].map(({ name }) => name)].join(' '),
        ),
      ),
    ].sort(),
    mentions: [...document.querySelectorAll('.slack-block .slack-mention')].map(
      ({ textContent }) => textContent,
    ),
    links: [...new Set([...document.querySelectorAll('.slack-block a')].map(({ href }) => href))],
    outside,
  };
})();

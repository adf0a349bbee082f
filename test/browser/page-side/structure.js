/*
 * Evaluated in the page: its elements, their nesting and their attributes, without the text that is data. Then what
 * our own words say, and whether anything is drawn outside its place.
 */
(() => {
  const OURS = 'h1, h2, h4, dt, th, legend, label, .badge, .brand, summary:not(article > details > summary)';
  const outline = (element) => {
    const attributes = [...element.attributes]
      .filter(({ name }) => name !== 'datetime' && name !== 'style')
      .map(({ name, value }) => `${name}=${value}`);
    return [`${element.tagName} ${attributes.join(' ')}`, [...element.children].map(outline)];
  };
  const words = [...document.querySelectorAll(OURS)].map(({ textContent }) => textContent);
  const outside = [];
  for (const data of document.querySelectorAll('bdo')) {
    if (!data.checkVisibility()) continue;
    const place = data.closest('dd, li, td, pre, h3, .meta, p').getBoundingClientRect();
    for (const { left, right } of data.getClientRects()) {
      if (right > place.right + 1 || left < place.left - 1) outside.push(data.textContent.slice(0, 60));
    }
  }
  return {
    outline: JSON.stringify(outline(document.documentElement)),
    words,
    outside,
    title: document.title,
  };
})();

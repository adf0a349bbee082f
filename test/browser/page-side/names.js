/* Evaluated in the page: what whoever can't see it would miss. */
(() => {
  const problems = [];
  const nameOf = (element) =>
    element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
  for (const element of document.querySelectorAll(
    'a[href], button, summary, input, [role=region], [role=img], [tabindex="0"]',
  )) {
    if (nameOf(element).trim() === '') problems.push(`no name: ${element.outerHTML.slice(0, 80)}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  if (new Set(ids).size < ids.length) problems.push('an id is there twice');
  for (const element of document.querySelectorAll('[aria-labelledby]')) {
    if (document.getElementById(element.getAttribute('aria-labelledby')) === null)
      problems.push('labelled by nothing');
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (document.getElementById(link.getAttribute('href').slice(1)) === null)
      problems.push(`dead link: ${link.href}`);
  }
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const own = Number(heading.tagName.slice(1));
    if (own > level + 1) problems.push(`a level is left out before: ${heading.textContent}`);
    level = own;
  }
  for (const element of document.querySelectorAll('th'))
    if (!element.scope) problems.push('a th without a scope');
  for (const tag of ['h1', 'header', 'main', 'footer', 'title']) {
    const count = document.querySelectorAll(
      tag === 'header' || tag === 'footer' ? `body > ${tag}` : tag,
    ).length;
    if (count !== 1) problems.push(`${count} times ${tag}`);
  }
  if (document.documentElement.lang !== 'en') problems.push('no language');
  return problems;
})();

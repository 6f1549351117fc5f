// What a page break tears apart. A printed file keeps the place of everything that is linked to. So both ends of what must
// stay together are linked to before printing, and whatever has its ends on two sheets was torn.

/** In the page: marks both ends of every figure, of every row of a table, and of every heading with what follows it. */
export function mark() {
  const ends = [];
  const links = document.createElement("div");
  links.hidden = true;
  const named = (element) => {
    element.id ||= `end-${links.childElementCount}`;
    links.append(Object.assign(document.createElement("a"), { href: `#${element.id}` }));
    return element.id;
  };
  const edges = (element) => {
    const [first, last] = [0, 1].map(() => document.createElement("span"));
    element.prepend(first);
    element.append(last);
    return [named(first), named(last)];
  };
  const together = (element, pair) => {
    ends.push({ what: `${element.localName} “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}”`, pair });
  };
  const fullest = (cells) => [...cells].reduce((most, cell) => (cell.textContent.length > most.textContent.length ? cell : most));
  // What only those who hear the page have takes no room.
  const stands = (element) => element.checkVisibility() && getComputedStyle(element).position !== "absolute";
  for (const figure of [...document.querySelectorAll("figure")].filter(stands)) together(figure, edges(figure));
  for (const row of [...document.querySelectorAll("tr")].filter(stands)) together(row, edges(fullest(row.cells)));
  for (const heading of [...document.querySelectorAll("h1, h2, h3, h4, caption")].filter(stands)) {
    const next = heading.nextElementSibling;
    if (next && stands(next)) together(heading, [edges(heading)[1], named(next)]);
  }
  document.body.append(links);
  return ends;
}

/** On which sheet every marked place stands: a destination begins with the object of its page. */
function places(pdf) {
  const text = pdf.toString("latin1");
  return new Map([...text.matchAll(/\/([\w-]+) \[(\d+) 0 R \/XYZ/g)].map(([, name, page]) => [name, page]));
}

/** What was torn, and what could not be found on paper: a judge that sees nothing must say so. */
export function torn(pdf, ends) {
  const place = places(pdf);
  const said = ends.flatMap(({ what, pair }) => {
    const [first, last] = pair.map((name) => place.get(name));
    if (first === undefined || last === undefined) return [`not found on paper: ${what}`];
    return first === last ? [] : [`torn by the end of a sheet: ${what}`];
  });
  return said;
}

/** How many sheets there are. */
export function sheets(pdf) {
  return pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g).length;
}

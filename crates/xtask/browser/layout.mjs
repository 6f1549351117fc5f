// What can be measured in a page as it is laid out. Every function runs in the page and gives a list of faults in words.

/** What is wider than the view. What is inside a box that can be pushed sideways may be. */
export function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const pushed = (element) => {
    for (let box = element.parentElement; box && box !== document.documentElement; box = box.parentElement) {
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1 && !pushed(one));
  const first = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other)));
  const named = first.slice(0, 3).map((one) => `${one.localName}.${one.getAttribute("class") ?? ""} “${one.textContent.trim().slice(0, 40)}” to ${Math.round(one.getBoundingClientRect().right)}`);
  return [`${document.documentElement.scrollWidth} wide in ${width}: ${named.join("; ")}${first.length > 3 ? ` and ${first.length - 3} more` : ""}`];
}

/** Labels in a picture that reach beyond it or lie on one another. */
export function cropped() {
  const said = [];
  for (const picture of document.querySelectorAll("svg")) {
    if (!picture.checkVisibility()) continue;
    const frame = picture.getBoundingClientRect();
    const labels = [...picture.querySelectorAll("text")].map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }));
    const title = picture.querySelector("title")?.textContent;
    for (const { text, box } of labels) {
      const beyond = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
      if (beyond > 1) said.push(`“${text}” reaches ${beyond.toFixed(1)} beyond “${title}”`);
    }
    labels.forEach((a, at) => {
      for (const b of labels.slice(at + 1)) {
        const [x, y] = [
          Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left),
          Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top),
        ];
        // Boxes of text are taller than what is written in them.
        if (x > 0 && y > 5) said.push(`“${a.text}” and “${b.text}” lie on one another in “${title}”`);
      }
    });
  }
  return said;
}

/** What somebody who hears the page instead of seeing it would miss. */
export function aloud() {
  const said = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const titles = all("h1").length;
  if (titles !== 1) said.push(`${titles} headings of the first level`);
  let before = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.localName[1]);
    if (level > before + 1) said.push(`after a heading of level ${before} comes “${heading.textContent.trim()}” of level ${level}`);
    before = level;
  }
  const silent = (elements, lacks, what) => {
    const found = elements.filter(lacks);
    if (found.length) said.push(`${what}: ${found.length}, first “${found[0].textContent.trim().slice(0, 50)}”`);
  };
  silent(all("svg"), (one) => one.getAttribute("role") !== "img" || ["title", "desc"].some((tag) => !one.querySelector(tag)?.textContent.trim()), "pictures without a title and a description");
  silent(all("figure"), (one) => !one.querySelector("figcaption")?.textContent.trim(), "figures without a caption");
  silent(all("table"), (one) => !one.caption?.textContent.trim(), "tables without a caption");
  // A head that stands first in a row of a body heads that row; any other has to say what it heads.
  const heads = all("th").filter((one) => one.cellIndex > 0 || one.closest("tbody") === null);
  silent(heads, (one) => !["col", "row", "colgroup", "rowgroup"].includes(one.scope), "heads of tables without a scope");
  const mixed = all("tbody").filter((body) => new Set([...body.rows].map((row) => row.cells[0]?.localName)).size > 1);
  silent(mixed, () => true, "tables of which some rows have no head");
  for (const landmark of ["main", "header"]) if (all(landmark).length !== 1) said.push(`${all(landmark).length} elements ${landmark}`);
  return said;
}

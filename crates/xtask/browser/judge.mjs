// Opens every page of a folder as a reader would — on a screen, on a telephone, on paper — and says what is wrong with it.
//
//   node judge.mjs CHROMIUM PAGES OUT [pictures]
//
// PDFs go to OUT; with `pictures` also what each looks like, for people to see.

import { readdirSync, readFileSync, statSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { aloud, cropped, overflow } from "./layout.mjs";
import { mark, sheets, torn } from "./paper.mjs";

const [executablePath, folder, out, keep] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Width and height in CSS pixels. Paper is A4 between the margins of the style sheet. */
const VIEWS = [
  { name: "screen", size: [1280, 900], media: "screen" },
  { name: "phone", size: [390, 844], media: "screen" },
  { name: "paper", size: [Math.floor(((210 - 26) / 25.4) * 96), 1024], media: "print" },
];
/** What axe-core calls serious or worse is a fault; the rest is told. */
const FAULTS = ["serious", "critical"];

const faults = [];
const remarks = [];

async function judge(browser, file) {
  const name = basename(file, ".html");
  const url = pathToFileURL(file).href;
  const fault = (view, text) => faults.push(`${name} (${view}): ${text}`);
  const started = performance.now();
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) fault("console", message.text());
  });
  page.on("pageerror", (error) => fault("console", error.message));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) fault("request", request.url());
  });
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(AXE);

  for (const text of await page.evaluate(aloud)) fault("aloud", text);
  for (const language of await languages(page)) {
    await page.emulateMedia({ media: "screen" });
    if (language) await page.check(`#in-${language}`);
    for (const { name: view, size, media } of VIEWS) {
      const where = [view, language].filter(Boolean).join(", ");
      await page.setViewportSize({ width: size[0], height: size[1] });
      await page.emulateMedia({ media });
      for (const text of await page.evaluate(overflow)) fault(where, text);
      for (const text of await page.evaluate(cropped)) fault(where, text);
      const remark = (text) => remarks.push(`${name} (${where}): ${text}`);
      if (media === "screen") await accessible(page, view, (text) => fault(where, text), remark);
      if (keep) await picture(page, `${name}-${[view, language].filter(Boolean).join("-")}`);
    }
  }
  await page.emulateMedia({ media: "print" });
  const [figures, tables] = await page.evaluate(() => ["figure", "table"].map((tag) => document.querySelectorAll(tag).length));
  const unguarded = await page.evaluate(() => [...document.querySelectorAll("figure, tr")].filter((one) => getComputedStyle(one).breakInside === "auto").length);
  if (unguarded) fault("paper", `${unguarded} figures or rows may be broken by a page`);
  // A page keeps its own words: a clean copy is printed for people, a marked one for the judge.
  const pdf = await page.pdf({ preferCSSPageSize: true, path: join(out, `${name}.pdf`) });
  const ends = await page.evaluate(mark);
  for (const text of torn(await page.pdf({ preferCSSPageSize: true, tagged: false }), ends)) fault("paper", text);
  await context.close();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return [name, kilobytes(statSync(file).size), figures, tables, sheets(pdf), kilobytes(pdf.length), seconds];
}

/** The languages a page can be switched to; one without a switch stands as it is. */
async function languages(page) {
  return (await page.locator("#in-en").count()) ? ["en", "zh"] : [undefined];
}

/** Contrast is asked of one element of every style, since asking it of forty thousand takes minutes. */
async function accessible(page, view, fault, remark) {
  const violations = await page.evaluate(async (view) => {
    const asked = { resultTypes: ["violations"] };
    if (view === "phone") {
      // What changes with the width.
      return (await axe.run(document, { ...asked, runOnly: ["scrollable-region-focusable", "target-size"] })).violations;
    }
    const all = await axe.run(document, { ...asked, rules: { "color-contrast": { enabled: false } } });
    const styles = new Map();
    for (const one of document.querySelectorAll("body *")) {
      if (![...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(one);
      const style = [color, fontSize, fontWeight, one.localName].join();
      if (!styles.has(style) && one.checkVisibility()) styles.set(style, one);
    }
    const contrast = await axe.run({ include: [...styles.values()] }, { ...asked, runOnly: ["color-contrast"] });
    return [...all.violations, ...contrast.violations];
  }, view);
  for (const { id, impact, help, nodes } of violations) {
    const first = nodes[0];
    const text = `${impact}: ${id}: ${help}; ${nodes.length} times, first ${first.target.join(" ")}: ${first.failureSummary?.split("\n")[1]?.trim()}`;
    (FAULTS.includes(impact) ? fault : remark)(text);
  }
}

/** What is seen: the whole page, in pieces a person can look at. */
async function picture(page, name) {
  const { width, height } = page.viewportSize();
  const all = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0, at = 0; top < Math.min(all, 8 * 1800); top += 1800, at += 1) {
    const clip = { x: 0, y: top, width, height: Math.min(1800, all - top) };
    await page.screenshot({ path: join(out, `${name}-${at}.png`), fullPage: true, clip });
  }
  return height;
}

const kilobytes = (bytes) => Math.round(bytes / 1000);

mkdirSync(out, { recursive: true });
// Chromium refuses its sandbox to the superuser, who runs continuous integration; the pages are our own.
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
const row = ([name, ...numbers]) => console.log(name.padEnd(22) + numbers.map((n) => String(n).padStart(9)).join(""));
row(["page", "kB", "figures", "tables", "sheets", "PDF kB", "seconds"]);
for (const file of readdirSync(folder).filter((name) => name.endsWith(".html")).sort()) {
  row(await judge(browser, resolve(folder, file)));
}
await browser.close();
if (!readdirSync(folder).some((name) => name.endsWith(".html"))) faults.push(`no page in ${folder}`);
writeFileSync(join(out, "remarks.txt"), remarks.join("\n") + "\n");
if (remarks.length) console.log(`\nremarks of axe-core:\n${remarks.join("\n")}`);
if (faults.length) {
  console.error(`\n${faults.length} faults:\n${faults.join("\n")}`);
  process.exitCode = 1;
}

// Opens reports in a browser as a reader would: from the disk, in light and dark, wide and narrow,
// with and without script, and by keyboard. Fails on anything that would stop somebody from reading.
//
//   node check.mjs REPORT [--hostile REPORT] [--screenshots DIR] [--chromium PATH]
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import puppeteer from "puppeteer-core";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hostile: { type: "string" },
    screenshots: { type: "string" },
    chromium: { type: "string" },
  },
});
assert.equal(positionals.length, 1, "usage: node check.mjs REPORT [--hostile REPORT] [--screenshots DIR]");
const report = realpathSync(positionals[0]);
const executablePath = options.chromium
  ?? process.env.CHROMIUM
  ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => existsSync(p));
assert.ok(executablePath, "no Chromium found: name one with --chromium");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = await puppeteer.launch({
  executablePath,
  headless: true,
  args: [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});
let checks = 0;
const failures = [];

async function check(name, run) {
  checks += 1;
  try {
    await run();
  } catch (error) {
    failures.push(`${name}\n    ${String(error.message).replaceAll("\n", "\n    ")}`);
  }
}

/** A page with what went wrong on it, and what it asked for outside its folder. */
async function open(file, { root = report, width = 1440, scheme = "light", script = true } = {}) {
  const page = await browser.newPage();
  const wrong = [];
  const home = pathToFileURL(root).href + "/";
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && url !== "data:,") wrong.push(`request: ${url.slice(0, 100)}`);
  });
  await page.setJavaScriptEnabled(script);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(pathToFileURL(path.join(root, file)).href, { waitUntil: "load" });
  return { page, wrong };
}

/** Runs axe in the page's own world is impossible under its policy, so it runs beside it. */
async function violations(page) {
  const session = await page.createCDPSession();
  await session.send("Page.setBypassCSP", { enabled: true });
  await page.reload({ waitUntil: "load" });
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n  `
      + v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} ${n.failureSummary.replaceAll("\n", " ")}`).join("\n  "));
  });
  await session.detach();
  return found;
}

const overflow = (page) => page.evaluate(() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return null;
  const wide = [...document.body.querySelectorAll("*")].filter((e) =>
    e.getBoundingClientRect().right > room + 1 && !e.closest(".scroll, .unseen, .brand, select"));
  return `${document.documentElement.scrollWidth} > ${room}: `
    + wide.slice(0, 3).map((e) => `${e.tagName}.${e.className?.baseVal ?? e.className}`).join(", ");
});

/** The developer who ranks first. */
const first = (root) => readFileSync(path.join(root, "index.html"), "utf8").match(/<th scope="row"><a href="(developers\/[^"]+)"/)[1];
const firstIn = (root, folder) => readdirSync(path.join(root, folder)).filter((f) => f.endsWith(".html")).sort()[0];

function pagesOf(root) {
  const catalogs = readdirSync(path.join(root, "indicators")).sort();
  const catalog = catalogs[catalogs.length - 1];
  return {
    index: "index.html",
    developer: first(root),
    indicator: `indicators/${catalog}/${firstIn(root, `indicators/${catalog}`)}`,
    indicators: "indicators.html",
    methods: "methods.html",
  };
}

async function shoot(page, name) {
  if (!options.screenshots) return;
  mkdirSync(options.screenshots, { recursive: true });
  // Texts without end make pages longer than a picture can be.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width: page.viewport().width, height: Math.min(height, 14000) };
  await page.screenshot({ path: path.join(options.screenshots, `${name}.png`), clip, captureBeyondViewport: true });
}

const pages = pagesOf(report);

for (const [kind, file] of Object.entries(pages)) {
  for (const scheme of ["light", "dark"]) {
    await check(`${kind}, ${scheme}`, async () => {
      const { page, wrong } = await open(file, { scheme });
      await shoot(page, `${kind}-1440-${scheme}`);
      assert.deepEqual(wrong, []);
      assert.equal(await overflow(page), null, "wider than the window");
      assert.deepEqual(await violations(page), []);
      await page.close();
    });
  }
  await check(`${kind}, 360 px`, async () => {
    const { page, wrong } = await open(file, { width: 360 });
    await shoot(page, `${kind}-360-light`);
    assert.deepEqual(wrong, []);
    assert.equal(await overflow(page), null, "wider than the window");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
  await check(`${kind}, without script`, async () => {
    const { page, wrong } = await open(file, { script: false });
    assert.deepEqual(wrong, []);
    // `hidden` controls are of no use without the script; nothing else may be hidden.
    const hidden = await page.$$eval("[hidden]:not(form.controls)", (all) => all.length);
    assert.equal(hidden, 0, "parts are hidden");
    await page.close();
  });
  await check(`${kind}, on paper`, async () => {
    const { page } = await open(file);
    const pdf = await page.pdf({
      format: "A4",
      ...(options.screenshots ? { path: path.join(options.screenshots, `${kind}.pdf`) } : {}),
    });
    assert.ok(pdf.length > 5000);
    await page.close();
  });
}

const column = (page, table, at) =>
  page.$$eval(`#${table} tbody tr:not([hidden])`, (rows, at) => rows.map((row) => row.cells[at].dataset.value ?? row.cells[at].textContent.trim()), at);
const text = (page, selector) => page.$eval(selector, (e) => e.textContent);

await check("the ranking is sorted by its headings", async () => {
  const { page, wrong } = await open("index.html");
  assert.equal(await text(page, "#ranking-table-status"), "", "the live region starts empty");
  const sorted = () => page.$$eval("#ranking-table thead th[aria-sort]", (all) => all.map((th) => [th.dataset.name, th.getAttribute("aria-sort")]));
  assert.deepEqual(await sorted(), []);
  // By rank: scores that are equal as published stand by name.
  const before = (await column(page, "ranking-table", 0)).map(Number);
  assert.deepEqual(before, before.toSorted((a, b) => a - b));
  const heads = await page.$$("#ranking-table thead button");
  assert.ok(heads.length >= 4);
  const who = await heads[1].evaluate((button) => button.closest("th").dataset.name);
  await heads[1].click(); // who is ranked
  const names = (await column(page, "ranking-table", 1)).map((name) => name.toLowerCase());
  assert.deepEqual(names, names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  assert.deepEqual(await sorted(), [[who, "ascending"]]);
  assert.match(await text(page, "#ranking-table-status"), new RegExp(`^Sorted by ${who}, A to Z`));
  await heads[3].click(); // the first domain
  // Whom nobody rated stands last, whichever way.
  const rated = async () => (await column(page, "ranking-table", 4)).filter((value) => value !== "").map(Number);
  let values = await rated();
  assert.deepEqual(values, values.toSorted((a, b) => b - a));
  await heads[3].click();
  values = await rated();
  assert.deepEqual(values, values.toSorted((a, b) => a - b));
  assert.equal((await sorted()).length, 1);
  assert.deepEqual(wrong, []);
  await page.close();
});

await check("the ranking is filtered by developer, trait and theme", async () => {
  const { page, wrong } = await open("index.html");
  const all = (await column(page, "ranking-table", 1)).length;
  // A part of the first name: some have it, and some do not.
  const part = (await column(page, "ranking-table", 1))[0].slice(0, 3).toLowerCase();
  await page.type("[data-for=ranking-table] [data-filter=name]", part);
  const found = await column(page, "ranking-table", 1);
  assert.ok(found.length > 0 && found.length < all && found.every((name) => name.toLowerCase().includes(part)));
  assert.match(await text(page, "#ranking-table-status"), new RegExp(`^${found.length} of ${all} shown`));
  await page.click("[data-for=ranking-table] button[type=reset]");
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await column(page, "ranking-table", 1)).length, all, "all are back");
  // Not every index has traits and themes.
  const token = await page.$$eval("[data-for=ranking-table] [data-filter=token] optgroup option", (all) => all[0]?.value);
  if (token) {
    await page.select("[data-for=ranking-table] [data-filter=token]", token);
    const some = (await column(page, "ranking-table", 1)).length;
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
  }
  const theme = (await page.$("[data-for=ranking-table] [data-filter=column]")) && await page.$$eval("[data-for=ranking-table] [data-filter=column] option", (all) => all[1]?.value);
  if (!theme) return page.close();
  await page.select("[data-for=ranking-table] [data-filter=column]", theme);
  const shown = await page.$$eval("#ranking-table thead th[data-column]:not([hidden])", (all) => all.map((th) => th.dataset.column));
  assert.deepEqual(shown, [theme]);
  const at = await page.$eval(`#ranking-table th[data-column=${theme}]`, (th) => th.cellIndex);
  const values = (await column(page, "ranking-table", at)).map(Number);
  assert.deepEqual(values, values.toSorted((a, b) => b - a));
  assert.deepEqual(wrong, []);
  await page.close();
});

await check("answers are filtered", async () => {
  const { page, wrong } = await open(pages.developer);
  const count = () => page.$$eval("#answer-list [data-row]:not([hidden])", (all) => all.length);
  const all = await count();
  await page.select("[data-for=answer-list] [data-filter=token]", "met");
  const met = await count();
  await page.select("[data-for=answer-list] [data-filter=token]", "fewer");
  const fewer = await count();
  assert.ok(all > 0 && met + fewer <= all, `${met} + ${fewer} of ${all}`);
  const empty = await page.$$eval("#answer-list [data-part]:not([hidden])", (all) => all.filter((part) => !part.querySelector("[data-row]:not([hidden])")).length);
  assert.equal(empty, 0, "headings without answers");
  assert.deepEqual(wrong, []);
  await page.close();
});

await check("everything is reached and worked by keyboard", async () => {
  const { page } = await open("index.html");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const reached = new Set();
  for (let presses = 0; presses < 1500; presses += 1) {
    const here = await page.evaluate(() => {
      const e = document.activeElement;
      if (e === document.body) return null;
      const style = getComputedStyle(e);
      const mark = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      document.seen = (document.seen ?? 0) + 1;
      e.dataset.seen = document.seen;
      return { tag: e.tagName, mark, th: !!e.closest("th[data-sort]"), scroll: e.classList.contains("scroll") };
    });
    if (!here) break;
    assert.ok(here.mark, `focus is not visible on ${here.tag}`);
    reached.add(here.scroll ? "scroll" : here.th ? "sort" : here.tag);
    if (here.th && !reached.has("sorted")) {
      await page.keyboard.press("Enter");
      assert.equal(await page.$$eval("th[aria-sort]", (all) => all.length), 1);
      reached.add("sorted");
    }
    await page.keyboard.press("Tab");
  }
  const select = (await page.$("main select")) ? ["SELECT"] : [];
  for (const kind of ["A", "INPUT", ...select, "BUTTON", "sort", "sorted", "scroll"]) assert.ok(reached.has(kind), `${kind} was not reached`);
  const missed = await page.$$eval("main a[href], main button, main select, main input, main .scroll", (all) => all.filter((e) => !e.dataset.seen && e.checkVisibility()).length);
  assert.equal(missed, 0, "some controls are out of reach");
  await page.close();
});

await check("links inside the report lead somewhere", async () => {
  const files = (dir) => readdirSync(dir, { withFileTypes: true }).flatMap((e) => e.isDirectory() ? files(path.join(dir, e.name)) : [path.join(dir, e.name)]);
  const html = files(report).filter((file) => file.endsWith(".html"));
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file)) ids.set(file, new Set([...readFileSync(file, "utf8").matchAll(/ id="([^"]*)"/g)].map((m) => m[1])));
    return ids.get(file);
  };
  let links = 0;
  const broken = [];
  for (const file of html) {
    const source = readFileSync(file, "utf8");
    const all = [...source.matchAll(/ id="([^"]*)"/g)].map((m) => m[1]);
    if (new Set(all).size !== all.length) broken.push(`${file}: an id stands twice`);
    for (const [, href] of source.matchAll(/<a [^>]*href="([^"]*)"/g)) {
      if (/^https?:/i.test(href)) continue;
      links += 1;
      const [to, anchor] = href.split("#");
      const target = to ? path.resolve(path.dirname(file), to) : file;
      if (!existsSync(target)) broken.push(`${file}: ${href}`);
      else if (anchor && !idsOf(target).has(anchor)) broken.push(`${file}: ${href} (no such place)`);
    }
  }
  assert.ok(links > 200, `${links} links`);
  assert.deepEqual(broken.slice(0, 10), []);
});

if (options.hostile) {
  const root = realpathSync(options.hostile);
  for (const [kind, file] of Object.entries(pagesOf(root))) {
    for (const width of [1440, 360]) {
      await check(`hostile ${kind}, ${width} px`, async () => {
        const { page, wrong } = await open(file, { root, width });
        await shoot(page, `hostile-${kind}-${width}`);
        assert.deepEqual(wrong, []);
        assert.equal(await overflow(page), null, "wider than the window");
        assert.equal(await page.evaluate(() => window.pwned), undefined, "a stranger's script ran");
        const links = await page.$$eval("a[href]", (all) => all.map((a) => a.protocol));
        assert.deepEqual(links.filter((p) => !["file:", "http:", "https:"].includes(p)), []);
        const rel = await page.$$eval("a[href^=http]", (all) => all.filter((a) => a.rel !== "noopener noreferrer nofollow").length);
        assert.equal(rel, 0);
        const handlers = await page.$$eval("*", (all) => all.filter((e) => [...e.attributes].some((a) => a.name.startsWith("on") || a.name === "style")).length);
        assert.equal(handlers, 0, "inline handlers or styles");
        const odd = await page.evaluate(() => /[\u202a-\u202e\u2066\u2067\u200b\u200e\u200f]/.test(document.documentElement.outerHTML));
        assert.equal(odd, false, "marks that hide or turn text");
        if (width === 1440) assert.deepEqual(await violations(page), []);
        await page.close();
      });
    }
  }
}

await browser.close();
if (failures.length) {
  console.error(failures.map((failure) => `FAILED: ${failure}`).join("\n\n"));
  console.error(`${failures.length} of ${checks} checks failed`);
  process.exit(1);
}
console.log(`${checks} checks in a browser passed`);

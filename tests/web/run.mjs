// run [--all] [--screenshots DIR] [--only TEXT] SITE MODULES: the pages of the site in SITE as a reader meets
// them, in Debian's Chromium driven by playwright-core; axe-core (WCAG 2.2 AA and its best
// practices) and html-validate judge each. Without --all: a page of each kind, all figures and
// articles. The last line is the sum, "N passed, N failed".
//
// A check is a line of `checks` at the end: a name and a function that throws when it fails.
import { createRequire } from "node:module";
import { readFileSync, readdirSync, statSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const words = process.argv.slice(2);
const all = words[0] === "--all" && words.shift();
const shots = words[0] === "--screenshots" && words.splice(0, 2)[1];
const only = words[0] === "--only" && words.splice(0, 2)[1];
const site = resolve(words[0]), modules = resolve(words[1]);
const require = createRequire(join(modules, "package.json"));
const { chromium } = require("playwright-core");
const { HtmlValidate, StaticConfigLoader } = require("html-validate");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const program = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) => statSync(p, { throwIfNoEntry: false }));
if (!program) {
  console.error("check-web: there is no Chromium; scripts/setup --browser installs it");
  process.exit(69);
}

// ---- which pages

function files(folder) {
  return readdirSync(join(site, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((e) => {
    const path = folder ? folder + "/" + e.name : e.name;
    return e.isDirectory() ? files(path) : path.endsWith(".html") ? [path] : [];
  });
}
const pages = files("");
const every = { numbers: 200, series: 400, countries: 60, sources: 60, methods: 10 };
const count = {};
const chosen = pages.filter((p) => {
  const kind = p.split("/")[0];
  count[kind] = (count[kind] ?? -1) + 1;
  return all || !(kind in every) || count[kind] % every[kind] === 0;
});
const number = "numbers/f01-convictions/convictions.ALB._T._T._T._T.TIP.2018.html";
const shown = {
  front: "index.html", figure: "figures/f01-convictions.html", number, article: pages.find((p) => p.startsWith("articles/")),
  series: "series/nrm_referrals.GBR._T._T._T._T.NRM.html", source: pages.find((p) => p.startsWith("sources/UNODC")),
  quality: "quality.html", country: "countries/ALB.html",
};

// ---- the browser

const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
const faults = []; // of any page: requests that leave the folder, messages of the console
async function open(path, options = {}) {
  const { script = true, ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: script, acceptDownloads: true, ...rest });
  const page = await context.newPage();
  page.on("request", (r) => { if (!r.url().startsWith("file:") && !r.url().startsWith("data:")) faults.push(path + " asks for " + r.url()); });
  page.on("console", (m) => { if (m.type() === "error") faults.push(path + ": " + m.text()); });
  page.on("pageerror", (e) => faults.push(path + ": " + e.message));
  await page.goto(pathToFileURL(join(site, path)).href);
  return page;
}
async function visit(path, options, what) {
  const page = await open(path, options);
  try { return await what(page); } finally { await page.context().close(); }
}
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// ---- all pages: one page of the browser goes through them

async function throughAll(paths, options, judge) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage(), found = [];
  await page.addInitScript(axe);
  for (const path of paths) {
    await page.goto(pathToFileURL(join(site, path)).href);
    found.push(...(await judge(page)).map((what) => path + ": " + what));
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${path === paths.at(-1) ? "" : `${paths.indexOf(path) + 1} of ${paths.length} pages`}`);
  }
  await context.close();
  assert.deepEqual(found, []);
}
async function accessible(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), tags);
  return result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
}
async function fits(page) {
  await page.setViewportSize(at360.viewport);
  const over = await wide(page);
  await page.setViewportSize(light.viewport);
  return over > 0 ? ["scrolls sideways at 360 pixels"] : [];
}

async function valid() {
  const rules = {
    "void-style": ["error", { style: "selfclosing" }], "attribute-boolean-style": "off", "long-title": "off",
    "require-sri": "off", "prefer-native-element": ["error", { exclude: ["region"] }], "no-inline-style": "error",
  };
  const judge = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:recommended", "html-validate:document"], rules }));
  const found = [];
  for (const path of chosen) {
    const report = await judge.validateFile(join(site, path));
    for (const r of report.results)
      for (const m of r.messages) found.push(`${path}:${m.line}: ${m.ruleId}: ${m.message}`);
  }
  assert.deepEqual(found, []);
}

// ---- as a reader

// Every stop of the tab key is seen and marked; the first leads to the content; the walk ends.
async function keyboard() {
  for (const path of [shown.front, shown.figure, shown.article]) await visit(path, {}, async (page) => {
    let stops = 0;
    for (;; stops++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body || e === document.documentElement) return null;
        const box = e.getBoundingClientRect(), style = getComputedStyle(e.closest("a") && e.querySelector("circle") || e);
        return { text: e.textContent.trim().slice(0, 40) || e.id, box: box.width * box.height, mark: style.outlineStyle !== "none" || style.strokeWidth === "4px" };
      });
      if (!at) break;
      if (stops === 0) assert.equal(at.text, "To the content");
      assert.ok(at.box > 0 && at.mark, `${path}: "${at.text}" is reached and not seen`);
      assert.ok(stops < 2000, path + ": the walk does not end");
    }
    assert.ok(stops > 5, path + ": hardly anything is reached");
  });
}

async function chart() {
  await visit(shown.figure, {}, async (page) => {
    const said = () => page.locator(".said").textContent();
    const stops = await page.locator('.places a[tabindex="0"]').count();
    assert.equal(stops, 1, "the picture is one stop of the tab key");
    await page.locator('.places a[tabindex="0"]').focus();
    const first = await said();
    assert.match(first, /2011: no number \(at least 1\)/);
    await page.keyboard.press("ArrowRight");
    assert.match(await said(), /2012: no number/);
    await page.keyboard.press("End");
    assert.match(await said(), /2022: no number \(0 to 4\)/);
    const link = page.locator('.places a[href$="TIP.2018.html"]');
    await link.hover();
    assert.match(await said(), /2018: 5; not validated.*US Department of State/);
    await link.click();
    assert.match(page.url(), /TIP\.2018\.html$/);
  });
}

const column = (page, n) => page.locator(`table >> nth=0`).locator(`tbody tr`).evaluateAll(
  (rows, n) => rows.filter((r) => !r.hidden).map((r) => r.cells[n].textContent.trim()), n);

async function sortAndFilter() {
  await visit("figures/f05-rates.html", {}, async (page) => {
    const before = await column(page, 1), number = (t) => Number(t.replace(/,/g, ""));
    const head = page.locator("thead button").nth(1);
    await head.click();
    const up = (await column(page, 1)).map(number);
    assert.deepEqual(up, [...up].sort((a, b) => a - b));
    await head.click();
    const down = (await column(page, 1)).map(number);
    assert.deepEqual(down, [...up].reverse());
    assert.equal(down.length, before.length);
    assert.equal(await page.locator("thead th").nth(1).getAttribute("aria-sort"), "descending");
  });
  await visit("figures/f06-returns.html", {}, async (page) => {
    const whole = (await column(page, 0)).length;
    await page.locator(".filter input").first().fill("2023");
    const left = await page.locator("table >> nth=0").locator("tbody tr:visible").allTextContents();
    assert.ok(left.length > 0 && left.length < whole && left.every((t) => t.includes("2023")));
    assert.match(await page.locator(".filter span").first().textContent(), new RegExp(`^${left.length} of ${whole} rows`));
  });
}

// 10627, with or without its comma, is found and leads to a page that says what it was.
async function search() {
  for (const typed of ["10627", "10,627"]) await visit(shown.front, {}, async (page) => {
    await page.getByLabel("Search").fill(typed);
    const found = page.locator("#search li a");
    await found.first().waitFor();
    assert.match((await found.allTextContents()).join("\n"), /United Kingdom/);
    await page.locator("#search li a", { hasText: "referrals" }).first().click();
    await page.waitForLoadState();
    assert.match(await page.locator("main").textContent(), /10,?627/);
  });
  // What the site itself has, as it is asked for; and no number is listed twice or with all its decimals.
  for (const [typed, wanted] of [["spreadsheet", "downloads.html"], ["Mann-Kendall", "methods/trend.html"], ["contradict", "quality.html"], ["Albania", "countries/ALB.html"]])
    await visit(shown.front, {}, async (page) => {
      await page.getByLabel("Search").fill(typed);
      await page.locator("#search li a").first().waitFor();
      const links = await page.locator("#search li a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      assert.ok(links.includes(wanted), `${typed}: ${links}`);
    });
  await visit(shown.front, {}, async (page) => {
    const texts = await page.evaluate(() => new Promise((done) => {
      const script = document.createElement("script");
      script.src = "numbers.js";
      script.onload = () => done(window.numbers.map((n) => n[0]));
      document.head.appendChild(script);
    }));
    const numbers = texts.filter((t) => /^[\d,.]+:/.test(t));
    assert.ok(numbers.length > 500 && new Set(numbers).size === numbers.length);
    assert.deepEqual(numbers.filter((t) => /^[\d,]*\.\d{5}/.test(t)), []);
  });
  // As a reader would ask, not in the words of the titles.
  for (const typed of ["convictions Albania 2019", "How many traffickers were convicted in 2019?"])
    await visit(shown.front, {}, async (page) => {
      await page.getByLabel("Search").fill(typed);
      await page.locator("#search li a").first().waitFor();
      assert.match((await page.locator("#search li a").allTextContents()).join("\n"), /convicted of trafficking, Albania, .*2019/);
    });
  await visit(shown.front, {}, async (page) => {
    await page.getByLabel("Search").fill("five smallest number 2014");
    await page.locator("#search li a").first().click();
    await page.waitForLoadState();
    assert.match(page.url(), /articles\/.*#C05$/);
  });
}

// From the front page alone: how many traffickers were convicted in 2019, who says so, did it
// ever say otherwise, where is the spreadsheet.
async function follow() {
  await visit(shown.front, {}, async (page) => {
    await page.getByRole("link", { name: /Albania convicted five traffickers/ }).click();
    await page.locator('td a[href$="TIP.2019.html"]').click();
    assert.match(await page.locator("main > p").first().textContent(), /^5 persons/);
    assert.match(await page.locator("main").textContent(), /US Department of State/);
    await page.getByRole("link", { name: /The whole series/ }).first().click();
    assert.ok(await page.locator("main table").count() >= 1);
    await page.locator('td a[href*="sources/"]').first().click();
    assert.match(await page.locator("h1").textContent(), /Trafficking in Persons|TIP/);
    assert.ok(await page.locator('main a[href^="http"]').count() > 0, "the source leads to where it was read");
  });
}

async function days() {
  await visit(shown.article, {}, async (page) => {
    const then = page.locator(".then").first(), now = page.locator(".now").first();
    assert.ok(await then.isVisible() && await now.isVisible());
    await page.getByLabel("as of the article's day").check();
    assert.ok(await then.isVisible() && !await now.isVisible());
    await page.getByLabel("by the latest figures").check();
    assert.ok(!await then.isVisible() && await now.isVisible());
  });
}

// The file has the numbers of the page.
async function download() {
  await visit(shown.figure, {}, async (page) => {
    const href = await page.getByRole("link", { name: "CSV", exact: true }).getAttribute("href");
    const rows = readFileSync(join(site, "figures", href), "utf8").trim().split("\n").map((l) => l.split(","));
    const at = (name) => rows[0].indexOf(name);
    const shownNumbers = (await page.locator("table >> nth=0").locator("td a").allTextContents()).filter((t) => /^[\d,]+$/.test(t)).sort();
    const held = rows.slice(1).map((r) => r[at("value")]).filter(Boolean).sort();
    assert.deepEqual(shownNumbers.map((t) => t.replace(/,/g, "")), held);
    for (const name of ["Spreadsheet (XLSX)", "Spreadsheet (ODS)", "SVG", "PNG", "SDMX-CSV", "Data Package"]) {
      const path = await page.getByRole("link", { name, exact: true }).getAttribute("href");
      assert.ok(statSync(join(site, "figures", path)).size > 100, name);
    }
  });
}

// Without scripts every page says the same: the tables, both days, the numbers as links.
async function plain() {
  await visit(shown.figure, { script: false }, async (page) => {
    assert.ok(await page.locator("td a").count() > 20);
    assert.equal(await page.locator(".places a title").count(), await page.locator(".places a").count());
  });
  await visit(shown.article, { script: false }, async (page) => {
    assert.ok(await page.locator(".then").first().isVisible() && await page.locator(".now").first().isVisible());
  });
}

async function still() {
  await visit(shown.figure, { reducedMotion: "reduce" }, async (page) => {
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  });
}

async function narrow() {
  for (const [kind, path] of Object.entries(shown))
    for (const width of [320, 360, 640, 1600]) await visit(path, { viewport: { width, height: 800 } }, async (page) => {
      assert.ok(await wide(page) <= 0, `${kind} scrolls sideways at ${width} pixels`);
    });
}

async function pictures() {
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ["light", "dark"])
    for (const width of [360, 768, 1440])
      for (const [kind, path] of Object.entries(shown)) await visit(path, { colorScheme, viewport: { width, height: 1100 } }, (page) =>
        page.screenshot({ path: join(shots, `${kind}-${width}-${colorScheme}.png`) }));
}

const at360 = { viewport: { width: 360, height: 800 } }, light = { viewport: { width: 1280, height: 900 } };
const checks = [
  [`axe-core, and no sideways scroll at 360 pixels, ${chosen.length} of ${pages.length} pages`,
    () => throughAll(chosen, light, async (page) => [...await accessible(page), ...await fits(page)])],
  ["axe-core, a page of each kind, dark, at 360 pixels", () => throughAll(Object.values(shown), { ...at360, colorScheme: "dark" }, accessible)],
  ["html-validate", valid],
  ["the tab key", keyboard],
  ["the picture, by pointer and arrow keys", chart],
  ["sort and filter", sortAndFilter],
  ["search", search],
  ["from the front page to a number's source", follow],
  ["the article's day and today", days],
  ["files have the numbers of the page", download],
  ["without scripts", plain],
  ["reduced motion", still],
  ["320 to 1,600 pixels, 200 % zoom", narrow],
  ...(shots ? [["screenshots", pictures]] : []),
  ["nothing was fetched, no message on the console", () => assert.deepEqual(faults, [])],
].filter(([name]) => !only || name.includes(only));
if (!checks.length) {
  console.error("check-web: no check has " + only);
  process.exit(64);
}
let passed = 0;
for (const [name, check] of checks) {
  const start = Date.now();
  try {
    await check();
    passed++;
    console.log(`ok      ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (e) {
    console.log(`not ok  ${name}\n    ${String(e.message).split("\n").slice(0, 40).join("\n    ")}`);
  }
}
await browser.close();
console.log(`${passed} passed, ${checks.length - passed} failed`);
process.exit(passed === checks.length ? 0 : 1);

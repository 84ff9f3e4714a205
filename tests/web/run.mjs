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
  const said = (page) => page.locator(".said").textContent();
  await visit(shown.figure, {}, async (page) => {
    const stops = await page.locator('.places a[tabindex="0"]').count();
    assert.equal(stops, 1, "the picture is one stop of the tab key");
    await page.locator('.places a[tabindex="0"]').focus();
    const first = await said(page);
    assert.match(first, /2011: no number \(at least 1\)/);
    await page.keyboard.press("ArrowRight");
    assert.match(await said(page), /2012: no number/);
    await page.keyboard.press("End");
    assert.match(await said(page), /2022: no number \(0 to 4\)/);
    const link = page.locator('.places a[href$="TIP.2018.html"]');
    await link.hover();
    assert.match(await said(page), /2018: 5; not validated.*US Department of State/);
    await link.click();
    assert.match(page.url(), /TIP\.2018\.html$/);
  });
  // What a mark says is in sight with it, by pointer and by key, and covers no mark that is reached.
  for (const [width, height] of [[1440, 900], [1280, 600], [360, 740]]) await visit(shown.figure, { viewport: { width, height }, reducedMotion: "reduce" }, async (page) => {
    const stands = () => page.evaluate(() => {
      const said = document.querySelector(".said").getBoundingClientRect(), mark = document.querySelector(".places .at").getBoundingClientRect();
      return { said: said.top >= 0 && said.bottom <= innerHeight + 1, mark: mark.top >= 0 && mark.bottom <= said.top };
    });
    await page.locator(".places a").first().hover();
    assert.ok((await stands()).said, `what a mark says at ${width} x ${height} is out of sight`);
    await page.mouse.move(0, 0);
    await page.locator('.places a[tabindex="0"]').focus();
    for (let n = await page.locator(".places a").count(); n; n--) {
      assert.deepEqual(await stands(), { said: true, mark: true }, `a mark at ${width} x ${height}: ${await said(page)}`);
      await page.keyboard.press("ArrowRight");
    }
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
    assert.deepEqual(up, [...up].sort((a, b) => a - b || Number.isNaN(a) - Number.isNaN(b)));
    await head.click();
    const down = (await column(page, 1)).map(number);
    const known = up.filter((n) => !Number.isNaN(n));
    assert.deepEqual(down, [...[...known].reverse(), ...up.slice(known.length)], "the other way up, what has no number last");
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

// A column sorts as what it is; what says nothing stands last, either way up.
async function sortByKind() {
  const sorted = async (page, head) => {
    await page.locator("table >> nth=0").locator("thead button", { hasText: head }).click();
    const heads = await page.locator("table >> nth=0").locator("thead button").allTextContents();
    return column(page, heads.indexOf(head));
  };
  await visit("sources.html", {}, async (page) => {
    const day = (t) => { const year = t.match(/\d{4}/)[0], of = Date.parse(t.length > 4 ? (/^\d\d? /.test(t) ? t : "1 " + t) : "1 January " + t); return Number.isNaN(of) ? Date.parse("1 January " + year) : of; };
    for (const up of [true, false]) {
      const texts = await sorted(page, "Published"), days = texts.filter((t) => t !== "undated").map(day);
      assert.ok(days.length > 100);
      assert.deepEqual(days, [...days].sort((a, b) => (up ? a - b : b - a)));
      assert.ok(texts.slice(days.length).every((t) => t === "undated"), "the undated stand last");
    }
    const titles = await sorted(page, "Title");
    assert.deepEqual(titles, [...titles].sort(new Intl.Collator("en", { sensitivity: "base", numeric: true }).compare));
  });
  await visit("figures/f01-convictions.html", {}, async (page) => {
    await page.locator("main").evaluate((main) => {
      const cells = ["at least 10", "", "[c] 0 to 4", "at least 6", "95\u00a0%\u00a0CI\u00a014.7\u00a0to\u00a017.8", "1,002", "-3", "more than in 2017", "5; unit: Persons"];
      const body = main.querySelector("table tbody"), row = body.rows[0];
      body.replaceChildren(...cells.map((text) => { const r = row.cloneNode(true); r.cells[1].textContent = text; r.cells[1].removeAttribute("data-value"); return r; }));
    });
    await page.locator("thead button").nth(1).click();
    assert.deepEqual(await column(page, 1), ["-3", "[c] 0 to 4", "5; unit: Persons", "at least 6", "at least 10", "95\u00a0%\u00a0CI\u00a014.7\u00a0to\u00a017.8", "1,002", "", "more than in 2017"]);
    await page.locator("main").evaluate((main) => ["2018 to 2019", "June 2023", "10 August 2023", "2022 Q3", "2017"].forEach((text, i) => { main.querySelector("table tbody").rows[i].cells[1].textContent = text; }));
    await page.locator("main").evaluate((main) => Array.from(main.querySelector("table tbody").rows).slice(5).forEach((r) => r.remove()));
    await page.locator("thead button").nth(2).click();
    await page.locator("thead button").nth(1).click();
    assert.deepEqual(await column(page, 1), ["2017", "2018 to 2019", "2022 Q3", "June 2023", "10 August 2023"]);
  });
}

// A list of hundreds: words above it leave the items that have them, and the headings of these.
async function filterList() {
  await visit("series.html", {}, async (page) => {
    const items = page.locator("main ul > li"), whole = await items.count(), heads = await page.locator("main h2").count();
    await page.getByLabel("Filter the list").fill("Albania prosecuted");
    const left = await page.locator("main ul > li:visible").allTextContents();
    assert.ok(left.length > 0 && left.length < 20 && left.every((t) => t.includes("Albania")), left.join("\n"));
    assert.equal(await page.locator(".filter [role=status]").textContent(), `${left.length} of ${whole.toLocaleString("en")}`);
    assert.ok(await page.locator("main h2:visible").count() < 5);
    await page.getByLabel("Filter the list").fill("");
    assert.equal(await page.locator("main ul > li:visible").count(), whole);
    assert.equal(await page.locator("main h2:visible").count(), heads);
  });
  await visit("downloads.html", {}, async (page) => assert.equal(await page.getByLabel("Filter the list").count(), 0));
}

// Text that keeps its lines: at 360 pixels they are whole, and the arrow keys reach their ends.
async function lines() {
  await visit("methods/trend.html", at360, async (page) => {
    const option = page.locator("dt", { hasText: "--breaks=FILE" });
    assert.match(await option.locator("xpath=following-sibling::dd[1]").textContent(), /^split series at the breaks in FILE/);
  });
  for (const path of ["methods/claim.html", shown.figure]) await visit(path, at360, async (page) => {
    const longest = await page.locator("pre").evaluateAll((all) => all.map((p) => p.scrollWidth - p.clientWidth).reduce((most, w, i, of) => (w > of[most] ? i : most), 0));
    const pre = page.locator("pre").nth(longest);
    const rows = await pre.evaluate((p) => [p.textContent.split("\n").length, Math.round((p.clientHeight - 24) / parseFloat(getComputedStyle(p).lineHeight))]);
    assert.ok(Math.abs(rows[0] - rows[1]) <= 1, `${path}: ${rows[0]} lines take the room of ${rows[1]}`);
    await pre.focus();
    await page.keyboard.press("ArrowRight");
    let moved = 0; // scrolling is a matter of a few frames
    for (let i = 0; i < 50 && !moved; i++, await page.waitForTimeout(100)) moved = await pre.evaluate((p) => p.scrollLeft);
    assert.ok(moved > 0, path + ": the arrow key does not move the text");
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

// Words that begin alike, words that nothing has, all that is found, the enter key.
async function searchAsAsked() {
  await visit(shown.front, {}, async (page) => {
    const ask = async (typed) => {
      await page.getByLabel("Search").fill(typed);
      await page.locator("#found:not(:empty)").waitFor();
      return page.locator("#search li a").evaluateAll((all) => all.map((a) => ({ text: a.textContent, href: a.getAttribute("href") })));
    };
    const said = () => page.locator("#found").textContent();
    for (const typed of ["NRM referrals Albania Q3", "NRM referrals Albanian 2022 Q3", "NRM citizens of Albania", "Albanian referrals"])
      assert.ok((await ask(typed)).some((f) => /^Series: NRM referrals, United Kingdom, citizens of Albania/.test(f.text)), typed);
    for (const typed of ["NRM referrals Q3 2022", "NRM referrals third quarter 2022", "NRM referrals 2022-Q3"])
      assert.ok((await ask(typed)).some((f) => /^4,578: NRM referrals.*2022 Q3$/.test(f.text)), typed);
    assert.equal((await ask("Albanian"))[0].text, "Country: Albania");
    // Other words alike are others: Austria is not Australia.
    assert.ok((await ask("Austria")).every((f) => !f.text.includes("Australia")));
    // What was left out is said, and what is there is found.
    const rest = await ask("Albania 2019 convicted UNODC");
    assert.match(await said(), /^Nothing has “UNODC” together with the others\. Without it: \d+ found/);
    assert.ok(rest.some((f) => /^5: Persons convicted/.test(f.text)));
    await ask("xyzzy");
    assert.match(await said(), /^Nothing is found/);
    // Pages and series stand before single numbers; the others are one key away.
    const first = await ask("Albania convictions"), kind = (f) => f.href.split("/")[0];
    assert.equal(first.length, 30);
    assert.ok(first.some((f) => kind(f) === "series"));
    const all = Number((await said()).match(/^(\d+) found, the first 30 are shown/)[1]);
    await page.getByRole("button", { name: `Show all ${all}` }).press("Enter");
    assert.equal(await page.locator("#search li a").count(), all);
    assert.match(await said(), /all are shown/);
    // A number that none was published of is found as well, an estimate says that it is one.
    assert.ok((await ask("Persons convicted Albania UNODC 2022")).some((f) => /^no number \(0 to 4\): /.test(f.text)));
    assert.ok((await ask("4,579")).every((f) => !f.href.includes("f18-nowcast") || /estimate/i.test(f.text)));
    // Every series and every number by the words of its title.
    const lost = await page.evaluate(() => window.numbers.filter((n) => / citizens of |^Series|^no number/.test(n[0])).filter((n, i) => i % 40 === 0).map((n) => n[0]));
    for (const title of lost) assert.ok((await ask(title)).some((f) => f.text === title), title);
  });
  // Enter opens the first, also when it is pressed before the index is there.
  await visit(shown.front, {}, async (page) => {
    await page.getByLabel("Search").pressSequentially("Albanian\n");
    await page.waitForURL(/countries\/ALB\.html$/);
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

// From a number to what an article made of it.
async function toClaim() {
  await visit(shown.number, {}, async (page) => {
    await page.getByRole("link", { name: /claims judged by it/ }).first().click();
    await page.getByRole("link", { name: /smallest number since 2014/ }).click();
    assert.match(page.url(), /articles\/exit-al-2021-06-17\.html#C05$/);
    assert.match(await page.locator("#C05").textContent(), /traffickers convicted in Albania/);
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
  ["sort: dates, bounds, nothing", sortByKind],
  ["filter of a long list", filterList],
  ["text in lines of its own, 360 pixels", lines],
  ["search", search],
  ["search as a reader asks", searchAsAsked],
  ["from the front page to a number's source", follow],
  ["from a number to the claims on it", toClaim],
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

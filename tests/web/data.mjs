// data DATA MODULES INPUTS: what is in the folder DATA for machines, as programs of others read it.
//
// The Data Package by its published schema (the package `datapackage`, whose profiles are those
// of the specification), and each CSV read with the types and constraints that it states; the
// DCAT catalogue expanded as JSON-LD, where a term that means nothing would be dropped, and its
// files with their sizes and checksums. tests/exchange_rules.py has the rules of CSVW and SDMX-CSV. The
// last line is the sum.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import assert from "node:assert/strict";

const folder = resolve(process.argv[2]);
const require = createRequire(join(resolve(process.argv[3]), "package.json"));
const { Package } = require("datapackage");
const jsonld = require("jsonld");
const base = "https://example.org/data/";
const json = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));

async function dataPackage() {
  const p = await Package.load(json("datapackage.json"), { basePath: folder, strict: true });
  assert.ok(p.valid);
  assert.ok(p.resources.length > 0);
}

async function inputs() {
  const p = await Package.load(JSON.parse(readFileSync(join(process.argv[4], "datapackage.json"), "utf8")), { basePath: process.argv[4], strict: true });
  assert.ok(p.valid && p.resources.length > 0);
}

async function tables() {
  const p = await Package.load(json("datapackage.json"), { basePath: folder });
  let rows = 0;
  for (const r of p.resources.filter((r) => r.descriptor.format === "csv" && r.descriptor.schema)) {
    const read = await r.read({ keyed: true }).catch((e) => { throw new Error(r.name + ": " + [e, ...(e.errors ?? [])].join("; ")); });
    assert.equal(read.length, r.descriptor.rows ?? read.length, r.name + ": rows");
    rows += read.length;
  }
  assert.ok(rows > 0);
}

// What the library, whose profiles are those of version 1, does not ask: version 2 by its text.
async function versionTwo() {
  const d = json("datapackage.json"), types = ["string", "number"];
  assert.equal(d.$schema, "https://datapackage.org/profiles/2.0/datapackage.json");
  assert.ok(d.licenses.length > 0 && d.licenses.every((l) => l.name || l.path));
  assert.equal(new Set(d.resources.map((r) => r.name)).size, d.resources.length);
  for (const r of d.resources) {
    assert.ok(!("profile" in r) && /^sha256:[0-9a-f]{64}$/.test(r.hash) && Number.isInteger(r.bytes), r.name);
    if (r.type !== "table") { // another form of a table, which has the sources
      assert.deepEqual(r.sources.map((s) => s.path), [r.path.replace(/\.(sdmx\.csv|xlsx|ods)$/, ".csv")], r.name + ": sources");
      assert.ok(d.resources.some((t) => t.type === "table" && t.path === r.sources[0].path), r.name + ": its table");
      continue;
    }
    assert.ok(r.sources?.length > 0 && r.sources.every((s) => s.title && /^https?:/.test(s.path)), r.name + ": sources");
    const fields = new Map(r.schema.fields.map((f) => [f.name, f]));
    assert.ok([...fields.values()].every((f) => types.includes(f.type)), r.name + ": types");
    assert.deepEqual(r.schema.missingValues, [""]);
    // A part of the key is never missing: where it may be empty, the field says that this is a value.
    const lines = readFileSync(join(folder, r.path), "utf8").trim().split("\n").slice(1);
    r.schema.primaryKey.forEach((name, i) => {
      assert.equal(r.schema.fields[i].name, name, r.name + ": key");
      if (lines.some((l) => l.split(",")[i] === "")) assert.deepEqual(fields.get(name).missingValues, [], r.name + ": " + name);
    });
  }
}

async function catalogue() {
  const doc = json("catalogue.jsonld");
  // safe: whatever would be lost is an error.
  const quads = (await jsonld.toRDF(doc, { format: "application/n-quads", base, safe: true })).trim().split("\n");
  const terms = new Set(quads.map((q) => q.match(/^\S+ <([^>]+)>/)[1]));
  for (const t of terms) assert.match(t, /^http:\/\/(www\.w3\.org\/(ns\/dcat#|1999\/02\/22-rdf-syntax-ns#)|purl\.org\/dc\/terms\/|spdx\.org\/rdf\/terms#)/);
  // As many statements as the document has: a value that is dropped would be missing here.
  const values = (v) => Array.isArray(v) ? v.map(values).reduce((a, b) => a + b, 0) : typeof v !== "object" ? 1
    : "@value" in v ? 1 : Object.entries(v).map(([k, x]) => (k === "@id" || k === "@context" ? 0 : k === "@type" ? [x].flat().length : values(x) + [x].flat().filter((y) => typeof y === "object" && !("@value" in y)).length)).reduce((a, b) => a + b, 0);
  assert.equal(quads.length, values(doc));
}

async function files() {
  const [graph] = await jsonld.expand(json("catalogue.jsonld"), { base, safe: true });
  const dcat = "http://www.w3.org/ns/dcat#", dct = "http://purl.org/dc/terms/", spdx = "http://spdx.org/rdf/terms#";
  assert.ok(graph["@type"].includes(dcat + "Catalog") && graph[dct + "title"]);
  for (const d of graph[dcat + "dataset"]) {
    assert.ok(d["@type"].includes(dcat + "Dataset") && d[dct + "title"] && d[dct + "identifier"], d["@id"]);
    for (const f of d[dcat + "distribution"]) {
      const name = f[dcat + "downloadURL"][0]["@id"].slice(base.length), bytes = readFileSync(join(folder, name));
      assert.equal(f[dcat + "byteSize"][0]["@value"], String(bytes.length), name);
      assert.equal(f[spdx + "checksum"][0][spdx + "checksumValue"][0]["@value"], createHash("sha256").update(bytes).digest("hex"), name);
      assert.ok(f[dcat + "mediaType"], name);
    }
  }
}

let failed = 0;
const checks = [["the Data Package is valid by its schema", dataPackage],
  ["the Data Package has what version 2 asks", versionTwo],
  ["the Data Package of the inputs is valid by it too", inputs], ["each CSV has the types and constraints stated", tables],
  ["JSON-LD drops no term of the catalogue", catalogue], ["the catalogue's files have their sizes and checksums", files]];
for (const [name, check] of checks)
  await check().then(() => console.log("ok", name), (e) => { failed++; console.log("not ok " + name + "\n    " + String(e.message).slice(0, 2000)); });
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

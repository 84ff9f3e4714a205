#!/usr/bin/env python3
"""exchange_rules.py DATA: csv-metadata.json and every *.sdmx.csv of the folder DATA against the
rules of their specifications, each rule a function of its own, read from the files alone.

CSVW: Metadata Vocabulary for Tabular Data and Model for Tabular Data (W3C Recommendations, 17 December
2015), by section. SDMX-CSV 2.1: field guide of the data message of SDMX 3.1. A fault is a line; the
last line is the sum.
"""
import csv
import json
import os
import re
import sys

folder = sys.argv[1]
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


# ---- CSVW

INHERITED = {"aboutUrl", "datatype", "default", "lang", "null", "ordered", "propertyUrl", "required", "separator", "textDirection", "valueUrl"}
GROUP = INHERITED | {"@context", "@id", "@type", "tables", "dialect", "notes", "tableDirection", "tableSchema", "transformations"}
TABLE = INHERITED | {"@id", "@type", "url", "dialect", "notes", "suppressOutput", "tableDirection", "tableSchema", "transformations"}
SCHEMA = INHERITED | {"@id", "@type", "columns", "foreignKeys", "primaryKey", "rowTitles"}
COLUMN = INHERITED | {"@id", "@type", "name", "suppressOutput", "titles", "virtual"}
DIALECT = {"@id", "@type", "commentPrefix", "delimiter", "doubleQuote", "encoding", "header", "headerRowCount", "lineTerminators", "quoteChar",
           "skipBlankRows", "skipColumns", "skipInitialSpace", "skipRows", "trim"}
# Prefixes of the RDFa initial context, which section 5.2 gives to every document.
PREFIXES = {"as", "cc", "csvw", "ctag", "dc", "dc11", "dcat", "dcterms", "foaf", "gr", "grddl", "ical", "ma", "oa", "og", "org", "owl", "prov", "qb", "rdf", "rdfa",
            "rdfs", "rev", "rif", "rr", "schema", "sd", "sioc", "skos", "skosxl", "v", "vcard", "void", "wdr", "wdrs", "xhv", "xml", "xsd"}
DATATYPES = {"any", "anyURI", "base64Binary", "binary", "boolean", "byte", "date", "datetime", "dateTime", "dateTimeStamp", "dayTimeDuration", "decimal", "double",
             "duration", "float", "gDay", "gMonth", "gMonthDay", "gYear", "gYearMonth", "hexBinary", "html", "int", "integer", "json", "language", "long", "Name",
             "NMTOKEN", "negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "normalizedString", "number", "positiveInteger", "QName", "short", "string",
             "time", "token", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort", "xml", "yearMonthDuration"}


def rule_context(doc):
    "5.2: the context is the namespace, alone or with an object of @language and @base alone"
    c = doc.get("@context")
    if c == "http://www.w3.org/ns/csvw":
        return
    ok = isinstance(c, list) and len(c) == 2 and c[0] == "http://www.w3.org/ns/csvw" and isinstance(c[1], dict) and c[1] and set(c[1]) <= {"@language", "@base"}
    if not ok:
        fault("@context", c)
    elif not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", c[1].get("@language", "en")):
        fault("@language", c[1]["@language"])


def rule_properties(doc):
    "5.3 to 5.10: a description has the properties of its kind and common ones, names with a known prefix"
    def judge(where, thing, known):
        for key in thing:
            if key not in known and not (":" in key and key.split(":")[0] in PREFIXES) and not re.match(r"https?://", key):
                fault(where, f"property {key}")
    judge("table group", doc, GROUP)
    judge("dialect", doc.get("dialect", {}), DIALECT)
    for t in doc.get("tables", []):
        judge(t.get("url"), t, TABLE)
        judge(t.get("url") + ": dialect", t.get("dialect", {}), DIALECT)
        judge(t.get("url") + ": schema", t.get("tableSchema", {}), SCHEMA)
        for c in t.get("tableSchema", {}).get("columns", []):
            judge(f"{t.get('url')}: {c.get('name')}", c, COLUMN)


def rule_common_values(doc):
    "5.8: the value of a common property is text, a number, a truth value, or an object of @value, @id or common properties"
    def fine(v):
        if isinstance(v, list):
            return all(map(fine, v))
        if isinstance(v, dict):
            return "@list" not in v and "@set" not in v and "@context" not in v
        return v is not None
    def walk(where, thing):
        for key, value in thing.items():
            if ":" in key and not fine(value):
                fault(where, key)
    walk("table group", doc)
    for t in doc["tables"]:
        walk(t["url"], t)
        for c in t["tableSchema"]["columns"]:
            walk(f"{t['url']}: {c['name']}", c)


def rule_tables(doc):
    "5.3, 5.4: a group has tables, each with a url of its own that is there"
    if not isinstance(doc.get("tables"), list) or not doc["tables"]:
        fault("table group", "no tables")
        return
    urls = [t.get("url") for t in doc["tables"]]
    for u in urls:
        if not isinstance(u, str) or not os.path.isfile(os.path.join(folder, u)):
            fault(u, "is no file")
    if len(set(urls)) != len(urls):
        fault("table group", "one url twice")


def rule_columns(doc):
    "5.6: names are URI template variables that do not begin with _, no two alike; titles are there; virtual ones come last"
    for t in doc["tables"]:
        columns = t["tableSchema"]["columns"]
        names = [c.get("name") for c in columns]
        for n in names:
            if not isinstance(n, str) or not re.fullmatch(r"(?!_)(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+(?:\.(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+)*", n):
                fault(t["url"], f"name {n}")
        if len(set(names)) != len(names):
            fault(t["url"], "one name twice")
        virtual = [c.get("virtual", False) for c in columns]
        if virtual != sorted(virtual):
            fault(t["url"], "a virtual column before one that is none")


def rule_datatypes(doc):
    "5.11: a datatype is a name of the list, or has such a base"
    for t in doc["tables"]:
        for c in t["tableSchema"]["columns"]:
            d = c.get("datatype", "string")
            base = d.get("base", "string") if isinstance(d, dict) else d
            if base not in DATATYPES:
                fault(f"{t['url']}: {c['name']}", f"datatype {d}")
            if not isinstance(c.get("required", False), bool):
                fault(f"{t['url']}: {c['name']}", "required is no truth value")


def rule_keys(doc):
    "5.5: a primary key names columns of the schema"
    for t in doc["tables"]:
        names = {c["name"] for c in t["tableSchema"]["columns"]}
        key = t["tableSchema"].get("primaryKey", [])
        for k in [key] if isinstance(key, str) else key:
            if k not in names:
                fault(t["url"], f"primary key {k}")


def rule_dialect(doc):
    "5.9: texts are texts, numbers are whole, truth values are such"
    for d in [doc.get("dialect", {})] + [t.get("dialect", {}) for t in doc["tables"]]:
        for k, v in d.items():
            kind = bool if k in {"doubleQuote", "header", "skipBlankRows", "skipInitialSpace"} else int if k in {"headerRowCount", "skipColumns", "skipRows"} else object
            if not isinstance(v, kind):
                fault("dialect", f"{k}: {v}")
        if d.get("encoding", "utf-8") != "utf-8":
            fault("dialect", d["encoding"])


def tables(doc):
    for t in doc["tables"]:
        with open(os.path.join(folder, t["url"]), newline="", encoding="utf-8") as f:
            yield t, list(csv.reader(f))


def rule_header(doc):
    "Model 5, Metadata 5.6: the header line has the titles, in their order, and each row as many cells"
    for t, rows in tables(doc):
        titles = [c["titles"] for c in t["tableSchema"]["columns"] if not c.get("virtual")]
        if rows[0] != titles:
            fault(t["url"], f"header {rows[0]}")
        for n, row in enumerate(rows[1:], 2):
            if len(row) != len(titles):
                fault(f"{t['url']}:{n}", f"{len(row)} cells")


def rule_cells(doc):
    "Model 6.4: a required cell is not empty, one with a datatype is of its kind"
    kind = {"decimal": r"[-+]?(\d+(\.\d*)?|\.\d+)", "integer": r"[-+]?\d+", "nonNegativeInteger": r"\+?\d+"}
    for t, rows in tables(doc):
        for n, row in enumerate(rows[1:], 2):
            for c, cell in zip(t["tableSchema"]["columns"], row):
                if cell == c.get("null", ""):
                    if c.get("required"):
                        fault(f"{t['url']}:{n}", f"{c['name']} is required")
                elif not re.fullmatch(kind.get(c.get("datatype", "string"), r"(?s:.*)"), cell):
                    fault(f"{t['url']}:{n}", f"{c['name']}: {cell} is no {c['datatype']}")


def rule_unique(doc):
    "Model 4.3: no two rows have one primary key"
    for t, rows in tables(doc):
        key = t["tableSchema"].get("primaryKey")
        if not key:
            continue
        key = [key] if isinstance(key, str) else key
        at = [[c["name"] for c in t["tableSchema"]["columns"]].index(k) for k in key]
        seen = set()
        for n, row in enumerate(rows[1:], 2):
            k = tuple(row[i] for i in at)
            if k in seen:
                fault(f"{t['url']}:{n}", "a key twice")
            seen.add(k)


# ---- SDMX-CSV 2.1

ATTRIBUTES = {"LOWER_BOUND", "UPPER_BOUND", "BOUND_TYPE", "UNIT_MEASURE", "OBS_STATUS", "DATA_SOURCE"}
OBS_STATUS = set("ABDEFGHIJKLMNOPQSTUVWXYZ")  # CL_OBS_STATUS 2.2 and its letters since
PERIOD = r"\d{4}|\d{4}-(?:A1|S[12]|T[123]|Q[1-4]|M(?:0[1-9]|1[0-2])|W[0-5]\d|D[0-3]\d\d)|\d{4}-\d\d|\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d/P(?:\d+Y)?(?:\d+M)?(?:\d+D)?"
FREQ = {"A": r"\d{4}|\d{4}-A1", "Q": r"\d{4}-Q[1-4]", "M": r"\d{4}-(M\d\d|\d\d)", "D": r"\d{4}-\d\d-\d\d", "S": r"\d{4}-S[12]"}


def parted(head):
    "The name of a column, and what parts its values (None: it has one): NAME[;] or, as the first column says, NAME[]"
    m = re.fullmatch(r"([A-Za-z][A-Za-z0-9_@$-]*)(?:\[(.?)\])?", head)
    return (m[1], m[2]) if m else (None, None)


def rule_first_columns(name, head, rows):
    "STRUCTURE, STRUCTURE_ID and ACTION come first; the first says what parts values, and one delimiter does"
    if [parted(h)[0] for h in head[:3]] != ["STRUCTURE", "STRUCTURE_ID", "ACTION"]:
        fault(name, f"first columns {head[:3]}")
    if any(parted(h)[1] == "" for h in head) and not parted(head[0])[1]:
        fault(name, "values are parted by what no column says")


def rule_names(name, head, rows):
    "Components have SDMX ids, none twice"
    names = [parted(h)[0] for h in head]
    if None in names or len(set(names)) != len(names):
        fault(name, f"columns {head}")


def rule_structure(name, head, rows):
    "Each row says dataflow, datastructure or dataprovision, AGENCY:ID(VERSION) and an action"
    for n, row in enumerate(rows, 2):
        if row[0] not in {"dataflow", "datastructure", "dataprovision"}:
            fault(f"{name}:{n}", row[0])
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*:[A-Za-z0-9_@$-]+\(\d+(\.\d+){0,2}(-\w+)?\)", row[1]):
            fault(f"{name}:{n}", row[1])
        if row[2] not in set("IARDM"):
            fault(f"{name}:{n}", f"action {row[2]}")


def rule_cells_of_rows(name, head, rows):
    "Each row has as many cells as there are columns, and each of its dimensions"
    dims = [i for i, h in enumerate(head) if i > 2 and parted(h)[0] not in ATTRIBUTES | {"OBS_VALUE"} and i < head.index("OBS_VALUE")]
    seen = set()
    for n, row in enumerate(rows, 2):
        if len(row) != len(head):
            fault(f"{name}:{n}", f"{len(row)} cells, {len(head)} columns")
            continue
        for i in dims:
            if row[i] == "":
                fault(f"{name}:{n}", f"{head[i]} is empty")
        key = tuple(row[i] for i in dims)
        if key in seen:
            fault(f"{name}:{n}", "one observation twice")
        seen.add(key)


def rule_value(name, head, rows):
    "OBS_VALUE is a number, or NaN for one that is intentionally missing; bounds are numbers or empty, the lower one not above"
    number = r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?"
    at = {parted(h)[0]: i for i, h in enumerate(head)}
    for n, row in enumerate(rows, 2):
        if not re.fullmatch(number + "|NaN", row[at["OBS_VALUE"]]):
            fault(f"{name}:{n}", f"OBS_VALUE {row[at['OBS_VALUE']]!r}")
        bounds = [row[at[b]] for b in ("LOWER_BOUND", "UPPER_BOUND") if b in at]
        if any(b and not re.fullmatch(number, b) for b in bounds):
            fault(f"{name}:{n}", f"bounds {bounds}")
        elif len(bounds) == 2 and all(bounds) and float(bounds[0]) > float(bounds[1]):
            fault(f"{name}:{n}", f"bounds {bounds}")


def rule_status(name, head, rows):
    "OBS_STATUS has letters of the code list; NaN has O or Q, and a number has neither"
    at = {parted(h)[0]: i for i, h in enumerate(head)}
    part = parted(head[0])[1]
    for n, row in enumerate(rows, 2):
        letters = row[at["OBS_STATUS"]].split(part) if part else [row[at["OBS_STATUS"]]]
        if not set(letters) <= OBS_STATUS:
            fault(f"{name}:{n}", f"OBS_STATUS {letters}")
        if (row[at["OBS_VALUE"]] == "NaN") != bool({"O", "Q"} & set(letters)):
            fault(f"{name}:{n}", f"{row[at['OBS_VALUE']]} with {letters}")


def rule_period(name, head, rows):
    "TIME_PERIOD is a time of SDMX, and of the frequency that FREQ says"
    at = {parted(h)[0]: i for i, h in enumerate(head)}
    for n, row in enumerate(rows, 2):
        t, f = row[at["TIME_PERIOD"]], row[at["FREQ"]]
        if not re.fullmatch(PERIOD, t) or not re.fullmatch(FREQ.get(f, ".*"), t):
            fault(f"{name}:{n}", f"{t} of frequency {f}")


def rule_bytes(name, head, rows):
    "UTF-8 without a byte order mark, and no empty line"
    raw = open(os.path.join(folder, name), "rb").read()
    raw.decode("utf-8")
    if raw.startswith(b"\xef\xbb\xbf") or b"\n\n" in raw:
        fault(name, "a mark or an empty line")


CSVW = [rule_context, rule_tables, rule_properties, rule_common_values, rule_columns, rule_datatypes, rule_keys, rule_dialect, rule_header, rule_cells, rule_unique]
SDMX = [rule_first_columns, rule_names, rule_structure, rule_cells_of_rows, rule_value, rule_status, rule_period, rule_bytes]


def main():
    passed = failed = 0
    with open(os.path.join(folder, "csv-metadata.json"), encoding="utf-8") as f:
        doc = json.load(f)
    messages = []
    for name in sorted(n for n in os.listdir(folder) if n.endswith(".sdmx.csv")):
        with open(os.path.join(folder, name), newline="", encoding="utf-8") as f:
            rows = list(csv.reader(f))
        messages.append((name, rows[0], rows[1:]))
    if not messages:
        fault(folder, "no message of SDMX-CSV")
    for rule in CSVW + SDMX:
        before = len(faults)
        if rule in CSVW:
            rule(doc)
        else:
            for m in messages:
                rule(*m)
        new = faults[before:]
        print(("not ok " if new else "ok ") + rule.__doc__)
        for line in new[:10]:
            print("    " + line)
        failed += bool(new)
        passed += not new
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not messages else 0


sys.exit(main())

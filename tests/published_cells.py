"""published_cells INGEST FILE...: every cell of publishers' files (CSV, xlsx, ods), as ingest
reads it, against a second reading by Python's own libraries. Prints a line a table; what
differs, and rows that ingest puts aside. Exit 1 when cells differ.

published_cells INGEST --layout LAYOUT FILE [OPTION...]: each value that the layout takes, before
anything is made of it, against the cell (of a sheet) or the line (of a CSV file) that its
locator names; how many rows become figures, and why the others are put aside."""
import csv, datetime, decimal, io, os, re, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as xml

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def plain(number, places=0):
    """A stored number of 15 significant digits, as a plain decimal."""
    text = format(decimal.Decimal("%.15g" % float(number)).scaleb(places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def letters(n):
    text = ""
    while n:
        n, k = divmod(n - 1, 26)
        text = chr(65 + k) + text
    return text


def number_of(column):
    n = 0
    for letter in column:
        n = 26 * n + ord(letter) - 64
    return n


RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def run_text(item):
    """The text of a string of xlsx; digits above the line are those of U+2070."""
    out = "".join(t.text or "" for t in item.findall(MAIN + "t"))
    for r in item.findall(MAIN + "r"):
        stands = r.find(MAIN + "rPr/" + MAIN + "vertAlign")
        text = "".join(t.text or "" for t in r.findall(MAIN + "t"))
        out += text.translate(RAISED) if stands is not None and stands.get("val") == "superscript" else text
    return out


def squeeze(text):
    return " ".join(text.replace("\u00a0", " ").replace("\u2009", " ").replace("\u202f", " ").split())


def formats(z):
    """Of each cell format: 'date', 'month', 'year' (dates as far as they are shown), 'percent' or ''; and whether the
    whole cell stands above the line."""
    if "xl/styles.xml" not in z.namelist():
        return [("", False)]
    root = xml.fromstring(z.read("xl/styles.xml"))
    custom = {int(f.get("numFmtId")): f.get("formatCode") for f in root.iter(MAIN + "numFmt")}
    out, raised = [], []
    above = [f.find(MAIN + "vertAlign") is not None and f.find(MAIN + "vertAlign").get("val") == "superscript"
             for f in root.find(MAIN + "fonts")]
    for cell in root.find(MAIN + "cellXfs"):
        raised.append(above[int(cell.get("fontId", 0))])
        i = int(cell.get("numFmtId", 0))
        code = re.sub(r'"[^"]*"|\[[^]]*\]|[\\_*].', "", custom.get(i, "")).split(";")[0]
        if i in (9, 10) or "%" in code:
            out.append("percent")
        elif i == 17 or (re.search("[yY]", code) and not re.search("[dDhHsS]", code.replace("General", ""))):
            out.append("month" if i == 17 or re.search("[mM]", code) else "year")
        elif i in (14, 15, 16, 22) or re.search("[yYdD]", code.replace("General", "")) or \
                (re.search("[mM]", code) and not re.search("[hHsS]", code)):
            out.append("date")
        else:
            out.append("")
    return list(zip(out, raised))


def xlsx(path):
    z = zipfile.ZipFile(path)
    relations = {r.get("Id"): r.get("Target") for r in xml.fromstring(z.read("xl/_rels/workbook.xml.rels"))}
    shown = formats(z)
    strings = []
    if "xl/sharedStrings.xml" in z.namelist():
        for item in xml.fromstring(z.read("xl/sharedStrings.xml")):
            strings.append((run_text(item), item.find(MAIN + "r/" + MAIN + "rPr") is not None))
    for sheet in xml.fromstring(z.read("xl/workbook.xml")).iter(MAIN + "sheet"):
        target = relations[sheet.get(REL + "id")]
        target = target[1:] if target.startswith("/") else "xl/" + target
        cells = {}
        if target.split("/")[1] != "worksheets":
            continue
        root = xml.fromstring(z.read(target))
        covered = set()
        for merge in root.iter(MAIN + "mergeCell"):
            corner = re.fullmatch("([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)", merge.get("ref"))
            if corner:
                covered.update(letters(k) + str(i) for k in range(number_of(corner[1]), number_of(corner[3]) + 1)
                               for i in range(int(corner[2]), int(corner[4]) + 1))
                covered.discard(corner[1] + corner[2])
        for c in root.iter(MAIN + "c"):
            v, kind = c.find(MAIN + "v"), c.get("t", "n")
            text = v.text or "" if v is not None else ""
            style, raised = shown[int(c.get("s", 0))]
            if kind == "inlineStr":
                text = run_text(c.find(MAIN + "is"))
            elif v is None and c.find(MAIN + "f") is not None:
                text = "#NEVER-CALCULATED"
            elif kind == "s" and text:
                text, runs = strings[int(text)]
                raised = raised and not runs
            elif kind == "b":
                text = "TRUE" if text == "1" else "FALSE"
            elif kind == "n" and text and style == "percent":
                text = plain(text, 2) + "%"
            elif kind == "n" and text and style in ("date", "month", "year"):
                day = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=round(float(text), 9))
                text = day.strftime("%Y-%m" if style == "month" else "%Y" if style == "year" else "%Y-%m-%d" if day.time() == datetime.time() else "%Y-%m-%dT%H:%M:%S")
            elif kind == "n" and text:
                text = plain(text)
            if kind in ("s", "inlineStr", "str"):
                text = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
            if squeeze(text) and c.get("r") not in covered:
                cells[c.get("r")] = squeeze(text.translate(RAISED) if raised else text)
        yield sheet.get("name"), cells


def ods_raised(root):
    """The names of styles whose text stands above the line."""
    return {s.get(STYLE + "name") for s in root.iter(STYLE + "style") for p in s.findall(STYLE + "text-properties")
            if re.match("super|[1-9]", p.get(STYLE + "text-position", ""))}


def ods_text(cell, raised):
    def of(node):
        text = node.text or ""
        for child in node:
            if child.tag == TEXT + "s":
                text += " " * int(child.get(TEXT + "c", 1))
            elif child.tag in (TEXT + "tab", TEXT + "line-break"):
                text += " "
            elif not child.tag.endswith("annotation"):
                text += of(child)
            text += child.tail or ""
        return text.translate(RAISED) if node.get(TEXT + "style-name") in raised and node.tag == TEXT + "span" else text
    return "\n".join(of(p) for p in cell.findall(TEXT + "p"))


def ods(path):
    root = xml.fromstring(zipfile.ZipFile(path).read("content.xml"))
    raised = ods_raised(root)
    for table in root.iter(TABLE + "table"):
        cells, row = {}, 0
        for r in table.iter(TABLE + "table-row"):
            times = int(r.get(TABLE + "number-rows-repeated", 1))
            column = 0
            for c in r:
                if c.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                    continue
                wide, kind, text = int(c.get(TABLE + "number-columns-repeated", 1)), c.get(OFFICE + "value-type"), ods_text(c, raised)
                if c.get(TABLE + "formula") and re.match(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)$|Err:[0-9]+$", text):
                    pass
                elif c.get(TABLE + "formula") and not kind and not text:
                    text = "#NEVER-CALCULATED"
                elif kind in ("float", "currency"):
                    text = plain(c.get(OFFICE + "value"))
                elif kind == "percentage":
                    text = plain(c.get(OFFICE + "value"), 2) + "%"
                elif kind == "date":
                    text = re.sub("T00:00:00$", "", c.get(OFFICE + "date-value"))
                elif kind == "time":
                    text = ":".join(re.fullmatch(r"PT(\d+)H(\d+)M(\d+)S", c.get(OFFICE + "time-value")).groups())
                elif kind == "boolean":
                    text = c.get(OFFICE + "boolean-value").upper()
                if squeeze(text) and times * wide < 100000 and c.tag == TABLE + "table-cell":
                    for i in range(times):
                        for k in range(wide):
                            cells[letters(column + k + 1) + str(row + i + 1)] = squeeze(text)
                column += wide
            row += times
        yield table.get(TABLE + "name"), cells


def csv_cells(path):
    cells, line = {}, 1
    reader = csv.reader(open(path, encoding="utf-8-sig", newline=""))
    for row in reader:
        for k, text in enumerate(row):
            if squeeze(text):
                cells["%d:%d" % (line, k + 1)] = squeeze(text)
        line = reader.line_num + 1
    yield None, cells


def read(ingest, path, sheet, cells):
    """The same by ingest: each cell with its place."""
    with tempfile.TemporaryDirectory() as folder:
        layout, rejects = folder + "/any.layout", folder + "/rejects.csv"
        with open(layout, "w") as out:
            print("header 0\nset indicator,geo,citizenship,sex,age,form,register,period,unit,status,source x\nacross {note}", file=out)
            if sheet is None:
                print("allow bom crlf newline blank", file=out)
            else:
                place = [re.match("([A-Z]+)([0-9]+)", c).groups() for c in cells]
                wide, high = max(number_of(c) for c, _ in place), max(int(r) for _, r in place)
                print('sheet "%s"\nrange A1:%s%d\nallow blank' % (sheet.replace('"', '""').replace("{", "{{"), letters(wide), high), file=out)
        run = subprocess.run([ingest, "--raw", "--statements", "--rejects", rejects, layout, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if run.returncode:
            sys.exit("%s: %s" % (path, run.stderr.decode()))
        found = {}
        for row in csv.DictReader(io.StringIO(run.stdout.decode())):
            if squeeze(row["value"]):
                place = row["locator"].rsplit(" ", 1)[1]
                found[place if sheet is not None else place + ":" + row["note"]] = squeeze(row["value"])
        return found, list(csv.DictReader(open(rejects)))


READERS = {".xlsx": xlsx, ".ods": ods, ".csv": csv_cells}


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        sys.exit("%s: %s" % (command[-1], done.stderr.decode()))
    return list(csv.DictReader(io.StringIO(done.stdout.decode()))), done.stderr.decode().strip().split("\n")[-1]


def by_layout(ingest, layout, path, options):
    """Each value against the second reading, by its locator; then what becomes of them."""
    sheets = dict(READERS[os.path.splitext(path)[1]](path))
    lines = {}
    for place, text in sheets.get(None, {}).items():
        lines.setdefault(place.split(":")[0], set()).add(text)
    rows, _ = run([ingest, "--raw", "--statements", *options, layout, path])
    differ = []
    for row in rows:
        value, place = squeeze(row["value"]), row["locator"]
        in_sheet = re.search(", sheet (.*), cell ([A-Z]+[0-9]+)$", place)
        if in_sheet:
            same = sheets[in_sheet[1]].get(in_sheet[2], "") == value
        else:
            line = lines.get(place.rsplit(" ", 1)[1], set())
            same = value in line or not value or "{" not in value_of(layout)
        if not same:
            differ.append((place, value))
    with tempfile.TemporaryDirectory() as folder:
        _, count = run([ingest, "--rejects", folder + "/rejects.csv", *options, layout, path])
        rejects = list(csv.DictReader(open(folder + "/rejects.csv")))
    print("%d of %d values agree; %s" % (len(rows) - len(differ), len(rows), count.replace("ingest: " + path, os.path.basename(path))))
    for place, value in differ[:20]:
        print("    %s: here %r, not so in the second reading" % (place, value))
    for reason in sorted({re.sub('line [0-9]+|"[^"]*"', "...", r["reason"]) for r in rejects}):
        these = [r for r in rejects if re.sub('line [0-9]+|"[^"]*"', "...", r["reason"]) == reason]
        print("    put aside %d, the first in line %s: %s" % (len(these), these[0]["line"], these[0]["reason"]))
    return len(differ)


def value_of(layout):
    """The template that fills value; {} when the values stand across."""
    found = re.search("^ *(?:set|same).*[ ,]value .*", open(layout).read(), re.M)
    return found[0] if found else "{}"


def cells_of(ingest, paths):
    bad = 0
    for path in paths:
        for sheet, cells in READERS[os.path.splitext(path)[1]](path):
            if not cells:
                continue
            found, rejects = read(ingest, path, sheet, cells)
            every = set(cells) | set(found)
            aside = {r["line"] for r in rejects}
            differ = sorted(p for p in every if cells.get(p) != found.get(p) and
                            re.sub(":.*|[A-Z]", "", p) not in aside)
            name = os.path.basename(path) + (", sheet " + sheet if sheet else "")
            print("%d of %d cells agree, %d rows put aside: %s" % (len(every) - len(differ), len(every), len(rejects), name))
            for p in differ[:20]:
                print("    %s: here %r, second reading %r" % (p, found.get(p), cells.get(p)))
            for r in rejects[:20]:
                print("    put aside: line %s: %s" % (r["line"], r["reason"]))
            bad += len(differ)
    return bad


if sys.argv[2] == "--layout":
    sys.exit(1 if by_layout(sys.argv[1], sys.argv[3], sys.argv[4], sys.argv[5:]) else 0)
sys.exit(1 if cells_of(sys.argv[1], sys.argv[2:]) else 0)

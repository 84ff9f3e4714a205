// Tables: a click on a head sorts, words above a long table filter. They are whole without it.
(function () {
  "use strict";
  function make(name, properties) { return Object.assign(document.createElement(name), properties); }
  // What a cell begins with: a day, month, quarter or year, or the first of two; a number,
  // perhaps after words ("[c] 0 to 4", "at least 6", "95 % CI 14.7 to 17.8").
  var months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  var day = new RegExp("^(?:(?:(\\d\\d?) )?(" + months.join("|") + ") )?(\\d{4})(?: Q([1-4]))?(?=$|,| to )");
  var amount = /^(?:\[[a-z]\] )*(?:\d+ % [A-Za-z]+ )?(?:(?:at least|at most|about|more than|less than|over|under|up to) )?([-\u2212]?[\d,]*\.?\d+)(?=$|[,;%(]| to | \[| %| \()/;
  var nothing = /^(?:\[[a-z]\]\s*)*$|^undated$/;
  function date(text) {
    var is = day.exec(text);
    return is ? is[3] * 10000 + (is[2] ? months.indexOf(is[2]) + 1 : is[4] ? is[4] * 3 - 2 : 0) * 100 + Number(is[1] || 0) : null;
  }
  function number(text, cell) {
    var value = cell.getAttribute("data-value"), is = amount.exec(text);
    return value !== null ? Number(value) : is ? Number(is[1].replace(/,/g, "").replace("\u2212", "-")) : null;
  }
  // A column is of dates when all of its cells are, of numbers when most are, else of words.
  function keys(rows, c) {
    var cells = rows.map(function (row) { return row.cells[c]; });
    var texts = cells.map(function (cell) { return cell.textContent.replace(/\s+/g, " ").trim(); });
    var full = texts.filter(function (t) { return !nothing.test(t); }).length;
    function tried(read) {
      var found = texts.map(function (t, i) { return nothing.test(t) ? null : read(t, cells[i]); });
      return { keys: found, n: found.filter(function (k) { return k !== null; }).length };
    }
    var dates = tried(date), numbers = tried(number);
    if (full && dates.n === full) return dates.keys;
    return 2 * numbers.n > full ? numbers.keys : texts.map(function (t) { return nothing.test(t) ? null : t; });
  }
  var words = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  function compare(a, b) { return typeof a === "number" ? a - b : words.compare(a, b); }
  // What has no key stands last, either way up; what is alike stays in its order.
  function sort(table, head, c) {
    var down = head.getAttribute("aria-sort") === "ascending", body = table.tBodies[0];
    var rows = Array.from(body.rows), key = keys(rows, c);
    rows = rows.map(function (row, i) { return { row: row, key: key[i] }; });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
      return down ? compare(b.key, a.key) : compare(a.key, b.key);
    });
    Array.from(head.parentNode.cells).forEach(function (h) { h.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.forEach(function (r) { body.appendChild(r.row); });
  }
  function filter(table, said, words) {
    var shown = 0, rows = Array.from(table.tBodies[0].rows);
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (w) { return text.indexOf(w) >= 0; });
      shown += row.hidden ? 0 : 1;
    });
    said.textContent = words.length ? shown + " of " + rows.length + " rows" : "";
  }
  Array.from(document.querySelectorAll(".scroll > table")).forEach(function (table, i) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, c) {
      var button = make("button", { type: "button", textContent: head.textContent });
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, head, c); });
    });
    if (table.tBodies[0].rows.length < 12) return;
    var line = make("p", { className: "filter" }), input = make("input", { type: "search", id: "filter-" + i });
    var said = make("span", {});
    said.setAttribute("role", "status");
    line.append(make("label", { htmlFor: input.id, textContent: "Filter rows" }), input, said);
    table.parentNode.before(line);
    input.addEventListener("input", function () {
      filter(table, said, input.value.toLowerCase().split(/\s+/).filter(Boolean));
    });
  });
})();

// Tables: a click on a head sorts, words above a long table filter. They are whole without it.
(function () {
  "use strict";
  function make(name, properties) { return Object.assign(document.createElement(name), properties); }
  function key(row, c) {
    var cell = row.cells[c], value = cell.getAttribute("data-value");
    if (value !== null) return Number(value);
    var text = cell.textContent.trim(), number = text.replace(/,/g, "");
    return text !== "" && !isNaN(number) ? Number(number) : text;
  }
  // Numbers before words, nothing last; what is alike stays in its order.
  function compare(a, b) {
    if (a === "" || b === "") return a === b ? 0 : 0;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return typeof a === "number" ? a - b : a.localeCompare(b, "en");
  }
  function sort(table, head, c) {
    var down = head.getAttribute("aria-sort") === "ascending", body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row) { return { row: row, key: key(row, c) }; });
    rows.sort(function (a, b) {
      if ((a.key === "") !== (b.key === "")) return a.key === "" ? 1 : -1;
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

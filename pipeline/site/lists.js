// Long lists of links: words above them filter, by what an item and the headings above it say.
// They are whole without it.
(function () {
  "use strict";
  var LONG = 25, main = document.getElementById("content"), items = [], above = [], headings = [], holders = new Map();
  function make(name, properties) { return Object.assign(document.createElement(name), properties); }
  // A link without a list of its own below it.
  function is_item(e) {
    return e.matches("ul:not(.cards, .files) > li") && !e.querySelector("li") && e.firstElementChild && e.firstElementChild.tagName === "A";
  }
  function hold(e, item) {
    if (!holders.has(e)) holders.set(e, []);
    holders.get(e).push(item);
  }
  Array.from(main.querySelectorAll("h2, h3, h4, h5, h6, li")).forEach(function (e) {
    if (e.tagName !== "LI") above = above.filter(function (h) { return h.tagName < e.tagName; }).concat(e);
    else if (is_item(e)) items.push({ e: e, above: above });
  });
  if (items.length <= LONG) return;
  var line = make("p", { className: "filter" }), input = make("input", { type: "search", id: "filter-list" }), said = make("span", {});
  said.setAttribute("role", "status");
  line.append(make("label", { htmlFor: input.id, textContent: "Filter the list" }), input, said);
  var at = items[0].e.parentNode;
  while (at.previousElementSibling && /^H[2-6]$/.test(at.previousElementSibling.tagName)) at = at.previousElementSibling;
  at.before(line);
  // What holds hidden items alone is hidden with them: headings below the field, lists.
  items.forEach(function (i) {
    i.text = i.above.map(function (h) { return h.textContent; }).concat(i.e.textContent).join(" ").toLowerCase();
    i.above.forEach(function (h) { if (line.compareDocumentPosition(h) & Node.DOCUMENT_POSITION_FOLLOWING) hold(h, i.e); });
    for (var e = i.e.parentNode; e !== main; e = e.parentNode) if (/^[UO]L$|^LI$/.test(e.tagName)) hold(e, i.e);
  });
  input.addEventListener("input", function () {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
    items.forEach(function (i) {
      i.e.hidden = !words.every(function (w) { return i.text.indexOf(w) >= 0; });
      shown += i.e.hidden ? 0 : 1;
    });
    holders.forEach(function (held, e) { e.hidden = held.every(function (i) { return i.hidden; }); });
    said.textContent = words.length ? shown.toLocaleString("en") + " of " + items.length.toLocaleString("en") : "";
  });
})();

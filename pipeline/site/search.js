// Search over titles and numbers. The pages are whole without it. The index is loaded when
// it is asked for first: it sets the variable `numbers`.
(function () {
  "use strict";
  var place = document.getElementById("search");
  if (!place) return;
  var home = place.getAttribute("data-home"), rows = null;
  function make(name, properties) { return Object.assign(document.createElement(name), properties); }
  var label = make("label", { htmlFor: "words", textContent: "Search" });
  var input = make("input", { type: "search", id: "words", autocomplete: "off", placeholder: "10627, Albania, convictions" });
  var said = make("p", { id: "found" });
  said.setAttribute("role", "status");
  var list = make("ul", {});
  [label, input, said, list].forEach(function (e) { place.appendChild(e); });
  // "10,627" and "10 627" find 10627.
  function plain(text) { return text.toLowerCase().replace(/(\d)[, \u00a0](?=\d{3}\b)/g, "$1"); }
  function parts(text) {
    return plain(text).split(/[\s,;:()]+/).map(function (p) { return p.replace(/[.?!"']+$/, ""); });
  }
  function load() {
    if (document.getElementById("index")) return;
    var script = make("script", { id: "index", src: home + "numbers.js" });
    script.onload = function () {
      rows = window.numbers.map(function (n) { return { text: n[0], page: n[1], parts: parts(n[0]), more: n[2] ? parts(n[2]) : [] }; });
      find();
    };
    document.head.appendChild(script);
  }
  // "convictions" finds what is called convicted: the end of a long word does not count.
  function stem(word) { return word.length > 6 ? word.replace(/(ions?|ings?|ers?|ed|s)$/, "") : word; }
  // Of a question the small words are not looked for, unless there are no others.
  var small = /^(an?|and|are|at|by|did|do|does|for|from|has|have|how|in|is|it|many|much|of|on|or|the|there|to|was|were|what|when|where|which|who|why|with)$/;
  function asked(text) {
    var all = parts(text).filter(Boolean), words = all.filter(function (w) { return !small.test(w); });
    return words.length ? words : all;
  }
  // What is shown has all the words, or what is known beside it has the rest.
  function fits(row, words, more) {
    return words.every(function (w) {
      function is(p) { return /^[\d.]+$/.test(w) ? p === w : p.indexOf(stem(w)) >= 0; }
      return row.parts.some(is) || more && row.more.some(is);
    });
  }
  function find() {
    var words = asked(input.value);
    list.textContent = said.textContent = "";
    if (!words.length) return;
    if (!rows) { load(); return; }
    var shown = rows.filter(function (r) { return fits(r, words, false); });
    var found = shown.concat(rows.filter(function (r) { return shown.indexOf(r) < 0 && fits(r, words, true); }));
    said.textContent = found.length === 0 ? "Nothing is found." :
      found.length.toLocaleString("en") + " found" + (found.length > 30 ? ", the first 30 are shown." : ".");
    found.slice(0, 30).forEach(function (r) {
      var item = make("li", {});
      item.appendChild(make("a", { href: home + r.page, textContent: r.text }));
      list.appendChild(item);
    });
  }
  input.addEventListener("focus", load);
  input.addEventListener("input", find);
})();

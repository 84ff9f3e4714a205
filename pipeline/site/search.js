// Search over titles and numbers. The pages are whole without it. The index is loaded when
// it is asked for first: it sets the variable `numbers`.
(function () {
  "use strict";
  var place = document.getElementById("search");
  if (!place) return;
  var FIRST = 30, home = place.getAttribute("data-home"), rows = null, waits = false;
  function make(name, properties) { return Object.assign(document.createElement(name), properties); }
  var label = make("label", { htmlFor: "words", textContent: "Search" });
  var input = make("input", { type: "search", id: "words", autocomplete: "off", placeholder: "10627, Albania, convictions" });
  var said = make("p", { id: "found" });
  said.setAttribute("role", "status");
  var list = make("ul", {}), all = make("button", { type: "button", hidden: true });
  [label, input, said, list, all].forEach(function (e) { place.appendChild(e); });
  // "10,627" and "10 627" are 10627, "third quarter 2022" and "2022-Q3" are q3 2022; accents do not count.
  function parts(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/(\d)[, \u00a0](?=\d{3}\b)/g, "$1")
      .replace(/\b(?:(first|1st)|(second|2nd)|(third|3rd)|(?:fourth|4th)) quarter\b/g, function (_, a, b, c) { return a ? "q1" : b ? "q2" : c ? "q3" : "q4"; })
      .replace(/(\d)(q[1-4]\b)/g, "$1 $2").split(/[^\p{L}\p{N}.'_]+/u).map(function (p) { return p.replace(/^['.]+|[.']+$/g, ""); }).filter(Boolean);
  }
  // A word finds what begins with it, and what begins alike and ends shortly: what is left of
  // each word is by more than two letters shorter than their common beginning. So "Albanian"
  // finds Albania, "convictions" convicted. A number finds itself alone.
  function alike(asked, word) {
    var n = 0;
    if (asked === word) return 2;
    if (/^[\d.]+$/.test(asked)) return 0;
    while (n < asked.length && asked[n] === word[n]) n++;
    return n === asked.length || Math.max(asked.length, word.length) - n < n - 2 ? 1 : 0;
  }
  // What tells of much before what tells of one number.
  var kinds = ["", "countries", "figures", "articles", "methods", "series", "sources", "numbers"];
  function load() {
    if (document.getElementById("index")) return;
    var script = make("script", { id: "index", src: home + "numbers.js" });
    script.onload = function () {
      rows = window.numbers.map(function (n) {
        var shown = parts(n[0]);
        return { text: n[0], page: n[1], shown: shown, more: n[2] ? parts(n[2]) : [],
          kind: kinds.indexOf(n[1].split("/").slice(0, -1)[0] || "") };
      });
      answer();
      if (waits) go();
    };
    document.head.appendChild(script);
  }
  // Of a question the small words are not looked for, unless there are no others.
  var small = /^(an?|and|are|at|by|did|do|does|for|from|has|have|how|in|is|it|many|much|of|on|or|the|there|to|was|were|what|when|where|which|who|why|with)$/;
  function asked(text) {
    var every = parts(text), words = every.filter(function (w) { return !small.test(w); });
    return (words.length ? words : every).filter(function (w, i, of) { return of.indexOf(w) === i; });
  }
  // The rows that have as many of the words as any has, in their titles or beside them; where
  // these are other words for others, the fewest rows: their words say most.
  function find(words) {
    var known = words.map(function () { return {}; }), most = 0, groups = {};
    function best(k, of) {
      return of.reduce(function (most, p) {
        var is = known[k][p];
        if (is === undefined) is = known[k][p] = alike(words[k], p);
        return is > most ? is : most;
      }, 0);
    }
    rows.forEach(function (r) {
      r.beside = r.loose = 0;
      var has = words.filter(function (_, k) {
        var is = best(k, r.shown);
        if (is) r.loose += 2 - is; else if (best(k, r.more)) r.beside++; else return false;
        return true;
      });
      if (!has.length || has.length < most) return;
      if (has.length > most) groups = {};
      most = has.length;
      (groups[has] = groups[has] || { has: has, rows: [] }).rows.push(r);
    });
    var few = Object.keys(groups).map(function (g) { return groups[g]; }).sort(function (a, b) { return a.rows.length - b.rows.length; });
    return few[0] || { has: [], rows: [] };
  }
  // What has all words in its title first, then what tells of much.
  function order(a, b) {
    return (a.beside > 0) - (b.beside > 0) || a.kind - b.kind || a.beside - b.beside || a.loose - b.loose || a.shown.length - b.shown.length;
  }
  // As they were typed.
  function quoted(words) {
    var typed = input.value.split(/[\s,;:?!"]+/);
    return words.map(function (w) {
      return "\u201c" + (typed.find(function (t) { return parts(t).indexOf(w) >= 0; }) || w) + "\u201d";
    }).join(" or ");
  }
  function show(found) {
    found.forEach(function (r) {
      var item = make("li", {});
      item.appendChild(make("a", { href: home + r.page, textContent: r.text }));
      list.appendChild(item);
    });
  }
  // "Nothing has “xyz” together with the others. Without it: 5 found, the first 30 are shown."
  function say(words, has, n) {
    var out = words.filter(function (w) { return has.indexOf(w) < 0; });
    if (!n) return "Nothing is found.";
    return (out.length ? "Nothing has " + quoted(out) + " together with the others. Without " + (out.length > 1 ? "them: " : "it: ") : "") +
      n.toLocaleString("en") + " found" + (n > FIRST ? ", the first " + FIRST + " are shown." : ".");
  }
  function answer() {
    var words = asked(input.value);
    list.textContent = said.textContent = "";
    all.hidden = true;
    if (!words.length) return;
    if (!rows) { load(); return; }
    var found = find(words), n = found.rows.length;
    found.rows.sort(order);
    said.textContent = say(words, found.has, n) + (n ? " Enter opens the first." : "");
    show(found.rows.slice(0, FIRST));
    all.hidden = n <= FIRST;
    all.textContent = "Show all " + n.toLocaleString("en");
    all.onclick = function () {
      show(found.rows.slice(FIRST));
      said.textContent = said.textContent.replace(/the first \d+ are shown/, "all are shown");
      all.hidden = true;
      list.children[FIRST].firstChild.focus();
    };
  }
  function go() {
    var first = list.querySelector("a");
    waits = !rows;
    if (first) location.href = first.href;
  }
  input.addEventListener("focus", load);
  input.addEventListener("input", answer);
  input.addEventListener("keydown", function (e) { if (e.key === "Enter" && !e.isComposing) go(); });
})();

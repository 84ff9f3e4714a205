// Search over titles and numbers. The pages are whole without it.
"use strict";
(function () {
  var place = document.getElementById("search");
  if (!place || typeof numbers === "undefined") return;
  var home = place.getAttribute("data-home");
  var label = document.createElement("label");
  label.htmlFor = "words";
  label.textContent = "Search";
  var input = document.createElement("input");
  input.type = "search";
  input.id = "words";
  input.setAttribute("autocomplete", "off");
  var said = document.createElement("p");
  said.setAttribute("role", "status");
  var list = document.createElement("ul");
  [label, input, said, list].forEach(function (e) { place.appendChild(e); });
  // "10,627" and "10 627" find 10627.
  function plain(text) {
    return text.toLowerCase().replace(/(\d)[, \u00a0](?=\d{3}\b)/g, "$1");
  }
  function find() {
    var words = plain(input.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    said.textContent = "";
    if (!words.length) return;
    var found = numbers.filter(function (n) {
      var parts = plain(n[0]).split(/[\s,;:]+/);
      return words.every(function (w) {
        return parts.some(function (p) { return /^\d+$/.test(w) ? p === w : p.indexOf(w) >= 0; });
      });
    });
    said.textContent = found.length === 0 ? "Nothing is found." :
      found.length + " found" + (found.length > 30 ? ", the first 30 are shown." : ".");
    found.slice(0, 30).forEach(function (n) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = home + n[1];
      link.textContent = n[0];
      item.appendChild(link);
      list.appendChild(item);
    });
  }
  input.addEventListener("input", find);
})();

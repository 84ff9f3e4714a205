// Numbers in a picture: what each says, at the pointer or by the arrow keys. Each is a link to
// its page; the table has the same links.
(function () {
  "use strict";
  Array.from(document.querySelectorAll("figure.chart")).forEach(function (figure) {
    var links = Array.from(figure.querySelectorAll(".places a"));
    if (!links.length) return;
    var said = document.createElement("p");
    said.className = "said";
    said.setAttribute("role", "status");
    var hint = "Point at a number, or reach the picture with the tab key and go through it with the arrow keys.";
    said.textContent = hint;
    figure.appendChild(said);
    function show(i) {
      links.forEach(function (l, k) { l.classList.toggle("at", k === i); });
      said.textContent = i < 0 ? hint : links[i].getAttribute("aria-label");
    }
    links.forEach(function (link, i) {
      // The text below the picture says it; the browser's own box would cover the picture.
      var title = link.querySelector("title");
      link.setAttribute("aria-label", title.textContent);
      title.remove();
      link.setAttribute("tabindex", i === 0 ? "0" : "-1");
      link.addEventListener("pointerenter", function () { show(i); });
      link.addEventListener("focus", function () { show(i); });
      link.addEventListener("keydown", function (e) {
        var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
        var to = e.key === "Home" ? 0 : e.key === "End" ? links.length - 1 : step ? i + step : -1;
        if (to < 0 || to >= links.length) return;
        e.preventDefault();
        link.setAttribute("tabindex", "-1");
        links[to].setAttribute("tabindex", "0");
        links[to].focus();
      });
    });
  });
})();

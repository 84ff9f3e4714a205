// On the page of an article: the verdicts of its day, of today, or both, as they stand
// without the script.
(function () {
  "use strict";
  var main = document.getElementById("content"), first = document.querySelector(".card");
  if (!first || !document.querySelector(".then") || !document.querySelector(".now")) return;
  var field = document.createElement("fieldset");
  field.className = "days";
  var legend = document.createElement("legend");
  legend.textContent = "Show the verdicts";
  field.appendChild(legend);
  var now = document.querySelector(".now h3").textContent; // "By the latest figures"
  [["", "both"], ["then", "as of the article's day"], ["now", now[0].toLowerCase() + now.slice(1)]].forEach(function (day) {
    var label = document.createElement("label"), input = document.createElement("input");
    input.type = "radio";
    input.name = "day";
    input.value = day[0];
    input.checked = day[0] === "";
    input.addEventListener("change", function () {
      if (day[0]) main.setAttribute("data-day", day[0]); else main.removeAttribute("data-day");
    });
    label.append(input, " " + day[1]);
    field.appendChild(label);
  });
  first.before(field);
})();

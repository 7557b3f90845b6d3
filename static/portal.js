// Small conveniences. Every task works without this file.
(function () {
  "use strict";
  document.documentElement.classList.add("js");

  // A second click must not send a form twice; coming back with "Back" makes it usable again.
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form.js-once, form[method=post]") || event.defaultPrevented) return;
    if (event.submitter && event.submitter.formTarget === "_blank") return; // opens a document and keeps the form
    if (event.target.matches(".js-keeps")) return; // gives a file and keeps the page
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    event.target.dataset.sent = "yes";
    setTimeout(function () { lock(event.target, true); }, 0);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
      lock(form, false);
    });
  });
  function lock(form, locked) {
    form.querySelectorAll("button[type=submit]").forEach(function (button) { button.disabled = locked; });
  }

  // Enter in a score grid goes to the same column of the next row.
  document.addEventListener("keydown", function (event) {
    var field = event.target.closest("input, select, textarea");
    var below = event.key === "Enter" && field && field.matches(".js-grid input") && nextInColumn(field);
    if (below) {
      event.preventDefault();
      below.focus();
      below.select();
    }
  });
  function nextInColumn(field) {
    var cell = field.closest("td, th");
    var row = cell && cell.parentElement.nextElementSibling;
    while (row) {
      var next = row.cells[cell.cellIndex].querySelector("input:not([type=hidden]):not(:disabled)");
      if (next) return next;
      row = row.nextElementSibling;
    }
    return null;
  }

  // A menu closes when another place is chosen, and with Escape.
  document.addEventListener("click", function (event) {
    document.querySelectorAll(".js-menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && document.querySelector(".js-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // The time filled in for a record of today does not belong to another date.
  document.addEventListener("change", function (event) {
    document.querySelectorAll("input[data-now]").forEach(function (time) {
      var other = event.target.id === time.dataset.date && event.target.value !== time.dataset.today;
      if (other && time.value === time.dataset.now) time.value = "";
    });
  });

  document.addEventListener("DOMContentLoaded", function () {
    var summary = document.getElementById("error-summary");
    if (summary) summary.focus();
    if (window.matchMedia("(max-width: 40em)").matches) {
      document.querySelectorAll("details.js-fold").forEach(function (part) { part.open = false; });
    }
    document.querySelectorAll(".js-print[hidden]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
  });
})();

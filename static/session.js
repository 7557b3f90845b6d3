// Warns five minutes before the sign-out. The server knows how long the session lasts: other windows prolong it, too.
(function () {
  "use strict";
  var WARN = 5 * 60; // seconds before the sign-out
  var ASK_AFTER_TYPING = 5 * 60; // seconds between two requests that say: this person is at work
  var dialog, ends, told, stayed, extendable = true;

  document.addEventListener("DOMContentLoaded", function () {
    dialog = document.getElementById("session");
    if (!dialog || !dialog.showModal) return;
    set(Number(dialog.dataset.seconds));
    stayed = Date.now();
    dialog.querySelector("[data-stay]").addEventListener("click", function () { ask("POST").then(close); });
    dialog.querySelectorAll("[data-close]").forEach(function (button) {
      button.addEventListener("click", function () { dialog.close(); });
    });
    document.addEventListener("input", function () {
      if (seconds() > 0 && Date.now() - stayed > ASK_AFTER_TYPING * 1000) ask("POST");
    });
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden) ask("GET").then(look);
    });
    setInterval(look, 1000);
  });

  function set(left) { ends = Date.now() + left * 1000; }
  function seconds() { return Math.round((ends - Date.now()) / 1000); }

  function ask(method) {
    stayed = method === "POST" ? Date.now() : stayed;
    var token = document.querySelector("input[name=csrfmiddlewaretoken]");
    var headers = token ? { "X-CSRFToken": token.value } : {};
    return fetch(dialog.dataset.url, { method: method, headers: headers, credentials: "same-origin" })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        extendable = answer.extendable;
        set(answer.seconds);
      })
      .catch(function () { /* without a network the page's own clock goes on */ });
  }

  function look() {
    var part = seconds() > WARN ? "" : seconds() > 0 ? (extendable ? "warning" : "limit") : "over";
    if (part && part !== told) {
      told = part;
      ask("GET").then(show);
    } else if (!part && told) {
      close();
    }
    var minutes = Math.max(1, Math.ceil(seconds() / 60));
    dialog.querySelectorAll("[data-minutes]").forEach(function (words) {
      var text = minutes === 1 ? "1 minute" : minutes + " minutes";
      if (words.textContent !== text) words.textContent = text;
    });
  }

  function show() {
    if (seconds() > WARN) return close();
    told = seconds() > 0 ? (extendable ? "warning" : "limit") : "over";
    dialog.querySelectorAll("[data-when]").forEach(function (part) { part.hidden = part.dataset.when !== told; });
    dialog.setAttribute("aria-labelledby", "session-" + told);
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("[data-when=" + told + "] .usa-button").focus();
  }

  function close() {
    told = "";
    if (seconds() > 0 && dialog.open) dialog.close();
  }
})();

/* Keeps the bar above the translation editor truthful: whenever the editor has saved a segment, the
   list of what stands between the page and its review is fetched again. Beside a segment that is
   being translated, offers the placeholders of its source to be put in where the cursor stands. */
(function () {
  "use strict";

  var bar = document.querySelector("[data-firma-translation]");
  if (!bar) {
    return;
  }

  var PLACEHOLDER = /<(\w+) id="[^"]*">[\s\S]*?<\/\1>|<\w+ id="[^"]*"\/>/g;
  var editor = document.querySelector(".js-translation-editor");
  var hint = bar.querySelector("[data-firma-placeholders]");

  function put(textarea, text) {
    var start = textarea.selectionStart;
    var value = textarea.value.slice(0, start) + text + textarea.value.slice(textarea.selectionEnd);
    /* The editor is React's: it hears of a value only through the property of the prototype. */
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(
      textarea,
      value
    );
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    textarea.focus();
    textarea.setSelectionRange(start + text.length, start + text.length);
  }

  function offer(textarea) {
    var segment = textarea.closest("li");
    var source = segment && segment.querySelector("p");
    var placeholders = (source && source.textContent.match(PLACEHOLDER)) || [];
    if (!placeholders.length || segment.querySelector(".firma-translation__placeholders")) {
      return;
    }
    var note = document.createElement("p");
    note.className = "firma-translation__placeholders";
    note.append(hint.dataset.firmaPlaceholders + " ");
    placeholders.forEach(function (text) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.title = hint.dataset.firmaInsert;
      button.addEventListener("click", function () {
        put(textarea, text);
      });
      note.append(button, " ");
    });
    segment.append(note);
  }

  function tidy() {
    editor.querySelectorAll(".firma-translation__placeholders").forEach(function (note) {
      if (!note.closest("li").querySelector("textarea")) {
        note.remove();
      }
    });
    editor.querySelectorAll("textarea").forEach(offer);
  }

  if (editor && hint) {
    new MutationObserver(tidy).observe(editor, { childList: true, subtree: true });
    tidy();
  }

  if (!window.PerformanceObserver) {
    return;
  }
  var region = bar.querySelector("[data-firma-readiness]");
  var waiting = null;

  function refresh() {
    waiting = null;
    fetch(bar.dataset.refreshUrl, {
      credentials: "same-origin",
      headers: { "X-Requested-With": "XMLHttpRequest" },
    })
      .then(function (response) {
        return response.ok && !response.redirected ? response.text() : null;
      })
      .then(function (html) {
        if (html !== null) {
          region.innerHTML = html;
        }
      })
      .catch(function () {
        /* The list keeps its last state; the server checks again when the page is submitted. */
      });
  }

  function isSegment(entry) {
    return /\/localize\/translate\/\d+\/(strings|overrides)\/\d+\/edit\/$/.test(entry.name);
  }

  new PerformanceObserver(function (list) {
    if (list.getEntries().some(isSegment)) {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(refresh, 400);
    }
  }).observe({ type: "resource" });
})();

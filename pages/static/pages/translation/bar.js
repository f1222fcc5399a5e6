/* Keeps the bar above the translation editor truthful: whenever the editor has saved a segment, the
   list of what stands between the page and its review is fetched again. */
(function () {
  "use strict";

  var bar = document.querySelector("[data-firma-translation]");
  if (!bar || !window.PerformanceObserver) {
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

/* Keeps the bar above the translation editor truthful: the list of what stands between the page and
   its review is fetched when the editor opens, and again whenever it has saved a segment. */
(() => {
  'use strict';

  const bar = document.querySelector('[data-firma-translation]');
  if (!bar) return;

  const PAUSE = 1200; /* milliseconds: while segments are saved one after the other, once is enough */
  const region = bar.querySelector('[data-firma-readiness]');
  let waiting = null;

  const refresh = async () => {
    try {
      const response = await fetch(bar.dataset.refreshUrl, {
        credentials: 'same-origin',
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      });
      if (response.ok && !response.redirected) region.innerHTML = await response.text();
    } catch {
      /* The list keeps its last state; the server checks again when the page is submitted. */
    }
  };

  refresh();

  document.addEventListener('firma:segment-changed', () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(refresh, PAUSE);
  });
})();

/* Source and translation of a page in review: two previews that scroll together, block by block, a table
   of segments that can be narrowed, and comments that are sent without leaving the page, so that nothing
   is lost of a signature's form. Without this file both views stand below each other, and forms are posted. */
(() => {
  'use strict';

  const section = document.querySelector('[data-firma-compare]');
  if (!section) return;

  const all = (selector, scope = section) => [...scope.querySelectorAll(selector)];
  const rows = all('[data-firma-row]');
  const panes = all('iframe[data-firma-side]');
  const panel = (name) => section.querySelector(`[data-firma-panel="${name}"]`);
  const isNarrowed = () => chosen !== 'all';
  let chosen = 'all';

  /* Views */

  const show = (view) => {
    all('[data-firma-view]').forEach((button) => {
      button.setAttribute('aria-pressed', String(button.dataset.firmaView === view));
    });
    all('[data-firma-panel]').forEach((one) => {
      one.hidden = one.dataset.firmaPanel !== view;
    });
  };

  /* What the table is narrowed to */

  const matches = {
    all: () => true,
    new: (row) => 'new' in row.dataset,
    findings: (row) => 'findings' in row.dataset,
    comments: (row) => row.dataset.comments !== '0',
  };

  const narrow = (filter) => {
    chosen = filter;
    all('[data-firma-filter]').forEach((button) => {
      const { firmaFilter } = button.dataset;
      button.setAttribute('aria-pressed', String(firmaFilter === filter));
      button.querySelector('[data-firma-count]').textContent = rows.filter(matches[firmaFilter]).length;
    });
    rows.forEach((row) => {
      row.hidden = !matches[filter](row);
    });
    all('[data-firma-group]').forEach((group) => {
      group.hidden = !all('[data-firma-row]', group).some((row) => !row.hidden);
    });
    section.querySelector('[data-firma-none]').hidden = rows.some((row) => !row.hidden);
  };

  /* Two panes that scroll together */

  const isTogether = () => section.querySelector('[data-firma-together]')?.checked;
  const written = new WeakMap(); /* where this file has put a pane: its event is no news */

  const marks = (doc) => {
    const found = new Map();
    const top = doc.scrollingElement.scrollTop;
    all('[id^="at-"], #references, .disclaimers', doc).forEach((node) => {
      found.set(node.id || 'disclaimers', node.getBoundingClientRect().top + top);
    });
    return found;
  };

  /* What both sides have stands in the same order; between two such places one scrolls in proportion. */
  const follow = (from, to) => {
    const [here, there] = [from.contentDocument, to.contentDocument];
    if (!here?.scrollingElement || !there?.scrollingElement) return;
    const [own, others] = [marks(here), marks(there)];
    const end = (doc) => doc.scrollingElement.scrollHeight - doc.scrollingElement.clientHeight;
    const y = here.scrollingElement.scrollTop;
    let before = [0, 0];
    let after = [end(here), end(there)];
    own.forEach((mark, id) => {
      if (!others.has(id)) return;
      if (mark <= y && mark >= before[0]) before = [mark, others.get(id)];
      else if (mark > y && mark < after[0]) after = [mark, others.get(id)];
    });
    const length = after[0] - before[0];
    const share = length > 0 ? Math.min(1, (y - before[0]) / length) : 0;
    const target = Math.round(before[1] + share * (after[1] - before[1]));
    const reached = Math.max(0, Math.min(target, end(there)));
    if (Math.abs(there.scrollingElement.scrollTop - reached) < 2) return;
    written.set(to, reached);
    there.scrollingElement.scrollTop = reached;
  };

  const onScroll = (pane) => {
    const top = pane.contentDocument.scrollingElement.scrollTop;
    if (written.has(pane) && Math.abs(written.get(pane) - top) < 2) return;
    written.delete(pane);
    if (!isTogether()) return;
    panes.filter((other) => other !== pane).forEach((other) => follow(pane, other));
  };

  /* From a block in the layout to its segments, where one may comment. */
  const linkToSegments = (pane) => {
    const doc = pane.contentDocument;
    all('[data-firma-group]').forEach((group) => {
      const place = doc.getElementById(group.dataset.firmaGroup);
      if (!place || doc.querySelector(`[data-firma-to="${place.id}"]`)) return;
      const link = doc.createElement('a');
      link.className = 'to-segments';
      link.href = '#';
      link.dataset.firmaTo = place.id;
      link.textContent = section.dataset.toSegments;
      const heading = group.querySelector('th').firstChild.textContent.trim();
      link.setAttribute('aria-label', `${section.dataset.toSegments}: ${heading}`);
      link.addEventListener('click', (event) => {
        event.preventDefault();
        document.exitFullscreen?.().catch(() => {});
        openRow(group.querySelector('[data-firma-row]'));
      });
      place.prepend(link);
    });
  };

  const prepare = (pane) => {
    const doc = pane.contentDocument;
    if (!doc?.scrollingElement || doc.URL === 'about:blank') return;
    doc.addEventListener('scroll', () => requestAnimationFrame(() => onScroll(pane)), { passive: true });
    if (pane.dataset.firmaSide === 'translation') linkToSegments(pane);
  };

  const openInLayout = (anchor) => {
    show('layout');
    panel('layout').scrollIntoView({ block: 'start' });
    panes.forEach((pane) => {
      const doc = pane.contentDocument;
      const place = doc.getElementById(anchor) || doc.getElementById(anchor.split('-').slice(0, 2).join('-'));
      if (!place) return;
      const top = place.getBoundingClientRect().top + doc.scrollingElement.scrollTop;
      written.set(pane, Math.round(top));
      doc.scrollingElement.scrollTop = top;
      doc.querySelectorAll('.is-shown').forEach((one) => one.classList.remove('is-shown'));
      place.classList.add('is-shown');
    });
    panes[0]?.focus();
  };

  /* Rows that something leads to */

  function openRow(row) {
    show('segments');
    if (isNarrowed() && row.hidden) narrow('all');
    row.scrollIntoView({ block: 'center' });
    row.focus({ preventScroll: true });
  }

  const openHash = (hash) => {
    const id = hash.slice(1);
    const row = id.startsWith('firma-row-') && document.getElementById(id);
    if (row) openRow(row);
    return Boolean(row);
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const hash = link.getAttribute('href');
    if (link.dataset.firmaShow) {
      event.preventDefault();
      openInLayout(link.dataset.firmaShow);
    } else if (link.dataset.firmaOpen) {
      show('segments');
      narrow(link.dataset.firmaOpen);
    } else if (hash.startsWith('#sign_')) {
      const field = document.getElementById(hash.slice(1));
      if (field) {
        event.preventDefault();
        field.scrollIntoView({ block: 'center' });
        field.focus({ preventScroll: true });
      }
    } else if (openHash(hash)) {
      event.preventDefault();
    }
  });

  /* Comments */

  const send = async (form) => {
    const row = form.closest('[data-firma-row]');
    const message = row.querySelector('[data-firma-message]');
    const button = form.querySelector('button');
    message.textContent = '';
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { Accept: 'application/json' },
        body: new FormData(form),
      });
      const isJson = (answer.headers.get('content-type') || '').includes('json');
      if (!isJson) throw new Error(String(answer.status));
      const data = await answer.json();
      if (!answer.ok) {
        message.textContent = data.detail;
        return;
      }
      const wrote = form.closest('details');
      row.querySelector('[data-firma-comments]').innerHTML = data.html;
      row.dataset.comments = data.comments;
      form.reset();
      if (wrote) wrote.open = false;
      row.querySelector('.firma-compare__comment summary').focus();
      const open = document.querySelector('[data-firma-open-comments]');
      if (open) open.textContent = data.open;
      narrow(chosen);
    } catch {
      message.textContent = row.closest('table').dataset.failed;
    } finally {
      button.disabled = false;
    }
  };

  section.addEventListener('submit', (event) => {
    if (!event.target.matches('[data-firma-comment]')) return;
    event.preventDefault();
    send(event.target);
  });

  section.addEventListener('click', (event) => {
    const button = event.target.closest('button[type="button"]');
    if (!button) return;
    if (button.dataset.firmaView) show(button.dataset.firmaView);
    else if (button.dataset.firmaFilter) narrow(button.dataset.firmaFilter);
    else if ('firmaFull' in button.dataset) {
      if (document.fullscreenElement) document.exitFullscreen();
      else panel('layout').requestFullscreen();
    }
  });

  /* All that needs this file is shown by it. */

  all('[data-firma-views], [data-firma-filters], [data-firma-tools], [data-firma-show]').forEach((node) => {
    node.hidden = false;
  });
  panes.forEach((pane) => {
    pane.addEventListener('load', () => prepare(pane));
    if (pane.contentDocument?.readyState === 'complete') prepare(pane);
  });
  if (section.querySelector('[data-firma-view]')) show(panes.length ? 'layout' : 'segments');
  openHash(window.location.hash);
})();

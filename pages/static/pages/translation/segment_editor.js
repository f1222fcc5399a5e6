/* The translation editor: saves what is typed when typing stops, moves between segments by keyboard,
   and shows beside each segment what the server says about it. The server draws; this file only puts
   its answers in their place, so that what is seen is what is on file. */
(() => {
  'use strict';

  const editor = document.querySelector('[data-firma-segments]');
  if (!editor) return;

  const PAUSE = 900; /* milliseconds without a key after which a segment is saved */
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]').value;
  const isReadOnly = 'readOnly' in editor.dataset;
  const saved = editor.querySelector('[data-firma-saved]');
  const toolbar = document.querySelector('[data-firma-toolbar]');
  const conflict = document.querySelector('[data-firma-conflict]');
  const keys = document.querySelector('[data-firma-keys-dialog]');
  const segments = [...editor.querySelectorAll('[data-firma-segment]')];
  const bases = new WeakMap(); /* what the server has, as far as this page knows */
  const timers = new WeakMap();
  const running = new WeakMap();
  const remembered = new WeakMap();
  const drafts = new WeakMap(); /* comments that were begun and not sent */

  const field = (segment) => segment.querySelector('.firma-segment__target textarea');
  /* Blanks alone are no text: the server keeps none. */
  const isChanged = (segment) => {
    const [now, base] = [field(segment).value, bases.get(segment)];
    return now !== base && Boolean(now.trim() || base.trim());
  };
  const isOpen = (segment) => segment.dataset.state !== 'translated';

  const post = (url, values) =>
    fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-CSRFToken': token, Accept: 'application/json' },
      body: new URLSearchParams(values),
    }).then(async (response) => {
      const isJson = (response.headers.get('content-type') || '').includes('json');
      if (!isJson) throw new Error(String(response.status));
      return { status: response.status, data: await response.json() };
    });

  const say = (segment, words) => {
    const message = segment.querySelector('[data-firma-message]');
    if (message) message.textContent = words || '';
  };

  const tellState = (words) => {
    saved.textContent = words;
  };

  /* Counts */

  const matches = {
    all: () => true,
    open: isOpen,
    changed: (segment) => 'changed' in segment.dataset && segment.dataset.state === 'untranslated',
    findings: (segment) => segment.dataset.findings !== '',
    comments: (segment) => segment.dataset.comments !== '0',
  };

  const recount = () => {
    editor.querySelectorAll('[data-firma-filter]').forEach((button) => {
      const count = segments.filter(matches[button.dataset.firmaFilter]).length;
      button.querySelector('[data-firma-count]').textContent = count;
    });
  };

  /* What the server says of the row, in the place of what it said before; a reason that is being
     written stays, and so does the focus. */
  const draw = (box, html, segment) => {
    const hadFocus = box.contains(document.activeElement);
    const reasons = new Map(
      [...box.querySelectorAll('details[open] form')].map((form) => [form.elements.key.value, form.elements.reason.value]),
    );
    box.innerHTML = html;
    box.querySelectorAll('[data-firma-dismiss]').forEach((form) => {
      if (!reasons.has(form.elements.key.value)) return;
      form.closest('details').open = true;
      form.elements.reason.value = reasons.get(form.elements.key.value);
    });
    if (hadFocus) (box.querySelector('details[open] [name="reason"]') || field(segment)).focus();
  };

  const show = (segment, data) => {
    bases.set(segment, data.text);
    segment.dataset.state = data.state;
    segment.dataset.findings = data.findings;
    segment.dataset.comments = data.comments;
    draw(segment.querySelector('[data-firma-status]'), data.status, segment);
    recount();
    document.dispatchEvent(new CustomEvent('firma:segment-changed', { detail: data.progress }));
  };

  /* Saving */

  const askWhose = (segment, data) => {
    segment.querySelector('.firma-segment__conflict')?.remove();
    const box = conflict.content.cloneNode(true).firstElementChild;
    box.querySelector('[data-firma-conflict-words]').textContent = data.detail;
    box.querySelector('[data-firma-conflict-text]').textContent = data.current;
    box.querySelector('[data-firma-keep]').addEventListener('click', () => {
      box.remove();
      bases.set(segment, data.current);
      save(segment, { force: true });
      field(segment).focus();
    });
    box.querySelector('[data-firma-take]').addEventListener('click', () => {
      box.remove();
      field(segment).value = data.current;
      bases.set(segment, data.current);
      save(segment, { force: true });
      field(segment).focus();
    });
    segment.querySelector('.firma-segment__target').append(box);
  };

  const save = async (segment, { force = false } = {}) => {
    window.clearTimeout(timers.get(segment));
    if (running.get(segment)) await running.get(segment);
    if (isReadOnly || (!force && !isChanged(segment))) return true;
    if (segment.querySelector('.firma-segment__conflict')) return false;
    const text = field(segment).value;
    tellState(editor.dataset.saving);
    const values = { text, base: bases.get(segment) };
    /* What the memory offered and was put in unchanged keeps saying where it came from. */
    const memory = remembered.get(segment);
    if (memory && memory.text === text) values.memory = memory.score;
    const work = post(segment.dataset.firmaSegment, values)
      .then(({ status, data }) => {
        if (status === 200) {
          show(segment, data);
          tellState(`${editor.dataset.saved} ${new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`);
          return true;
        }
        tellState(editor.dataset.unsaved);
        if (status === 409) askWhose(segment, data);
        else say(segment, data.detail);
        return false;
      })
      .catch(() => {
        tellState(editor.dataset.failed);
        return false;
      })
      .finally(() => running.delete(segment));
    running.set(segment, work);
    return work;
  };

  const saveSoon = (segment) => {
    window.clearTimeout(timers.get(segment));
    tellState(editor.dataset.unsaved);
    timers.set(segment, window.setTimeout(() => save(segment), PAUSE));
  };

  const put = (textarea, text, { whole = false } = {}) => {
    if (textarea.readOnly) return;
    textarea.focus();
    if (whole) textarea.setRangeText(text, 0, textarea.value.length, 'end');
    else textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, 'end');
    textarea.dispatchEvent(new Event('input', { bubbles: true }));
  };

  /* Moving */

  const seen = () => segments.filter((segment) => !segment.hidden);

  const go = (from, step, wanted = () => true) => {
    const list = seen();
    const start = list.indexOf(from);
    const order = step > 0 ? [...list.slice(start + 1), ...list.slice(0, start)] : [...list.slice(0, start)].reverse();
    const next = order.find(wanted);
    if (next) {
      field(next).focus();
      next.scrollIntoView({ block: 'center' });
    } else if (wanted === isOpen) {
      tellState(editor.dataset.done);
    }
  };

  /* Answers that change a row */

  const change = async (segment, url, values) => {
    const hadNothingUnsaved = !isChanged(segment);
    const before = field(segment).value;
    try {
      const { status, data } = await post(url, values);
      if (status === 200) {
        if (hadNothingUnsaved && field(segment).value === before) field(segment).value = data.text;
        show(segment, data);
        return true;
      }
      if (status === 409) askWhose(segment, data);
      else say(segment, data.detail);
    } catch {
      tellState(editor.dataset.failed);
    }
    return false;
  };

  const address = (segment, action) => `${segment.dataset.firmaSegment}${action}/`;

  const confirm = async (segment) => {
    if (!(await save(segment))) return false;
    if (segment.dataset.state !== 'unconfirmed') return true;
    return change(segment, address(segment, 'confirm'), { base: bases.get(segment) });
  };

  const done = async (segment) => {
    if (await confirm(segment)) go(segment, 1, isOpen);
  };

  /* The tools below the segment that is being written */

  let current = null;

  const number = (panel) => {
    panel.querySelectorAll('[data-firma-insert]').forEach((button, index) => {
      if (index < 9 && !button.querySelector('kbd')) {
        const key = document.createElement('kbd');
        key.textContent = index + 1;
        button.prepend(key, ' ');
      }
    });
  };

  const fetchHints = async (segment) => {
    const panel = segment.querySelector('[data-firma-hints]');
    const asked = bases.get(segment);
    try {
      const response = await fetch(address(segment, 'hints'), {
        credentials: 'same-origin',
        headers: { Accept: 'application/json' },
      });
      if (!response.ok || response.redirected) return;
      const data = await response.json();
      if (current !== segment) return;
      panel.innerHTML = data.html;
      number(panel);
      /* Somebody else wrote here since the page was opened, and nothing of ours would be lost. */
      if (bases.get(segment) === asked && data.text !== asked && !isChanged(segment)) {
        field(segment).value = data.text;
        bases.set(segment, data.text);
      }
    } catch {
      /* Writing goes on without hints. */
    }
  };

  const open = (segment) => {
    if (current === segment) return;
    if (current) {
      save(current);
      current.classList.remove('firma-segment--current');
      drafts.set(current, current.querySelector('[data-firma-comment-form] textarea').value);
      current.querySelectorAll('.firma-segment__tools, .firma-segment__comment-form, .firma-segment__hints').forEach((node) => node.remove());
    }
    current = segment;
    segment.classList.add('firma-segment--current');
    const status = segment.querySelector('[data-firma-status]');
    status.after(toolbar.content.cloneNode(true));
    const comment = segment.querySelector('[data-firma-comment-form]');
    comment.querySelector('textarea').value = drafts.get(segment) || '';
    comment.hidden = !drafts.get(segment);
    if (isReadOnly) {
      segment.querySelectorAll('[data-firma-copy], [data-firma-next]').forEach((node) => node.remove());
    }
    fetchHints(segment);
  };

  /* After an answer, back to the text; but not for somebody who went on to another segment. */
  const refocus = (segment) => {
    if (current === segment) field(segment).focus();
  };

  const toggleComment = (segment) => {
    const form = segment.querySelector('[data-firma-comment-form]');
    form.hidden = !form.hidden;
    if (!form.hidden) form.querySelector('textarea').focus();
  };

  const copySource = (segment) =>
    put(field(segment), segment.querySelector('[data-firma-source]').dataset.firmaSource, { whole: true });

  const insert = (segment, button) => {
    const { firmaInsert: text, memory } = button.dataset;
    if (memory) remembered.set(segment, { text, score: memory });
    put(field(segment), text, { whole: 'whole' in button.dataset });
  };

  /* Events */

  segments.forEach((segment) => {
    bases.set(segment, field(segment).value);
  });

  editor.addEventListener('focusin', (event) => {
    const segment = event.target.closest('[data-firma-segment]');
    if (segment) open(segment);
  });

  editor.addEventListener('input', (event) => {
    const segment = event.target.closest('[data-firma-segment]');
    if (segment && event.target === field(segment)) saveSoon(segment);
  });

  editor.addEventListener('focusout', (event) => {
    const segment = event.target.closest('[data-firma-segment]');
    if (segment && event.target === field(segment)) save(segment);
  });

  editor.addEventListener('submit', async (event) => {
    const segment = event.target.closest('[data-firma-segment]');
    if (!segment) return;
    event.preventDefault();
    if (event.target.matches('[data-firma-dismiss]')) {
      if (await save(segment)) {
        await change(segment, address(segment, 'dismiss'), new FormData(event.target));
        refocus(segment);
      }
    } else if (event.target.matches('[data-firma-comment-form]')) {
      if (await change(segment, address(segment, 'comments'), new FormData(event.target))) {
        event.target.reset();
        event.target.hidden = true;
        refocus(segment);
      }
    }
  });

  editor.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    const segment = event.target.closest('[data-firma-segment]');
    if (!button || !segment) return;
    const { dataset } = button;
    if ('firmaCopy' in dataset) copySource(segment);
    else if ('firmaComment' in dataset) toggleComment(segment);
    else if ('firmaNext' in dataset) done(segment);
    else if ('firmaInsert' in dataset) insert(segment, button);
    else if ('firmaConfirm' in dataset) confirm(segment).then(() => refocus(segment));
    else if ('firmaResolve' in dataset) change(segment, dataset.firmaResolve, {}).then(() => refocus(segment));
    else if ('firmaAct' in dataset) {
      save(segment)
        .then((isSaved) => isSaved && change(segment, dataset.firmaAct, { translator: dataset.translator || '' }))
        .then((isDone) => isDone && fetchHints(segment))
        .then(() => refocus(segment));
    }
  });

  const shortcuts = (event, segment) => {
    if (event.ctrlKey && event.key === 'Enter') return event.target === field(segment) ? () => done(segment) : null;
    if (!event.altKey || event.ctrlKey || event.metaKey) return null;
    if (event.key === 'PageDown') return () => save(segment).then(() => go(segment, 1, isOpen));
    if (event.key === 'ArrowDown') return () => go(segment, 1);
    if (event.key === 'ArrowUp') return () => go(segment, -1);
    if (event.key === 'Insert') return () => copySource(segment);
    if (event.key.toLowerCase() === 'm') return () => toggleComment(segment);
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit) {
      const button = segment.querySelectorAll('[data-firma-insert]')[digit[1] - 1];
      return button ? () => insert(segment, button) : null;
    }
    return null;
  };

  editor.addEventListener('keydown', (event) => {
    const segment = event.target.closest('[data-firma-segment]');
    if (!segment) return;
    const act = shortcuts(event, segment);
    if (act) {
      event.preventDefault();
      act();
    }
  });

  editor.querySelector('[data-firma-keys]').addEventListener('click', () => keys.showModal());

  /* Narrowing */

  const search = editor.querySelector('[data-firma-search]');
  const plain = (text) => text.replace(/\s+/g, ' ').trim();
  const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  const narrow = () => {
    const chosen = editor.querySelector('[data-firma-filter][aria-pressed="true"]').dataset.firmaFilter;
    const words = fold(search.value.trim());
    segments.forEach((segment) => {
      const text = fold(`${segment.querySelector('[data-firma-source]').textContent} ${field(segment).value}`);
      segment.hidden = !(matches[chosen](segment) && text.includes(words));
    });
    editor.querySelector('[data-firma-none]').hidden = seen().length > 0;
  };

  editor.querySelectorAll('[data-firma-filter]').forEach((button) => {
    button.addEventListener('click', () => {
      editor.querySelectorAll('[data-firma-filter]').forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
      narrow();
    });
  });
  search.addEventListener('input', narrow);

  /* Images and addresses */

  document.querySelectorAll('[data-firma-override]').forEach((row) => {
    const input = row.querySelector('input');
    const keep = () =>
      post(row.dataset.firmaOverride, { value: input.value })
        .then(({ status, data }) => {
          row.querySelector('[data-firma-message]').textContent = status === 200 ? editor.dataset.saved : data.detail;
          if (status === 200) document.dispatchEvent(new CustomEvent('firma:segment-changed'));
          return status === 200;
        })
        .catch(() => tellState(editor.dataset.failed));
    input.addEventListener('change', keep);
    row.querySelector('[data-firma-override-clear]')?.addEventListener('click', () => {
      input.value = '';
      keep().then((isKept) => isKept && window.location.reload());
    });
  });

  /* Leaving */

  window.addEventListener('beforeunload', (event) => {
    if (segments.some((segment) => isChanged(segment))) {
      event.preventDefault();
      if (current) save(current);
    }
  });

  /* The segment that a finding is about: its place, and the one whose words are quoted there. */
  const goTo = (path, quote) => {
    const there = segments.filter((segment) => segment.dataset.path === path);
    const words = plain(quote.split(' · ')[0].replace(/…$/, ''));
    const says = (segment) =>
      [field(segment).value.replace(/<[^>]*>/g, ''), segment.querySelector('[data-firma-source]').textContent]
        .some((text) => plain(text).includes(words));
    const segment = there.find((one) => words && says(one)) || there[0];
    if (!segment) return;
    segment.hidden = false;
    field(segment).focus();
    segment.scrollIntoView({ block: 'center' });
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-firma-path]');
    if (!link) return;
    event.preventDefault();
    link.closest('dialog')?.close('');
    goTo(link.dataset.firmaPath, link.dataset.firmaQuote || '');
  });

  /* Before a submission: what a reviewer would find, in a dialog. Without it the server decides. */
  const bar = document.querySelector('[data-firma-translation]');
  let isRead = false;

  const askFirst = async (form, submitter) => {
    const answer = await fetch(`${bar.dataset.refreshUrl}?stage=submission`, { credentials: 'same-origin' });
    const holder = document.createElement('div');
    if (answer.ok && !answer.redirected) holder.innerHTML = await answer.text();
    const dialog = holder.querySelector('dialog');
    const submit = () => {
      isRead = true;
      form.requestSubmit(submitter);
    };
    if (!dialog) {
      submit();
      return;
    }
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      const { returnValue } = dialog;
      dialog.remove();
      if (returnValue === 'submit') submit();
      else if (document.activeElement === document.body) submitter.focus();
    });
    dialog.showModal();
  };

  /* Buttons below the editor act on what is on file: first everything is saved. */
  document.querySelectorAll('.firma-translation-footer form').forEach((form) => {
    form.addEventListener('submit', (event) => {
      const { submitter } = event;
      const waiting = segments.filter((segment) => isChanged(segment) || running.get(segment));
      const asks = bar && !isRead && submitter && 'firmaSubmission' in submitter.dataset;
      if (!waiting.length && !asks) return;
      event.preventDefault();
      Promise.all(waiting.map((segment) => save(segment))).then((results) => {
        if (!results.every(Boolean)) field(waiting[results.indexOf(false)]).focus();
        else if (asks) askFirst(form, submitter).catch(() => { isRead = true; form.requestSubmit(submitter); });
        else form.requestSubmit(submitter);
      });
    });
  });

  if (window.location.hash.startsWith('#segment-')) {
    const segment = document.getElementById(window.location.hash.slice(1));
    if (segment) field(segment).focus();
  }
})();

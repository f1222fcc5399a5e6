/* The list "What stands between this page and the public": jumps to a field, also when it lies on
   another tab, and is fetched again whenever a draft was saved in the background. */
(() => {
  const list = () => document.querySelector('[data-firma-blockers]');

  const fieldElement = (name) =>
    document.querySelector(`[data-contentpath="${CSS.escape(name)}"]`) ||
    document.getElementById(`id_${name}`) ||
    document.querySelector(`[name="${CSS.escape(name)}"], [name^="${CSS.escape(name)}-"]`);

  const showTabOf = (element) => {
    const tabPanel = element.closest('[role="tabpanel"]');
    if (tabPanel && tabPanel.hidden) {
      const tab = document.querySelector(`[role="tab"][href="#${tabPanel.id}"]`);
      if (tab) tab.click();
    }
  };

  const openSectionOf = (element) => {
    const toggle = element.closest('[data-panel]')?.querySelector('[data-panel-toggle][aria-expanded="false"]');
    if (toggle) toggle.click();
  };

  /* A rich text area has hidden inputs before the one that is written in; a stream field that is
     empty, or a chooser, has only buttons. */
  const WRITABLE = 'input:not([type="hidden"]), textarea, select, [contenteditable="true"]';
  const firstSeen = (element, selector) =>
    [element, ...element.querySelectorAll(selector)].find(
      (node) => node.matches(selector) && node.getClientRects().length > 0 && !node.closest('[data-comment-add]'),
    );

  /* Wagtail shows a tab some frames after it was chosen; what is not shown cannot be focused. */
  const whenShown = (element, act, frames = 60) => {
    if (element.getClientRects().length > 0 || frames === 0) act();
    else requestAnimationFrame(() => whenShown(element, act, frames - 1));
  };

  /* A short field goes to the middle, a long one begins at the top, below the fixed header. */
  const scrollTo = (element) => {
    const isLong = element.getBoundingClientRect().height > window.innerHeight / 2;
    const target = (isLong && element.closest('[data-panel]')) || element;
    target.scrollIntoView({ block: isLong ? 'start' : 'center' });
  };

  /* Within a field, the block that the path names; as deep as the editor shows it. */
  const blockElement = (field, path) =>
    (path || '')
      .split('.')
      .slice(1)
      .reduce(
        (element, part) => element.querySelector(`[data-contentpath="${CSS.escape(part)}"]`) || element,
        field,
      );

  const plain = (text) => text.replace(/\s+/g, ' ');

  /* The smallest part of a rich text that holds the beginning of the quote. A citation in the middle
     of a sentence shows as words of its own, so ever less of the sentence is looked for. */
  const sentenceElement = (element, quote) => {
    for (const length of [80, 40, 20, 10]) {
      const start = plain(quote).slice(0, length).trim();
      const holders = [...element.querySelectorAll('[contenteditable="true"] *')].filter((node) =>
        plain(node.textContent).includes(start),
      );
      if (holders.length) return holders[holders.length - 1];
    }
    return null;
  };

  /* Mark the sentence in a plain field by selecting it, in a rich one for as long as it takes to see. */
  const showSentence = (element, quote) => {
    const holder = sentenceElement(element, quote);
    if (holder) {
      holder.scrollIntoView({ block: 'center' });
      holder.classList.add('firma-found');
      setTimeout(() => holder.classList.remove('firma-found'), 4000);
      const editor = holder.closest('[contenteditable="true"]');
      if (editor) editor.focus({ preventScroll: true });
      return true;
    }
    const inputs = [element, ...element.querySelectorAll('input, textarea')];
    const input = inputs.find((node) => typeof node.value === 'string' && node.value.includes(quote));
    if (!input || input.type === 'hidden') return false;
    input.scrollIntoView({ block: 'center' });
    input.focus({ preventScroll: true });
    const start = input.value.indexOf(quote);
    input.setSelectionRange(start, start + quote.length);
    return true;
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-firma-field]');
    if (!link) return;
    const field = fieldElement(link.dataset.firmaField);
    if (!field) return;
    const element = blockElement(field, link.dataset.firmaPath);
    event.preventDefault();
    showTabOf(element);
    openSectionOf(element);
    whenShown(element, () => {
      if (link.dataset.firmaQuote && showSentence(element, link.dataset.firmaQuote)) return;
      scrollTo(element);
      const input = firstSeen(element, WRITABLE) || firstSeen(element, 'button, a[href]');
      if (input) input.focus({ preventScroll: true });
    });
  });

  /* A draft that is saved while the list is fetched asks for the list once more. */
  let running = false;
  let again = false;
  const refresh = async () => {
    const box = list();
    if (!box || !box.dataset.firmaBlockersUrl) return;
    again = running;
    if (running) return;
    running = true;
    try {
      const answer = await fetch(box.dataset.firmaBlockersUrl, { headers: { Accept: 'text/html' } });
      if (answer.ok && !answer.redirected) box.innerHTML = await answer.text();
    } finally {
      running = false;
    }
    if (again) refresh();
  };
  document.addEventListener('w-autosave:success', refresh);
})();

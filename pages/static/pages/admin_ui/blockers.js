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

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-firma-field]');
    if (!link) return;
    const element = fieldElement(link.dataset.firmaField);
    if (!element) return;
    event.preventDefault();
    showTabOf(element);
    openSectionOf(element);
    const target = element.closest('[data-panel]') || element;
    target.scrollIntoView({ block: 'start' });
    const input = target.querySelector('input:not([type="hidden"]), textarea, select, [contenteditable="true"]');
    if (input) input.focus({ preventScroll: true });
  });

  let running = false;
  const refresh = async () => {
    const box = list();
    if (!box || !box.dataset.firmaBlockersUrl || running) return;
    running = true;
    try {
      const answer = await fetch(box.dataset.firmaBlockersUrl, { headers: { Accept: 'text/html' } });
      if (answer.ok) box.innerHTML = await answer.text();
    } finally {
      running = false;
    }
  };
  document.addEventListener('w-autosave:success', refresh);
})();

/* Copies a link into the clipboard, and says so. Without a script the link can still be selected. */
(() => {
  const status = document.querySelector('[data-firma-copied]');

  const copy = async (field) => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
      return;
    }
    // Where the admin is not served securely there is no clipboard but the old way.
    field.select();
    if (!document.execCommand('copy')) throw new Error('not copied');
  };

  for (const button of document.querySelectorAll('[data-firma-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const field = document.getElementById(button.dataset.firmaCopy);
      let words = status.dataset.done;
      try {
        await copy(field);
      } catch {
        field.focus();
        field.select();
        words = status.dataset.failed;
      }
      // Emptied first: the same words twice would be said once.
      status.textContent = '';
      setTimeout(() => {
        status.textContent = words;
        status.classList.remove('w-sr-only');
      }, 50);
    });
  }
})();

/* Copies a link into the clipboard, and says so. Without a script the link can still be selected. */
(() => {
  const copy = async (field) => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
      return;
    }
    // Where the admin is not served securely there is no clipboard but the old way.
    field.select();
    if (!document.execCommand('copy')) throw new Error('not copied');
  };

  const say = (status, words) => {
    // Emptied first: the same words twice would be said once.
    status.textContent = '';
    setTimeout(() => {
      status.textContent = words;
      status.classList.remove('w-sr-only');
    }, 50);
  };

  const start = () => {
    const status = document.querySelector('[data-firma-copied]');
    for (const button of document.querySelectorAll('[data-firma-copy]')) {
      button.hidden = false;
      button.addEventListener('click', async () => {
        const field = document.getElementById(button.dataset.firmaCopy);
        try {
          await copy(field);
          say(status, status.dataset.done);
        } catch {
          field.focus();
          field.select();
          say(status, status.dataset.failed);
        }
      });
    }
  };

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();

/* Before a page is submitted for review: what a reviewer will find, in a dialog, to be read once more.
   The server decides; where the dialog cannot be had, the page is submitted without it. */
(() => {
  const url = () => document.querySelector('[data-firma-blockers]')?.dataset.firmaBlockersUrl;

  const dialogOf = async () => {
    const answer = await fetch(`${url()}?stage=submission`, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return null;
    const holder = document.createElement('div');
    holder.innerHTML = await answer.text();
    return holder.querySelector('dialog');
  };

  const submit = (form, button) => {
    button.dataset.firmaRead = 'true';
    form.requestSubmit(button);
    delete button.dataset.firmaRead;
  };

  const ask = (dialog, form, button) => {
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      const isRead = dialog.returnValue === 'submit';
      dialog.remove();
      if (isRead) submit(form, button);
      else button.focus();
    });
    /* A link to a sentence leads out of the dialog. */
    dialog.addEventListener('click', (event) => {
      if (event.target.closest('[data-firma-field]')) dialog.close('');
    });
    dialog.showModal();
  };

  let isAsking = false;
  document.addEventListener(
    'submit',
    async (event) => {
      const { submitter: button, target: form } = event;
      if (button?.name !== 'action-submit' || button.dataset.firmaRead || !url()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isAsking) return;
      isAsking = true;
      const dialog = await dialogOf().catch(() => null);
      isAsking = false;
      if (dialog) ask(dialog, form, button);
      else submit(form, button);
    },
    true,
  );
})();

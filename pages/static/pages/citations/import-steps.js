/* Takes the steps of an import one after the other, so that no request is long. Without it, the
   button takes one step at a time. */
(() => {
  const form = document.querySelector("[data-import-steps]");
  if (!form) return;
  const bar = form.querySelector("progress");
  const text = form.querySelector("[data-import-text]");
  const failed = form.querySelector("[data-import-failed]");
  const button = form.querySelector("button");

  const run = async () => {
    button.hidden = true;
    failed.hidden = true;
    try {
      for (;;) {
        const answer = await fetch(form.action, {
          method: "POST",
          body: new FormData(form),
          headers: { Accept: "application/json" },
          credentials: "same-origin",
        });
        if (!answer.ok) throw new Error(String(answer.status));
        const progress = await answer.json();
        bar.max = progress.total;
        bar.value = progress.done;
        text.textContent = progress.text;
        if (!progress.running) break;
      }
      window.location.reload();
    } catch {
      failed.hidden = false;
      button.hidden = false;
      button.focus();
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  run();
})();

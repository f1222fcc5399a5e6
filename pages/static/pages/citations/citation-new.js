/*
 * A new reference, in the citation dialog: the server's form, filled from a pasted citation or by hand.
 *
 * new FirmaNewReference({ strings, onAdded, onExisting, onClosed }) has a `box` to put into the dialog and
 * `open(url)`. What was typed stays when the server does not answer.
 */
(() => {
  "use strict";

  class FirmaNewReference {
    constructor(options) {
      this.options = options;
      this.box = document.createElement("section");
      this.box.className = "citation-new";
      this.box.hidden = true;
      this.box.setAttribute("aria-label", options.strings.newTitle);
      this.body = document.createElement("div");
      this.failure = document.createElement("p");
      this.failure.className = "citation-dialog__warning";
      this.failure.setAttribute("role", "alert");
      this.box.append(this.body, this.failure);
      this.box.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send(new FormData(event.target, event.submitter));
      });
      this.box.addEventListener("click", (event) => {
        if (event.target.closest("[data-new-close]")) {
          this.close();
        }
        const existing = event.target.closest("[data-new-existing]");
        if (existing) {
          this.box.hidden = true;
          this.options.onExisting(existing.dataset.newExisting);
        }
      });
    }

    async open(url) {
      this.url = url;
      this.box.hidden = false;
      if (!this.body.childElementCount) {
        await this.send(null);
      }
      this.focus("textarea[name=pasted]");
    }

    close() {
      this.box.hidden = true;
      this.options.onClosed();
    }

    async send(data) {
      this.failure.textContent = "";
      try {
        const response = await fetch(this.url, {
          method: data ? "POST" : "GET",
          body: data,
          headers: { "X-Requested-With": "XMLHttpRequest" },
          credentials: "same-origin",
        });
        if (response.status === 201) {
          const { item } = await response.json();
          this.body.replaceChildren();
          this.box.hidden = true;
          this.options.onAdded(item);
          return;
        }
        if (!response.ok || response.redirected) {
          throw new Error(`The library answered ${response.status}.`);
        }
        /* The server's own template, in which it has escaped what people typed. */
        this.body.innerHTML = await response.text();
        this.focus("[aria-invalid=true], [data-new-existing], [data-new-first]");
      } catch {
        this.failure.textContent = this.options.strings.newFailed;
      }
    }

    focus(selector) {
      this.box.querySelector(selector)?.focus();
    }
  }

  window.FirmaNewReference = FirmaNewReference;
})();

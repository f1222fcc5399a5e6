/*
 * The dialog in which an editor chooses the references of one citation.
 *
 * firmaCitations.openDialog({ searchUrl, strings, keys, onSave, onRemove, onClose })
 * opens it; firmaCitations.details(searchUrl, keys) resolves to what the library says of some keys.
 */
(() => {
  "use strict";

  const known = new Map();

  const fill = (template, values) =>
    template.replace(/%\((\w+)\)s/g, (whole, name) =>
      name in values ? String(values[name]) : whole,
    );

  const element = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      if (value !== null && value !== undefined) {
        node.setAttribute(name, value);
      }
    });
    node.append(...children.filter((child) => child !== null));
    return node;
  };

  const ask = async (searchUrl, parameters, signal) => {
    const response = await fetch(`${searchUrl}?${new URLSearchParams(parameters)}`, {
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
      credentials: "same-origin",
      signal,
    });
    if (!response.ok) {
      throw new Error(`The library answered ${response.status}.`);
    }
    const answer = await response.json();
    answer.items.forEach((item) => known.set(item.key, item));
    return answer;
  };

  /* Many citations ask at once when an editor opens: they are answered by one request. */
  let waiting = null;
  const askTogether = (searchUrl, keys) => {
    if (!waiting) {
      const batch = { keys: new Set() };
      batch.answered = new Promise((resolve) => {
        setTimeout(async () => {
          waiting = null;
          try {
            await ask(searchUrl, { keys: [...batch.keys].join(" ") });
            batch.keys.forEach((key) => known.has(key) || known.set(key, null));
          } catch {
            /* Without an answer the citation shows its stored label. */
          }
          resolve();
        }, 30);
      });
      waiting = batch;
    }
    keys.forEach((key) => waiting.keys.add(key));
    return waiting.answered;
  };

  const details = async (searchUrl, keys) => {
    const missing = keys.filter((key) => !known.has(key));
    if (missing.length) {
      await askTogether(searchUrl, missing);
    }
    return keys.map((key) => known.get(key) ?? null);
  };

  const nameOf = (key) => known.get(key)?.label ?? key;

  class CitationDialog {
    constructor(options) {
      this.options = options;
      this.strings = options.strings;
      this.keys = [...options.keys];
      this.isNew = options.keys.length === 0;
      this.items = [];
      this.build();
    }

    async open() {
      document.body.append(this.dialog);
      this.dialog.showModal();
      this.input.focus();
      await details(this.options.searchUrl, this.keys);
      this.showChosen();
      this.search();
    }

    build() {
      const { strings } = this;
      this.input = element("input", {
        type: "search",
        id: "citation-search",
        autocomplete: "off",
        spellcheck: "false",
        "aria-describedby": "citation-search-help",
        "aria-controls": "citation-results",
      });
      this.results = element("ul", {
        id: "citation-results",
        class: "citation-dialog__list",
        "aria-labelledby": "citation-results-heading",
      });
      this.chosen = element("ol", {
        class: "citation-dialog__list citation-dialog__list--chosen",
        "aria-labelledby": "citation-chosen-heading",
      });
      this.nothing = element("p", { class: "citation-dialog__nothing" }, strings.chosenNone);
      /* Shown once the library has said that this user may add references. */
      this.newReference = element(
        "button",
        {
          type: "button",
          class: "button button-small button-secondary",
          hidden: "",
          "aria-expanded": "false",
        },
        strings.newReference,
      );
      this.newForm = new window.FirmaNewReference({
        strings,
        onAdded: (item) => {
          known.set(item.key, item);
          this.newReference.setAttribute("aria-expanded", "false");
          this.add(item.key);
          this.say(fill(strings.newAdded, { reference: item.label }));
        },
        onExisting: (key) => this.add(key),
        onClosed: () => {
          this.newReference.setAttribute("aria-expanded", "false");
          this.newReference.focus();
        },
      });
      this.status = element("p", {
        class: "citation-dialog__status",
        role: "status",
        "aria-live": "polite",
      });
      this.saveButton = element(
        "button",
        { type: "button", class: "button", "data-citation-save": "" },
        this.isNew ? strings.insert : strings.save,
      );
      const cancelButton = element(
        "button",
        { type: "button", class: "button button-secondary", "data-citation-cancel": "" },
        strings.cancel,
      );
      const removeButton = this.isNew
        ? null
        : element(
            "button",
            { type: "button", class: "button no", "data-citation-remove": "" },
            strings.removeCitation,
          );
      this.dialog = element(
        "dialog",
        { class: "citation-dialog", "aria-labelledby": "citation-title" },
        element("h2", { id: "citation-title", class: "citation-dialog__title" }, strings.title),
        element(
          "div",
          { class: "citation-dialog__body" },
          element(
            "section",
            { class: "citation-dialog__column" },
            element("label", { for: "citation-search" }, strings.search),
            this.input,
            element(
              "p",
              { id: "citation-search-help", class: "citation-dialog__help" },
              strings.searchHelp,
            ),
            element(
              "h3",
              { id: "citation-results-heading", class: "citation-dialog__heading" },
              strings.results,
            ),
            this.status,
            this.results,
            this.newReference,
            this.newForm.box,
          ),
          element(
            "section",
            { class: "citation-dialog__column" },
            element(
              "h3",
              { id: "citation-chosen-heading", class: "citation-dialog__heading" },
              strings.chosen,
            ),
            this.nothing,
            this.chosen,
          ),
        ),
        element(
          "div",
          { class: "citation-dialog__actions" },
          this.saveButton,
          removeButton,
          cancelButton,
        ),
      );
      this.listen(cancelButton, removeButton);
    }

    listen(cancelButton, removeButton) {
      this.saveButton.addEventListener("click", () => this.save());
      this.newReference.addEventListener("click", () => {
        this.newReference.setAttribute("aria-expanded", "true");
        this.newForm.open(this.addUrl);
      });
      cancelButton.addEventListener("click", () => this.dialog.close());
      removeButton?.addEventListener("click", () => this.finish(this.options.onRemove));
      this.dialog.addEventListener("close", () => {
        this.request?.abort();
        this.dialog.remove();
        (this.outcome ?? this.options.onClose)();
      });
      /* The page behind must not take what is typed here for shortcuts of its own. */
      this.dialog.addEventListener("keydown", (event) => {
        event.stopPropagation();
        this.onKeyDown(event);
      });
      this.input.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.search(), 200);
      });
      this.results.addEventListener("click", (event) => {
        const button = event.target.closest("button[data-key]");
        if (button) {
          this.add(button.dataset.key);
        }
      });
      this.chosen.addEventListener("click", (event) => {
        const button = event.target.closest("button[data-action]");
        if (button) {
          this[button.dataset.action](button.dataset.key);
        }
      });
    }

    onKeyDown(event) {
      if (this.newForm.box.contains(event.target)) {
        return;
      }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.save();
      } else if (event.key === "Enter" && event.target === this.input) {
        event.preventDefault();
        clearTimeout(this.timer);
        this.search().then(() => {
          const first = this.items.find((item) => !this.keys.includes(item.key));
          if (first && this.input.value.trim()) {
            this.add(first.key);
          }
        });
      } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
        const stops = [this.input, ...this.results.querySelectorAll("button:not(:disabled)")];
        const place = stops.indexOf(event.target);
        if (place >= 0) {
          event.preventDefault();
          const step = event.key === "ArrowDown" ? 1 : -1;
          stops[Math.min(Math.max(place + step, 0), stops.length - 1)].focus();
        }
      }
    }

    async search() {
      this.request?.abort();
      this.request = new AbortController();
      const query = this.input.value.trim();
      try {
        const answer = await ask(this.options.searchUrl, { q: query }, this.request.signal);
        this.items = answer.items;
        this.newReference.hidden = !answer.add_url;
        this.addUrl = answer.add_url;
        this.showResults();
        const { strings } = this;
        const count = answer.items.length;
        if (!count) {
          this.say(strings.none);
        } else {
          this.say(
            fill(answer.total > count ? strings.more : strings.found, {
              count,
              total: answer.total,
            }),
          );
        }
      } catch (error) {
        if (error.name !== "AbortError") {
          this.say(this.strings.failed);
        }
      }
    }

    describe(key) {
      const item = known.get(key);
      if (!item) {
        return [
          element("strong", {}, key),
          element("span", { class: "citation-dialog__warning" }, this.strings.missing),
        ];
      }
      return [
        element("strong", {}, item.label),
        item.retracted
          ? element("span", { class: "citation-dialog__warning" }, this.strings.retracted)
          : null,
        element("span", { class: "citation-dialog__text" }, item.text),
      ];
    }

    showResults() {
      this.results.replaceChildren(
        ...this.items.map((item) => {
          const button = element(
            "button",
            {
              type: "button",
              class: "citation-dialog__result",
              "data-key": item.key,
              "aria-label": `${fill(this.strings.add, { reference: item.label })}. ${item.text}${
                item.retracted ? `. ${this.strings.retracted}` : ""
              }`,
            },
            ...this.describe(item.key),
          );
          button.disabled = this.keys.includes(item.key);
          return element("li", {}, button);
        }),
      );
    }

    showChosen() {
      this.nothing.hidden = this.keys.length > 0;
      this.saveButton.disabled = this.keys.length === 0;
      this.chosen.replaceChildren(
        ...this.keys.map((key, place) => {
          const control = (action, symbol, label, disabled) => {
            const button = element(
              "button",
              {
                type: "button",
                class: "button button-small button-secondary",
                "data-action": action,
                "data-key": key,
                "aria-label": fill(label, { reference: nameOf(key) }),
                title: fill(label, { reference: nameOf(key) }),
              },
              symbol,
            );
            button.disabled = disabled;
            return button;
          };
          return element(
            "li",
            { "data-chosen": key },
            element("div", { class: "citation-dialog__entry" }, ...this.describe(key)),
            element(
              "div",
              { class: "citation-dialog__controls" },
              control("up", "↑", this.strings.up, place === 0),
              control("down", "↓", this.strings.down, place === this.keys.length - 1),
              control("drop", "×", this.strings.remove, false),
            ),
          );
        }),
      );
    }

    add(key) {
      if (this.keys.includes(key)) {
        return;
      }
      this.keys.push(key);
      this.showChosen();
      this.showResults();
      this.input.focus();
      this.input.select();
      this.say(fill(this.strings.added, { reference: nameOf(key) }));
    }

    drop(key) {
      this.keys = this.keys.filter((other) => other !== key);
      this.showChosen();
      this.showResults();
      this.input.focus();
      this.say(fill(this.strings.removed, { reference: nameOf(key) }));
    }

    up(key) {
      this.move(key, -1, "up");
    }

    down(key) {
      this.move(key, 1, "down");
    }

    move(key, step, action) {
      const place = this.keys.indexOf(key);
      const target = place + step;
      if (target < 0 || target >= this.keys.length) {
        return;
      }
      this.keys.splice(place, 1);
      this.keys.splice(target, 0, key);
      this.showChosen();
      const row = this.chosen.querySelector(`[data-chosen="${CSS.escape(key)}"]`);
      const same = row.querySelector(`[data-action="${action}"]`);
      (same.disabled ? row.querySelector("button:not(:disabled)") : same).focus();
      this.say(fill(this.strings.moved, { reference: nameOf(key), place: target + 1 }));
    }

    save() {
      if (this.keys.length) {
        const label = `[${this.keys.map(nameOf).join("; ")}]`;
        this.finish(() => this.options.onSave({ keys: this.keys, label }));
      }
    }

    finish(outcome) {
      this.outcome = outcome;
      this.dialog.close();
    }

    say(words) {
      this.status.textContent = words;
    }
  }

  window.firmaCitations = {
    details,
    fill,
    openDialog: (options) => new CitationDialog(options).open(),
  };
})();

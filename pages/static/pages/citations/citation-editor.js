/*
 * The citation button of the rich text editor: a Draftail entity without a build step.
 *
 * Stored in the entity: { keys: ["smolen-2016", …] }. The words that it covers are a neutral label;
 * the number beside them follows the order of all citations in the form, and is only shown.
 */
(() => {
  "use strict";

  const { React, DraftJS, draftail, firmaCitations } = window;
  if (!draftail || !DraftJS || !firmaCitations) {
    return;
  }
  const { EditorState, Modifier, SelectionState } = DraftJS;
  const ENTITY = "CITATION";
  const KEY_F = 70;

  /* The feature's options, as the server rendered them; the decorator does not get them as props. */
  let settings = null;

  const numberCitations = () => {
    const numbers = new Map();
    document.querySelectorAll("[data-citation-keys]").forEach((node) => {
      const shown = node.dataset.citationKeys
        .split(" ")
        .filter(Boolean)
        .map((key) => {
          if (!numbers.has(key)) {
            numbers.set(key, numbers.size + 1);
          }
          return numbers.get(key);
        })
        .sort((left, right) => left - right)
        .join(",");
      if (node.dataset.citationNumber !== shown) {
        node.dataset.citationNumber = shown;
      }
      if (settings) {
        node.setAttribute(
          "aria-label",
          firmaCitations.fill(settings.strings.citation, {
            number: shown,
            reference: node.dataset.citationText || node.textContent,
          }),
        );
      }
    });
  };

  let scheduled = false;
  const renumber = () => {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        numberCitations();
      });
    }
  };

  const findSettings = () => {
    if (!settings) {
      const editors = [...document.querySelectorAll("input[type=hidden]")]
        .map((input) => input.draftailEditor)
        .filter(Boolean);
      settings =
        editors
          .flatMap((editor) => editor.props.entityTypes || [])
          .find((type) => type.type === ENTITY && type.searchUrl) || null;
    }
    return settings;
  };

  /* An editor makes itself known only after its citations are on the page. */
  const settingsWhenReady = async () => {
    for (let attempt = 0; attempt < 60 && !findSettings(); attempt += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
    return settings;
  };

  /* Where an entity stands, as a selection; an entity lies within one block. */
  const rangeOf = (content, entityKey) => {
    let range = null;
    content.getBlocksAsArray().forEach((block) => {
      block.findEntityRanges(
        (character) => character.getEntity() === entityKey,
        (start, end) => {
          range ??= SelectionState.createEmpty(block.getKey()).merge({
            anchorOffset: start,
            focusOffset: end,
          });
        },
      );
    });
    return range;
  };

  const insert = (editorState, { keys, label }, entityKey) => {
    let content = editorState.getCurrentContent();
    const replaced = entityKey ? rangeOf(content, entityKey) : null;
    const selection = editorState.getSelection();
    /* A citation follows the words that are selected; it never replaces them. */
    const target =
      replaced ??
      SelectionState.createEmpty(selection.getEndKey()).merge({
        anchorOffset: selection.getEndOffset(),
        focusOffset: selection.getEndOffset(),
      });
    content = content.createEntity(ENTITY, "IMMUTABLE", { keys });
    content = Modifier.replaceText(
      content,
      target,
      label,
      null,
      content.getLastCreatedEntityKey(),
    );
    const changed = EditorState.push(editorState, content, "insert-characters");
    return EditorState.forceSelection(changed, content.getSelectionAfter());
  };

  const without = (editorState, entityKey) => {
    const content = editorState.getCurrentContent();
    const range = rangeOf(content, entityKey);
    if (!range) {
      return editorState;
    }
    const cleared = Modifier.removeRange(content, range, "backward");
    const changed = EditorState.push(editorState, cleared, "remove-range");
    return EditorState.forceSelection(changed, cleared.getSelectionAfter());
  };

  /* The editor around a node; it is kept at the hidden field beside the editor's wrapper. */
  const editorAround = (node) =>
    [...node.closest("[data-draftail-editor-wrapper]").parentNode.children]
      .map((sibling) => sibling.draftailEditor)
      .find(Boolean);

  class CitationSource extends React.Component {
    componentDidMount() {
      const { editorState, entity, entityKey, entityType, onComplete, onClose } = this.props;
      settings = entityType;
      const isCitation = entity && entity.getType() === ENTITY;
      const current = isCitation ? entityKey : null;
      firmaCitations.openDialog({
        searchUrl: entityType.searchUrl,
        strings: entityType.strings,
        keys: isCitation ? entity.getData().keys || [] : [],
        onSave: (chosen) => {
          onComplete(insert(editorState, chosen, current));
          renumber();
        },
        onRemove: () => {
          onComplete(without(editorState, current));
          renumber();
        },
        /* Completing without a change gives the focus back to the editor. */
        onClose: () => (onComplete ? onComplete(null) : onClose()),
      });
    }

    render() {
      return null;
    }
  }

  let popover = null;
  const closePopover = () => {
    popover?.remove();
    popover = null;
  };

  const openPopover = (anchor, { texts, onEdit, onRemove }) => {
    closePopover();
    const { strings } = findSettings();
    const button = (className, label, action) => {
      const node = document.createElement("button");
      node.type = "button";
      node.className = className;
      node.textContent = label;
      node.addEventListener("click", () => {
        closePopover();
        action();
      });
      return node;
    };
    popover = document.createElement("div");
    popover.className = "citation-popover";
    popover.setAttribute("role", "dialog");
    popover.setAttribute("aria-label", strings.chosen);
    texts.forEach((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      popover.append(line);
    });
    popover.append(
      button("button button-small", strings.edit, onEdit),
      button("button button-small no", strings.removeCitation, onRemove),
    );
    document.body.append(popover);
    const place = anchor.getBoundingClientRect();
    const left = Math.min(place.left, window.innerWidth - popover.offsetWidth - 16);
    popover.style.left = `${Math.max(8, left) + window.scrollX}px`;
    popover.style.top = `${place.bottom + window.scrollY + 6}px`;
    popover.querySelector("button").focus();
  };

  document.addEventListener("mousedown", (event) => {
    if (popover && !popover.contains(event.target)) {
      closePopover();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (popover && event.key === "Escape") {
      closePopover();
    }
  });

  class Citation extends React.Component {
    constructor(props) {
      super(props);
      this.state = { items: null };
      this.open = this.open.bind(this);
    }

    componentDidMount() {
      this.load();
      renumber();
    }

    componentDidUpdate(previous) {
      if (previous.entityKey !== this.props.entityKey) {
        this.load();
      }
      renumber();
    }

    componentWillUnmount() {
      this.gone = true;
      renumber();
    }

    keys() {
      return this.props.contentState.getEntity(this.props.entityKey).getData().keys || [];
    }

    async load() {
      const found = await settingsWhenReady();
      if (!found || this.gone) {
        return;
      }
      const items = await firmaCitations.details(found.searchUrl, this.keys());
      if (!this.gone) {
        this.setState({ items });
      }
    }

    texts() {
      const strings = findSettings()?.strings ?? {};
      const items = this.state.items;
      return this.keys().map((key, place) => {
        const item = items?.[place];
        if (!item) {
          return items ? `${key}: ${strings.missing}` : key;
        }
        return item.retracted ? `${strings.retracted}: ${item.text}` : item.text;
      });
    }

    open(event) {
      const { entityKey, onEdit } = this.props;
      event.preventDefault();
      const anchor = event.target.closest("[data-citation-keys]");
      const editor = editorAround(anchor);
      openPopover(anchor, {
        texts: this.texts(),
        onEdit: () => onEdit(entityKey),
        /* Draftail's own removal would leave the label behind as words of the text. */
        onRemove: () => editor.onChange(without(editor.getEditorState(), entityKey)),
      });
    }

    render() {
      const items = this.state.items;
      const faulty = items?.some((item) => !item || item.retracted);
      const texts = this.texts();
      return React.createElement(
        "span",
        {
          className: `citation-entity${faulty ? " citation-entity--faulty" : ""}`,
          role: "button",
          title: texts.join("\n"),
          onClick: this.open,
          "data-citation-keys": this.keys().join(" "),
          "data-citation-text": texts.join(" "),
        },
        this.props.children,
      );
    }
  }

  draftail.registerPlugin(
    { type: ENTITY, source: CitationSource, decorator: Citation },
    "entityTypes",
  );

  draftail.registerPlugin(
    {
      type: "CITATION_SHORTCUT",
      keyBindingFn: (event) =>
        event.keyCode === KEY_F && event.altKey && (event.ctrlKey || event.metaKey)
          ? ENTITY
          : undefined,
    },
    "plugins",
  );
})();

// The contextual save bar: <ui-save-bar> elements and forms with data-save-bar.
(() => {
  const bridge = window.__sandboxBridge;
  const shown = new Set();
  const kept = new WeakMap();
  let whenClear = [];

  const isOn = (element, name) => element.hasAttribute(name) && element.getAttribute(name) !== "false";
  const current = () => {
    for (const one of shown) if (!one.isConnected) shown.delete(one);
    return [...shown].at(-1) ?? null;
  };
  const changed = () => {
    if (!current()) {
      for (const resolve of whenClear) resolve();
      whenClear = [];
    }
    bridge.sync?.();
  };

  class SaveBar extends HTMLElement {
    get showing() {
      return shown.has(this);
    }
    async show() {
      if (shown.has(this)) return;
      shown.add(this);
      this.dispatchEvent(new Event("show"));
      changed();
    }
    async hide() {
      if (!shown.delete(this)) return;
      this.dispatchEvent(new Event("hide"));
      changed();
    }
    async toggle() {
      return shown.has(this) ? this.hide() : this.show();
    }
  }
  customElements.define("ui-save-bar", SaveBar);

  const buttonsOf = (bar) => {
    const buttons = [...bar.querySelectorAll("button")];
    const save = buttons.find((one) => one.getAttribute("variant") === "primary") ?? buttons[0];
    return { save, discard: buttons.find((one) => one !== save) };
  };

  const contentOf = (form) => {
    const pairs = [...new FormData(form)].map(([name, value]) => [
      name,
      typeof value === "string" ? value : value.name,
    ]);
    return JSON.stringify(pairs);
  };
  const formOf = (event) => event.target?.closest?.("form[data-save-bar]");
  // The values before the first change are read on focus: by "input" the form already holds the new ones.
  addEventListener("focusin", (event) => {
    const form = formOf(event);
    if (form && !shown.has(form) && !kept.has(form)) kept.set(form, contentOf(form));
  });
  for (const kind of ["input", "change"]) {
    addEventListener(kind, (event) => {
      const form = formOf(event);
      if (!form) return;
      const isSame = Boolean(event.target.name) && kept.get(form) === contentOf(form);
      if (isSame) shown.delete(form);
      else shown.add(form);
      changed();
    });
  }
  for (const kind of ["submit", "reset"]) {
    addEventListener(kind, (event) => {
      const form = formOf(event);
      if (!form) return;
      shown.delete(form);
      kept.delete(form);
      changed();
    });
  }

  bridge.on("save", () => {
    const bar = current();
    if (bar instanceof HTMLFormElement) bar.requestSubmit();
    else if (bar) buttonsOf(bar).save?.click();
  });
  bridge.on("discard", () => {
    const bar = current();
    if (bar instanceof HTMLFormElement) bar.reset();
    else if (bar) buttonsOf(bar).discard?.click();
  });

  /** What the admin frame shows of the bar; null while there is none. */
  bridge.saveBarState = () => {
    const bar = current();
    if (!bar) return null;
    if (bar instanceof HTMLFormElement) {
      return {
        canSave: true,
        canDiscard: true,
        isSaving: false,
        asks: isOn(bar, "data-discard-confirmation"),
      };
    }
    const { save, discard } = buttonsOf(bar);
    return {
      canSave: Boolean(save) && !save.disabled,
      canDiscard: Boolean(discard) && !discard.disabled,
      isSaving: Boolean(save) && isOn(save, "loading"),
      asks: isOn(bar, "discardconfirmation"),
    };
  };

  const find = (id) =>
    document.getElementById(id) ?? bridge.notSimulated(`shopify.saveBar of the unknown id "${id}"`);
  bridge.saveBar = {
    show: async (id) => find(id).show(),
    hide: async (id) => find(id).hide(),
    toggle: async (id) => find(id).toggle(),
    leaveConfirmation: () => {
      if (!current()) return Promise.resolve();
      bridge.post("attention");
      return new Promise((resolve) => whenClear.push(resolve));
    },
  };
})();

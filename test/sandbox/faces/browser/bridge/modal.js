// <ui-modal>: a dialog over the app, with the title and buttons of the <ui-title-bar> inside it.
(() => {
  const bridge = window.__sandboxBridge;
  const WIDTH = { small: "380px", base: "620px", large: "980px", max: "calc(100vw - 32px)" };

  class Modal extends HTMLElement {
    #dialog = null;
    #content = null;

    get content() {
      if (this.hasAttribute("src")) bridge.notSimulated("ui-modal with src");
      this.#content ??= document.createElement("div");
      return this.#content;
    }
    get showing() {
      return Boolean(this.#dialog?.open);
    }
    async show() {
      if (this.showing) return;
      this.#dialog ??= this.#build();
      this.#dress();
      document.documentElement.append(this.#dialog);
      this.#dialog.showModal();
      this.dispatchEvent(new Event("show"));
    }
    async hide() {
      if (this.showing) this.#dialog.close();
    }
    async toggle() {
      return this.showing ? this.hide() : this.show();
    }
    disconnectedCallback() {
      this.#dialog?.remove();
    }

    #build() {
      const dialog = document.createElement("dialog");
      dialog.className = "sandbox-modal";
      dialog.addEventListener("close", () => {
        dialog.remove();
        this.dispatchEvent(new Event("hide"));
      });
      new MutationObserver(() => this.#dress()).observe(this, {
        childList: true,
        subtree: true,
        attributes: true,
      });
      return dialog;
    }

    /** Draws the title and the buttons again from the app's own. */
    #dress() {
      const bar = this.querySelector("ui-title-bar");
      const heading = document.createElement("h2");
      heading.textContent = bar?.getAttribute("title") ?? "";
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "Close";
      close.addEventListener("click", () => this.hide());
      const head = document.createElement("header");
      head.append(heading, close);
      const foot = document.createElement("footer");
      for (const own of bar?.querySelectorAll("button, a") ?? []) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = own.textContent;
        button.disabled = Boolean(own.disabled);
        if (own.getAttribute("variant") === "primary") button.className = "primary";
        button.addEventListener("click", () => own.click());
        foot.append(button);
      }
      this.#dialog.style.width = `min(${WIDTH[this.getAttribute("variant")] ?? WIDTH.base}, calc(100vw - 32px))`;
      this.#dialog.setAttribute("aria-label", heading.textContent || "Dialog");
      this.#dialog.replaceChildren(head, this.content, foot);
    }
  }
  customElements.define("ui-modal", Modal);

  const find = (id) =>
    document.getElementById(id) ?? bridge.notSimulated(`shopify.modal of the unknown id "${id}"`);
  bridge.modal = {
    show: async (id) => find(id).show(),
    hide: async (id) => find(id).hide(),
    toggle: async (id) => find(id).toggle(),
  };

  // A <style> node before hydration would not be the app's; an adopted sheet is no node.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`ui-nav-menu, ui-title-bar, ui-save-bar, ui-modal { display: none }
    .sandbox-modal { border: 0; border-radius: 14px; padding: 0; max-height: calc(100dvh - 48px); color: #2b211b;
      background: #fffdf9; box-shadow: 0 24px 60px rgb(43 33 27 / .35); font: 15px/1.5 "Avenir Next", "Segoe UI", system-ui, sans-serif }
    .sandbox-modal::backdrop { background: rgb(43 33 27 / .55) }
    .sandbox-modal > header, .sandbox-modal > footer { display: flex; gap: 10px; align-items: center; padding: 14px 18px }
    .sandbox-modal > header { border-bottom: 1px solid #e4d8c9; justify-content: space-between }
    .sandbox-modal > header h2 { margin: 0; font: 600 19px/1.3 "Iowan Old Style", Palatino, Georgia, serif }
    .sandbox-modal > footer { border-top: 1px solid #e4d8c9; justify-content: flex-end }
    .sandbox-modal > header button, .sandbox-modal > footer button { font: inherit; padding: 7px 14px; border-radius: 99px;
      border: 1px solid #b9a48f; background: none; color: inherit; cursor: pointer }
    .sandbox-modal > footer button.primary { background: #9c3f22; border-color: #9c3f22; color: #fff }`);
  document.adoptedStyleSheets.push(sheet);
})();

// What the admin frame shows of the app: navigation, title bar, save bar, path.
(() => {
  const bridge = window.__sandboxBridge;
  const SHOPIFYS = "embedded hmac host id_token locale session shop timestamp".split(" ");

  const links = () => [...document.querySelectorAll("ui-nav-menu a")];
  const titleBar = () =>
    [...document.querySelectorAll("ui-title-bar")].find((one) => !one.closest("ui-modal"));
  const actions = () => [...(titleBar()?.querySelectorAll("button, a") ?? [])];
  const isOn = (element, name) => element.hasAttribute(name) && element.getAttribute(name) !== "false";

  const isHere = (path, all) => {
    const fits = (one) => location.pathname === one || location.pathname.startsWith(`${one}/`);
    const best = all.filter(fits).sort((a, b) => b.length - a.length)[0];
    return path === best;
  };

  const navigation = () => {
    const paths = links().map((link) => new URL(link.href).pathname);
    return links().map((link, i) => ({
      label: link.textContent.trim(),
      isHome: link.rel === "home",
      isCurrent: isHere(paths[i], paths),
    }));
  };

  const title = () => ({
    text: titleBar()?.getAttribute("title") ?? "",
    actions: actions().map((one) => ({
      label: one.textContent.trim() || one.getAttribute("aria-label") || "",
      variant: one.getAttribute("variant") ?? "",
      tone: one.getAttribute("tone") ?? "",
      isDisabled: Boolean(one.disabled),
      isLoading: isOn(one, "loading"),
    })),
  });

  const path = () => {
    const query = new URLSearchParams(location.search);
    for (const name of SHOPIFYS) query.delete(name);
    return location.pathname + (query.size > 0 ? `?${query}` : "") + location.hash;
  };

  let last = "";
  /** Tells the admin frame how the page stands, when that has changed. */
  bridge.sync = () => {
    const state = { navigation: navigation(), title: title(), path: path(), saveBar: bridge.saveBarState() };
    const text = JSON.stringify(state);
    if (text === last) return;
    last = text;
    bridge.post("state", { state });
  };

  bridge.on("navigate", ({ index }) => {
    links()[index]?.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true }));
  });
  bridge.on("action", ({ index }) => actions()[index]?.click());
  bridge.on("hello", () => {
    last = "";
    bridge.sync();
  });

  bridge.watch = () => {
    const see = { childList: true, subtree: true, attributes: true, characterData: true };
    new MutationObserver(bridge.sync).observe(document.documentElement, see);
    for (const name of ["pushState", "replaceState"]) {
      const original = history[name].bind(history);
      history[name] = (...given) => {
        original(...given);
        bridge.sync();
      };
    }
    addEventListener("popstate", () => setTimeout(bridge.sync));
    bridge.sync();
  };
})();

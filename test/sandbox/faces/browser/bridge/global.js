// The global `shopify`, and what App Bridge does by itself when a page loads.
(() => {
  const bridge = window.__sandboxBridge;
  const { config, params, isTop } = bridge;
  let toasts = 0;
  const onToast = new Map();

  /** An object whose missing members say so, instead of being undefined. */
  const strict = (name, members) =>
    new Proxy(members, {
      get(target, key) {
        if (key in target || typeof key === "symbol" || key === "then" || key === "toJSON")
          return target[key];
        return bridge.notSimulated(`${name}.${key}`);
      },
    });

  const toast = {
    show(message, options = {}) {
      const id = `toast-${++toasts}`;
      const { duration = 5000, isError = false, action = null, onAction, onDismiss } = options;
      onToast.set(id, { onAction, onDismiss });
      bridge.post("toast", { toast: { id, message, duration, isError, action } });
      return id;
    },
    hide(id) {
      bridge.post("toastHide", { id });
    },
  };
  bridge.on("toastAction", ({ id }) => onToast.get(id)?.onAction?.());
  bridge.on("toastGone", ({ id }) => {
    onToast.get(id)?.onDismiss?.();
    onToast.delete(id);
  });

  window.shopify = strict("shopify", {
    config: {
      apiKey: bridge.apiKey,
      shop: config.shop,
      host: params.get("host") ?? btoa(`admin.shopify.com/store/${bridge.store}`).replace(/=+$/, ""),
      locale: params.get("locale") ?? "en",
    },
    origin: config.admin,
    ready: Promise.resolve(),
    environment: { mobile: false, embedded: !isTop, pos: false, intent: false },
    idToken: bridge.idToken,
    loading: (isLoading = true) => bridge.post("loading", { isLoading }),
    toast: strict("shopify.toast", toast),
    saveBar: strict("shopify.saveBar", bridge.saveBar),
    modal: strict("shopify.modal", bridge.modal),
    resourcePicker: bridge.resourcePicker,
    scopes: strict("shopify.scopes", {
      query: async () => ({ granted: config.granted, required: config.granted, optional: [] }),
    }),
  });

  // The bounce page of the library: fetch a token, go back with it.
  const reload = params.get("shopify-reload");
  if (reload && !isTop) {
    const url = new URL(bridge.localAddress(reload));
    if (url.origin === location.origin) {
      bridge.idToken().then((token) => {
        url.searchParams.set("id_token", token);
        location.replace(url);
      });
    }
    return;
  }
  if (isTop && (params.get("shop") || reload)) {
    const path = reload ? new URL(bridge.localAddress(reload)).pathname : location.pathname;
    location.replace(`${config.admin}/store/${bridge.store}/apps/${bridge.apiKey}${path}`);
    return;
  }
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", bridge.watch);
  else bridge.watch();
})();

// The iframe's side of the stand-in of App Bridge. The parts of this folder are served as one script, in order.
(() => {
  const config = "__CONFIG__";
  const params = new URLSearchParams(location.search);
  const isTop = parent === window;
  const store = config.shop.split(".")[0];
  const listeners = new Map();
  const answers = new Map();
  let count = 0;

  /** Tells the admin frame something. */
  const post = (kind, rest = {}) => {
    if (!isTop) parent.postMessage({ sandbox: kind, ...rest }, config.admin);
  };
  /** Asks the admin frame something and waits for its answer. */
  const ask = (kind, rest = {}) =>
    new Promise((resolve) => {
      const id = ++count;
      answers.set(id, resolve);
      post(kind, { ...rest, id });
    });
  const on = (kind, listener) => listeners.set(kind, listener);

  addEventListener("message", (event) => {
    const message = event.data;
    if (event.origin !== config.admin || event.source !== parent || !message?.sandbox) return;
    if (message.sandbox === "answer") {
      answers.get(message.id)?.(message.value);
      answers.delete(message.id);
    } else listeners.get(message.sandbox)?.(message);
  });

  /** Where an address that the app or its library believes in lives here. */
  const localAddress = (address) => {
    const url = new URL(address, location.href);
    const rest = url.pathname + url.search + url.hash;
    if (url.protocol === "shopify:") {
      return `${config.admin}/store/${store}/${url.href.replace(/^shopify:\/*(admin\/?)?/i, "")}`;
    }
    if (url.origin === config.app) return location.origin + rest;
    if (url.origin === "https://admin.shopify.com") return config.admin + rest;
    if (url.origin === `https://${config.shop}` && /^\/admin(?=\/|$)/.test(url.pathname))
      return `${config.admin}/store/${store}${rest.slice(6)}`;
    if (config.hosts.some((host) => url.origin === `https://${host}`)) return config.storefront + rest;
    return url.href;
  };
  const isElsewhere = (address) => localAddress(address) !== new URL(address, location.href).href;
  const notSimulated = (what) => {
    throw new Error(`not simulated: ${what}`);
  };

  window.__sandboxBridge = {
    apiKey: document.currentScript?.dataset.apiKey ?? "",
    ...{ config, params, isTop, store, post, ask, on, localAddress, isElsewhere, notSimulated },
    idToken: () => ask("idToken"),
  };
})();

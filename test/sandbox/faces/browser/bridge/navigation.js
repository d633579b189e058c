// Addresses and requests: what leaves the iframe goes where Shopify would have taken it.
(() => {
  const bridge = window.__sandboxBridge;
  const { localAddress, isElsewhere, isTop } = bridge;
  const openWindow = window.open.bind(window);

  const go = (address, target) => {
    const url = localAddress(address);
    if (["_top", "_parent"].includes(target) && !isTop) bridge.post("open", { url });
    else if (target === "_self") location.assign(url);
    else return openWindow(url, target);
    return null;
  };
  window.open = (address = "", target = "_blank") => go(address, target);

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || !isElsewhere(link.href)) return;
    event.preventDefault();
    go(link.href, link.target || (link.protocol === "shopify:" ? "_top" : "_self"));
  });

  // location.href = "https://..." cannot be patched; the Navigation API can catch it.
  window.navigation?.addEventListener("navigate", (event) => {
    const { url } = event.destination;
    if (!event.cancelable || !/^https:/.test(url) || !isElsewhere(url)) return;
    event.preventDefault();
    location.assign(localAddress(url));
  });

  const bare = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const first =
      input instanceof Request ? new Request(input, init) : new Request(localAddress(input), init);
    if (new URL(first.url).origin !== location.origin) return bare(input, init);
    const second = first.clone();
    const send = async (request) => {
      const headers = new Headers(request.headers);
      headers.set("Authorization", `Bearer ${await bridge.idToken()}`);
      headers.set("X-Requested-With", "XMLHttpRequest");
      return bare(new Request(request, { headers }));
    };
    let response = await send(first);
    if (response.status === 401 && response.headers.get("X-Shopify-Retry-Invalid-Session-Request")) {
      response = await send(second);
    }
    const away = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (!away) return response;
    go(away, "_top");
    return new Promise(() => {});
  };

  bridge.go = go;
})();

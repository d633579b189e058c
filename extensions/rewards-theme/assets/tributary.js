/*
 * Tributary in the storefront: remembers by which creator's link a visitor came, if they consent, and greets them.
 * It never throws, never waits for longer than 3 s, and the page is the same without it.
 */
(() => {
  // Both blocks bring this file; themes may bring it twice.
  if (window.__tributary) return;
  window.__tributary = true;

  const VISITS = "__trb";
  const WRITTEN = "__trb_cart";
  const REF = "__trb_ref";
  const MOST = 10;
  const PATIENCE = 3000;
  const query = new URLSearchParams(location.search);
  const isVisit = (text) => typeof text === "string" && /^vi_[0-9a-z]{20}$/.test(text);
  const slugIn = (text) =>
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/i.test(text || "") ? text.toLowerCase() : "";
  const visit = query.get("trb") || "";
  const slug = slugIn(query.get("ref"));
  const shopify = () => window.Shopify || {};

  /** Storage may be full, or forbidden even to look at. */
  const recall = (store, key) => {
    try {
      return window[store].getItem(key) || "";
    } catch {
      return "";
    }
  };
  const keep = (store, key, text) => {
    try {
      if (text) window[store].setItem(key, text);
      else window[store].removeItem(key);
    } catch {}
  };
  const visits = () => {
    try {
      return JSON.parse(recall("localStorage", VISITS)).filter(isVisit);
    } catch {
      return [];
    }
  };

  /** The JSON of an answer, null for anything else; whatever happens, within 3 s. */
  const ask = async (url, body) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    const post = body && { method: "POST", headers, body: JSON.stringify(body) };
    try {
      const answer = await fetch(url, { ...post, signal: stop.signal });
      return answer.ok && answer.status !== 204 ? await answer.json() : null;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  };
  /** The merchant may have moved the proxy, but never to another host. */
  const proxyOf = ({ dataset }) =>
    /^\/\w/.test(dataset.proxy || "") ? dataset.proxy.replace(/\/+$/, "") : "";
  const inShop = (path) => (shopify().routes?.root || "/") + path;

  const isAllowed = () => {
    try {
      return shopify().customerPrivacy.marketingAllowed() === true;
    } catch {
      return false;
    }
  };

  async function remember(proxy) {
    let made = isVisit(visit) ? visit : "";
    if (!made && slug && recall("sessionStorage", REF) !== slug) {
      const { visit: issued } = (await ask(`${proxy}/visit`, { ref: slug })) || {};
      if (isVisit(issued)) made = issued;
    }
    // They may have changed their mind meanwhile.
    if (!isAllowed()) return forget();
    if (made) {
      const all = [...visits().filter((each) => each !== made), made].slice(-MOST);
      keep("localStorage", VISITS, JSON.stringify(all));
      if (slug) keep("sessionStorage", REF, slug);
    }
    const known = visits().join(",");
    if (!known) return;
    const { token } = (await ask(inShop("cart.js"))) || {};
    if (!token || !isAllowed() || recall("localStorage", WRITTEN) === `${token} ${known}`) return;
    // Private attributes cannot be read back, so all that is known is written, into each new cart again.
    const cart = await ask(inShop("cart/update.js"), { attributes: { [VISITS]: known } });
    if (cart) keep("localStorage", WRITTEN, `${cart.token} ${known}`);
    if (!isAllowed()) await forget();
  }

  async function forget() {
    keep("localStorage", VISITS, "");
    keep("sessionStorage", REF, "");
    if (!recall("localStorage", WRITTEN)) return;
    if (await ask(inShop("cart/update.js"), { attributes: { [VISITS]: "" } }))
      keep("localStorage", WRITTEN, "");
  }

  function follow(proxy) {
    const isConcerned =
      isVisit(visit) || slug || recall("localStorage", VISITS) || recall("localStorage", WRITTEN);
    if (!proxy || !isConcerned) return;
    let last = Promise.resolve();
    const settle = () => {
      if (shopify().customerPrivacy) last = last.then(() => (isAllowed() ? remember(proxy) : forget()));
    };
    document.addEventListener("visitorConsentCollected", settle);
    if (shopify().customerPrivacy || !shopify().loadFeatures) return settle();
    shopify().loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], settle);
  }

  /** A number in the page's language; as it came where the browser does not know how. */
  function inWords(value, style) {
    try {
      const locale = shopify().locale || document.documentElement.lang || undefined;
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...style }).format(value);
    } catch {
      return `${value} ${style.currency || "%"}`;
    }
  }
  function offerIn({ kind, value, currency }) {
    if (kind === "percent") return inWords(value / 100, { style: "percent" });
    const money = {
      style: "currency",
      currency,
      trailingZeroDisplay: "stripIfInteger",
      maximumFractionDigits: undefined,
    };
    return inWords(value, money);
  }

  async function greet(box) {
    const isEdited = shopify().designMode;
    const sent = slug || slugIn(recall("sessionStorage", REF));
    const proxy = proxyOf(box);
    if (!isEdited && (box.hidden || "filled" in box.dataset)) return;
    const sample = {
      name: "Ada Lovelace",
      first: "Ada",
      offer: { kind: "percent", value: "10" },
      code: "ADA10",
    };
    const url = `${proxy}/greeting?ref=${encodeURIComponent(sent)}`;
    const told = isEdited ? sample : proxy && sent && (await ask(url));
    const [line, note] = box.children;
    if (told?.name) {
      const { sent: bare, off, shipping, code, limited } = box.dataset;
      const { offer } = told;
      const text = !offer
        ? bare
        : offer.kind === "free-shipping"
          ? shipping
          : off.replace("[offer]", () => offerIn(offer));
      line.textContent = text.replace("[name]", () => told[box.dataset.name] || told.name);
      const notes = [told.code && code.replace("[code]", () => told.code), told.limited && limited];
      note.textContent = notes.filter(Boolean).join(" · ");
    }
    box.hidden = false;
    box.dataset.filled = "";
  }
  const greetAll = () =>
    document.querySelectorAll(".tributary-greeting__box").forEach((box) => void greet(box));

  const begin = () => {
    const embed = document.querySelector("[data-tributary-embed]");
    if (embed) follow(proxyOf(embed));
    greetAll();
    // The theme editor renders sections anew.
    document.addEventListener("shopify:section:load", greetAll);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();

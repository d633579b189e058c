// What Shopify puts into every page of a storefront: the global `Shopify`, before any script of theme or apps.
(() => {
  const config = JSON.parse(document.getElementById("storefront-config").textContent);
  const scripts = {};

  const load = ({ name, version }) => {
    if (name !== "consent-tracking-api" || version !== "0.1")
      return Promise.reject(new Error(`not simulated: the feature ${name} ${version}`));
    scripts[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = config.consentApi;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${name} did not load`));
      document.head.append(script);
    });
    return scripts[name];
  };

  window.Shopify = {
    shop: config.shop,
    locale: config.locale,
    currency: { active: config.currency, rate: "1.0" },
    country: config.country,
    routes: { root: "/" },
    /** Loads parts of Shopify that a page does not have from the beginning; calls back with an error or nothing. */
    loadFeatures(features, done = () => {}) {
      Promise.all(features.map(load)).then(
        () => done(),
        (error) => done(error),
      );
    },
  };
})();

// Shopify's customer privacy API: loaded only when somebody asks for it, so a moment after the page.
(() => {
  const config = JSON.parse(document.getElementById("storefront-config").textContent);
  let said = config.consent;

  const isAllowed = () => (config.needsConsent ? said === "granted" : said !== "declined");
  const word = () => (said === null ? "" : said === "granted" ? "yes" : "no");
  const detail = () => ({
    marketingAllowed: isAllowed(),
    analyticsAllowed: isAllowed(),
    preferencesAllowed: isAllowed(),
    saleOfDataAllowed: isAllowed(),
  });

  /** Keeps one answer for all purposes: they are granted or declined together here. */
  async function setTrackingConsent(consent, done = () => {}) {
    const wishes = [consent.marketing, consent.analytics].filter((one) => one !== undefined);
    const isGranted = wishes.length > 0 && wishes.every(Boolean);
    try {
      const body = new URLSearchParams({
        consent: isGranted ? "granted" : "declined",
        page: location.pathname + location.search,
        referrer: document.referrer,
        by: "api",
      });
      const response = await fetch("/__storefront/consent", { method: "POST", body });
      if (!response.ok) throw new Error(`The storefront answered ${response.status}.`);
    } catch (error) {
      done({ error: error.message });
      return;
    }
    said = isGranted ? "granted" : "declined";
    document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail: detail() }));
    done();
  }

  window.Shopify.customerPrivacy = {
    marketingAllowed: isAllowed,
    analyticsProcessingAllowed: isAllowed,
    preferencesProcessingAllowed: isAllowed,
    saleOfDataAllowed: isAllowed,
    userCanBeTracked: isAllowed,
    shouldShowBanner: () => config.needsConsent && said === null,
    shouldShowGDPRBanner: () => config.needsConsent && said === null,
    currentVisitorConsent: () => ({
      marketing: word(),
      analytics: word(),
      preferences: word(),
      sale_of_data: word(),
    }),
    getRegion: () => (config.needsConsent ? "DEBE" : "USCA"),
    setTrackingConsent,
  };
})();

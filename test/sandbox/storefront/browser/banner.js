// The shop's own consent banner: asks once, and can be opened again.
const element = (id) => document.getElementById(id);
const banner = element("consent");
const again = element("consent-again");

function show(isOpen) {
  banner.hidden = !isOpen;
  again.setAttribute("aria-expanded", String(isOpen));
}

function say(consent) {
  element("consent-state").textContent = element("consent-state").dataset[consent];
}

// Chosen here, the page stays as it is; without scripts the form is sent.
banner.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const isGranted = event.submitter.value === "granted";
  window.Shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], (error) => {
    if (error) return event.target.submit();
    window.Shopify.customerPrivacy.setTrackingConsent(
      { marketing: isGranted, analytics: isGranted, preferences: isGranted, sale_of_data: isGranted },
      (refusal) => {
        if (refusal) return;
        say(event.submitter.value);
        const hadFocus = banner.contains(document.activeElement);
        show(false);
        // The button is at the foot of the page, which shall stay where it was read.
        if (hadFocus) again.focus({ preventScroll: true });
      },
    );
  });
});

again.addEventListener("click", () => {
  show(banner.hidden);
  if (!banner.hidden) banner.focus();
});

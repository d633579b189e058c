import { escapeHtml, header, wholePage } from "#test/sandbox/faces/html.ts";
import type { Progress } from "#test/sandbox/faces/progress.ts";

type Door = { label: string; href: string; about: string };

/** The page a newcomer opens first: what there is, and how far the playing is. */
export function homePage(
  shop: { name: string; domain: string },
  adminPath: string,
  storefront: string,
  progress: Progress,
): string {
  const links = progress.links ?? [];
  const doors: Door[] = [
    {
      label: "Admin",
      href: adminPath,
      about: "The app as the merchant sees it, in a stand-in of the admin.",
    },
    {
      label: "Storefront",
      href: storefront,
      about: "The shop as a shopper sees it, with the app's blocks: consent, cart, checkout, account.",
    },
    {
      label: "Controls",
      href: "/controls",
      about: "Buy as a shopper, with a creator's code. Refund, edit, merge customers, uninstall the app.",
    },
    { label: "Mailbox", href: "/mailbox", about: "What the app mailed to creators. It goes no further." },
    ...links,
  ];
  const door = ({ label, href, about }: Door) =>
    `<li><a class="card" href="${escapeHtml(href)}"><strong>${escapeHtml(label)}</strong><span>${escapeHtml(about)}</span></a></li>`;
  const figure = (id: string, label: string) => `<div><dt>${label}</dt><dd id="${id}">–</dd></div>`;
  const body = `${header("home", adminPath)}<main id="main"><header><h1>A shop to play with</h1>
<p class="lead">${escapeHtml(shop.name)} (${escapeHtml(shop.domain)}) lives on this machine alone. Tributary is installed and runs
unchanged; everything it would ask of Shopify is answered here.</p></header>
<section class="card" aria-label="Progress"><div class="progress-line"><p><strong id="phase" role="status">${escapeHtml(progress.phase)}</strong></p><p id="count"></p></div>
<progress id="meter" aria-label="Orders played" max="1" value="0"></progress>
<p class="hint" id="note">${escapeHtml(progress.note ?? "")}</p>
<dl class="figures">${figure("orders", "Orders placed")}${figure("acknowledged", "Webhooks taken")}${figure("waiting", "On their way")}${figure("failed", "Given up")}</dl></section>
<ul class="doors" id="doors" data-links="${escapeHtml(JSON.stringify(links))}">${doors.map(door).join("")}</ul></main>`;
  return wholePage({ title: "Tributary sandbox", kind: "home", script: "home.js", body });
}

/** A plain page for what a browser asks of Shopify and nothing here plays. */
export function missingPage(adminPath: string, what: string): string {
  const body = `${header("home", adminPath)}<main id="main"><header><h1>Not part of the sandbox</h1>
<p class="lead">On Shopify this would be <code>${escapeHtml(what)}</code>. Nothing plays it here.</p></header>
<p><a class="button" href="${escapeHtml(adminPath)}">Back to the app</a></p></main>`;
  return wholePage({ title: "Not part of the sandbox", kind: "missing", body });
}

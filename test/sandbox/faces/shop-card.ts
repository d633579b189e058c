import { hidden } from "#test/sandbox/faces/form.ts";
import { escapeHtml, header, wholePage } from "#test/sandbox/faces/html.ts";
import type { ShopLife } from "#test/sandbox/shop-life.ts";

/** The shop: the app goes and comes back, its tokens end, and the law asks to erase what it kept. */
export function shopCard(life: ShopLife, appName: string): string {
  const app = escapeHtml(appName);
  const button = (act: string, label: string, kind = "") =>
    `<form method="post" action="/controls/shop/${act}"><div><button class="${kind}">${label}</button></div></form>`;
  const forms = life.isInstalled()
    ? [button("end-tokens", "End every access token"), button("uninstall", `Uninstall ${app}`, "critical")]
    : [button("install", `Install ${app} again`, "primary")];
  if (life.uninstalledAt() !== null) forms.push(button("redact", "Send shop/redact", "critical"));
  const state = life.isInstalled()
    ? `${app} is installed.`
    : `${app} is not installed. The shop goes on; the app is not told.`;
  const hint =
    life.uninstalledAt() === null
      ? ""
      : `<p class="hint">Shopify sends shop/redact 48 hours after the uninstall; here it is sent at once, dated then.${life.isErased() ? " It was sent." : ""}</p>`;
  return `<section class="card" aria-labelledby="shop"><h2 id="shop">The shop</h2><p>${state}</p>
<div class="acts">${forms.join("")}</div>${hint}</section>`;
}

/** What the admin shows in the place of an app that the shop does not have. */
export function notInstalledPage(appName: string, adminPath: string): string {
  const app = escapeHtml(appName);
  const body = `${header("home", adminPath)}<main id="main"><header><h1>${app} is not installed</h1>
<p class="lead">The shop goes on without it. When it is installed again, it catches up on what it was not told.</p></header>
<form method="post" action="/controls/shop/install">${hidden("back", "admin")}<div><button class="primary">Install ${app}</button></div></form></main>`;
  return wholePage({ title: `${appName} is not installed`, kind: "missing", body });
}

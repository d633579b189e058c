import { createHmac } from "node:crypto";
import { makeIdToken } from "#test/sandbox/admin-api/id-token.ts";
import { escapeHtml, jsonForHtml, wholePage } from "#test/sandbox/faces/html.ts";

/** What the admin frame has to know. */
export type AdminFrame = {
  readonly appOrigin: string;
  readonly app: { readonly key: string; readonly secret: string };
  readonly domain: string;
  readonly shopName: string;
  readonly appName: string;
};

/** The path of the embedded app in the admin: `/store/demo/apps/<key>`. */
export function framePath(frame: Pick<AdminFrame, "domain" | "app">): string {
  return `/store/${frame.domain.split(".")[0]}/apps/${frame.app.key}`;
}

/** Where in the app an admin path leads; null when it is not the app's, `/app` for its base. */
export function appPathOf(frame: AdminFrame, path: string): string | null {
  const base = framePath(frame);
  if (path === base || path === `${base}/`) return "/app";
  return path.startsWith(`${base}/`) ? path.slice(base.length) : null;
}

/** The admin page around the app: sidebar, title, save bar, toasts; the app itself in a frame. */
export function framePage(frame: AdminFrame, appPath: string, search: string): string {
  const query = signedQuery(frame, new URLSearchParams(search));
  const config = { appOrigin: frame.appOrigin, base: framePath(frame), shop: frame.domain };
  const body = `<a class="skip" href="#title">Skip to the app</a>
<div class="loading" id="loading" role="progressbar" aria-label="Loading" hidden></div>
<aside class="side" id="side">
  <div class="side-head"><a class="mark" href="/"><img src="/__sandbox/mark.svg" alt="" width="26" height="26"><span>${escapeHtml(frame.shopName)}</span></a>
  <button type="button" class="menu-button" id="menu-button" aria-expanded="false" aria-controls="side-nav">Menu</button></div>
  <nav id="side-nav" aria-label="Admin">
    <p class="side-app"><button type="button" id="app-home">${escapeHtml(frame.appName)}</button></p>
    <ul id="nav"></ul>
    <ul class="side-foot"><li><a href="/">Sandbox home</a></li><li><a href="/controls">Controls</a></li><li><a href="/mailbox">Mailbox</a></li></ul>
  </nav>
</aside>
<main class="stage">
  <header class="bar" id="bar"><div class="bar-title"><button type="button" id="back" class="quiet" hidden></button>
    <h1 id="title" tabindex="-1">${escapeHtml(frame.appName)}</h1></div><div class="bar-actions" id="actions" role="group" aria-label="Page actions"></div></header>
  <section class="save" id="save" aria-label="Unsaved changes" hidden><p id="save-text">Unsaved changes</p>
    <div><button type="button" id="discard" class="quiet">Discard</button><button type="button" id="save-now" class="primary">Save</button></div></section>
  <iframe id="app" name="app-iframe" title="${escapeHtml(frame.appName)}" src="${escapeHtml(`${frame.appOrigin}${appPath}?${query}`)}" allow="clipboard-write"></iframe>
</main>
<div class="toasts"><div id="alerts" role="alert"></div><div id="toasts" role="status" aria-live="polite"></div></div>
<dialog id="ask" aria-labelledby="ask-title"><h2 id="ask-title">Discard all unsaved changes?</h2>
  <p>What you changed since you last saved will be gone.</p>
  <form method="dialog"><button value="no" class="quiet">Keep editing</button><button value="yes" class="primary">Discard changes</button></form></dialog>
<script type="application/json" id="config">${jsonForHtml(config)}</script>`;
  return wholePage({
    title: `${frame.appName} · ${frame.shopName}`,
    kind: "admin",
    script: "admin.js",
    body,
  });
}

/** The query Shopify adds to the first load of an embedded app, signed. */
export function signedQuery(frame: AdminFrame, own: URLSearchParams): URLSearchParams {
  const store = frame.domain.split(".")[0];
  const query = new URLSearchParams(own);
  const given = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${store}`).toString("base64").replace(/=+$/, ""),
    id_token: makeIdToken(frame.app, frame.domain),
    locale: "en",
    session: "sandbox",
    shop: frame.domain,
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  for (const [key, value] of Object.entries(given)) query.set(key, value);
  query.delete("hmac");
  const text = [...query].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  query.set("hmac", createHmac("sha256", frame.app.secret).update(text.join("&")).digest("hex"));
  return query;
}

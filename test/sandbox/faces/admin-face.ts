import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { makeIdToken } from "#test/sandbox/admin-api/id-token.ts";
import { type AdminFrame, appPathOf, framePage, framePath } from "#test/sandbox/faces/admin-frame.ts";
import { type ControlsOf, createControls } from "#test/sandbox/faces/controls.ts";
import { guard, onlyFrom, ownPage } from "#test/sandbox/faces/face.ts";
import { homePage, missingPage } from "#test/sandbox/faces/home-page.ts";
import type { Progress } from "#test/sandbox/faces/progress.ts";
import { listResources } from "#test/sandbox/faces/resources.ts";
import { notInstalledPage } from "#test/sandbox/faces/shop-card.ts";
import { type MailboxFace, serveMailbox } from "#test/sandbox/mailbox/mailbox-face.ts";
import { Refused, send, sendJson } from "#test/sandbox/network/body.ts";
import type { DeliveryCounts } from "#test/sandbox/webhooks/deliveries.ts";

/** What the face at 4400 shows. */
export type AdminFace = {
  readonly frame: AdminFrame;
  readonly controls: ControlsOf;
  readonly mail: MailboxFace;
  progress(): Progress;
  webhooks(): DeliveryCounts;
};

const HTML = "text/html; charset=utf-8";
const FILES: Record<string, string> = {
  "look.css": "text/css; charset=utf-8",
  "pages.css": "text/css; charset=utf-8",
  "controls.css": "text/css; charset=utf-8",
  "admin.css": "text/css; charset=utf-8",
  "mailbox.css": "text/css; charset=utf-8",
  "toasts.css": "text/css; charset=utf-8",
  "picker.css": "text/css; charset=utf-8",
  "admin.js": "text/javascript; charset=utf-8",
  "toasts.js": "text/javascript; charset=utf-8",
  "picker.js": "text/javascript; charset=utf-8",
  "controls.js": "text/javascript; charset=utf-8",
  "home.js": "text/javascript; charset=utf-8",
  "mark.svg": "image/svg+xml",
};

/** Home, the admin frame and Controls, at one address. */
export function adminFace(face: AdminFace): RequestListener {
  const { frame } = face;
  const { origin, adminPath } = face.controls;
  const controls = createControls(face.controls);

  function page(response: ServerResponse, path: string, search: string) {
    const own = (body: string, frames?: string) => send(response, 200, HTML, body, ownPage(frames));
    const { settings } = face.controls.shop;
    if (path === "/")
      return own(homePage(settings, adminPath, face.controls.storefront.origin, face.progress()));
    const appPath = appPathOf(frame, path);
    if (appPath !== null && !face.controls.life.isInstalled())
      return own(notInstalledPage(frame.appName, adminPath));
    if (appPath !== null) return own(framePage(frame, appPath, search), frame.appOrigin);
    if (/^\/(store|storefront)(\/|$)/.test(path)) return own(missingPage(framePath(frame), path));
    throw new Refused(404, "There is no such page.");
  }

  return guard(origin, (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", origin);
    const path = url.pathname;
    if (path === "/controls" || path.startsWith("/controls/")) return controls(request, response, path);
    if (path === "/__token" && request.method === "POST") {
      onlyFrom(request, origin);
      if (!face.controls.life.isInstalled()) throw new Refused(404, `${frame.appName} is not installed.`);
      return send(response, 200, "text/plain", makeIdToken(frame.app, frame.domain), {
        "cache-control": "no-store",
      });
    }
    if (request.method !== "GET" && request.method !== "HEAD")
      throw new Refused(405, "Only GET is known here.");
    if (/^\/mailbox(\/|$)/.test(path)) return serveMailbox(face.mail, path, adminPath, response);
    if (path === "/__resources")
      return sendJson(response, listResources(url.searchParams, face.controls.shop));
    if (path === "/status.json") {
      const { orderCount } = face.controls.shop;
      return sendJson(response, { progress: face.progress(), webhooks: face.webhooks(), orders: orderCount });
    }
    const file = path.startsWith("/__sandbox/") ? path.slice("/__sandbox/".length) : "";
    const type = FILES[file];
    if (type) {
      const body = readFileSync(new URL(`./browser/${file}`, import.meta.url));
      return send(response, 200, type, body, {
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      });
    }
    if (path === "/favicon.ico") return response.writeHead(204).end();
    return page(response, path, url.search);
  });
}

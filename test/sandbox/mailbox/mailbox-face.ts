import type { ServerResponse } from "node:http";
import { ownPage } from "#test/sandbox/faces/face.ts";
import { type Rewrite, rewriteText } from "#test/sandbox/faces/rewrite.ts";
import type { Mail, Mailbox } from "#test/sandbox/mailbox/mailbox.ts";
import { FRAME_HEADERS, mailboxPage, mailHtml, mailPage } from "#test/sandbox/mailbox/mailbox-page.ts";
import { Refused, send } from "#test/sandbox/network/body.ts";

/** What the mailbox's pages need: the mails, and by what their addresses lead to the faces of the sandbox. */
export type MailboxFace = { readonly mailbox: Mailbox; readonly addresses: readonly Rewrite[] };

const HTML = "text/html; charset=utf-8";

/** Serves the mailbox: the list, a mail, and a mail's HTML for its frame. */
export function serveMailbox(
  { mailbox, addresses }: MailboxFace,
  path: string,
  adminPath: string,
  response: ServerResponse,
): unknown {
  if (path === "/mailbox") return send(response, 200, HTML, mailboxPage(mailbox.all(), adminPath), ownPage());
  const [, number = "", isHtml] = /^\/mailbox\/(\d{1,6})(\/html)?$/.exec(path) ?? [];
  const mail = mailbox.get(Number(number));
  if (!mail) throw new Refused(404, "There is no such mail.");
  const shown = leadingHere(mail, addresses);
  if (isHtml) return send(response, 200, HTML, mailHtml(shown), FRAME_HEADERS);
  return send(response, 200, HTML, mailPage(shown, adminPath), ownPage("'self'"));
}

/** The app writes the address it believes it has; here it stands at another. */
function leadingHere(mail: Mail, addresses: readonly Rewrite[]): Mail {
  const here = (text: string) => rewriteText(text, addresses);
  return { ...mail, text: here(mail.text), html: mail.html === null ? null : here(mail.html) };
}

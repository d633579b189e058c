import { escapeHtml, header, wholePage } from "#test/sandbox/faces/html.ts";
import type { Mail } from "#test/sandbox/mailbox/mailbox.ts";

const WHEN = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** What the app mailed, newest first. */
export function mailboxPage(mails: readonly Mail[], adminPath: string): string {
  const item = ({ number, subject, to, at, times }: Mail) =>
    `<li><a class="card mail" href="/mailbox/${number}"><strong>${escapeHtml(subject || "(no subject)")}</strong>` +
    `<span>to ${escapeHtml(to)}</span><span class="price">${escapeHtml(WHEN.format(at))}${times > 1 ? ` · came ${times} times` : ""}</span></a></li>`;
  const list =
    mails.length === 0
      ? `<p class="card">Nothing yet. Open Recruiting in the admin, switch applications on, and apply at the address that stands there.</p>`
      : `<ul class="mails">${mails.map(item).join("")}</ul>`;
  const body = `${header("mailbox", adminPath)}<main id="main"><header><h1>Mailbox</h1>
<p class="lead">What the app mails goes no further than here. An address that begins with <code>bounce</code> is refused for ever, one that begins with <code>later</code> for now.</p></header>
${list}</main>`;
  return wholePage({ title: "Mailbox · Tributary sandbox", kind: "mailbox", body });
}

/** One mail: its headers, and both its bodies. The HTML stands in a frame that may do nothing but open links. */
export function mailPage(mail: Mail, adminPath: string): string {
  const headers = mail.headers
    .map(
      ({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
    )
    .join("");
  const html = mail.html
    ? `<section class="card"><h2>As HTML</h2><iframe src="/mailbox/${mail.number}/html" title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`
    : "";
  const body = `${header("mailbox", adminPath)}<main id="main"><header><p><a href="/mailbox">Mailbox</a></p><h1>${escapeHtml(mail.subject || "(no subject)")}</h1>
<p class="lead">From ${escapeHtml(mail.from)} to ${escapeHtml(mail.to)}, ${escapeHtml(WHEN.format(mail.at))}</p></header>
${html}<section class="card"><h2>As text</h2><pre tabindex="0">${escapeHtml(mail.text)}</pre></section>
<details class="card"><summary>Headers</summary><div class="wide"><table class="headers">${headers}</table></div></details></main>`;
  return wholePage({ title: `${mail.subject} · Mailbox`, kind: "mailbox", body });
}

/** The HTML of a mail for its frame; links open beside the sandbox. */
export const mailHtml = (mail: Mail): string =>
  (mail.html ?? "").replace(/<head>/i, '<head><base target="_blank">');

/** Headers of that frame: nothing is loaded, nothing runs, only the sandbox shows it. */
export const FRAME_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; " +
    "form-action 'none'; base-uri 'self'; frame-ancestors 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

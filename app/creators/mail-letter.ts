/** A part of a mail, as plain text and as HTML alike. Texts are plain: what people typed is shown as they typed it. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  /** What somebody wrote, set apart. */
  | { readonly kind: "quote"; readonly title: string; readonly text: string }
  /** One thing to take away, large: a code, or an address to open. */
  | {
      readonly kind: "keepsake";
      readonly title: string;
      readonly value: string;
      readonly note: string;
      readonly href?: string;
    }
  | { readonly kind: "steps"; readonly title: string; readonly steps: readonly string[] }
  | { readonly kind: "small"; readonly title: string; readonly text: string };

/** A mail's subject and both its bodies. */
export type WrittenMail = { readonly subject: string; readonly text: string; readonly html: string };

const INK = "#23302b";
const SOFT = "#5b6a63";
const LINE = "#dde3dc";
const LEAF = "#1f5c46";
const PAPER = "#f6f3ec";
const SERIF = "Georgia, 'Times New Roman', serif";
const SANS = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

/** Writes a mail out of its parts: `from` stands above them, `foot` below, small. */
export function writeMail({
  language,
  subject,
  from,
  parts,
  foot,
}: {
  language: string;
  subject: string;
  from: string;
  parts: readonly Part[];
  foot: readonly string[];
}): WrittenMail {
  const text = `${[...parts.map(asText), `-- \n${foot.join("\n")}`].join("\n\n")}\n`;
  const html = `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:0;background:${PAPER};color:${INK}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER}"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;font:16px/1.55 ${SANS};text-align:left">
<tr><td style="padding:0 4px 16px;font:600 20px/1.3 ${SERIF};color:${LEAF}">${escapeHtml(from)}</td></tr>
<tr><td style="background:#ffffff;border:1px solid ${LINE};border-radius:12px;padding:28px 28px 12px">
${parts.map(asHtml).join("\n")}
</td></tr>
<tr><td style="padding:18px 4px 0;font-size:13px;line-height:1.5;color:${SOFT}">${foot.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join("")}</td></tr>
</table></td></tr></table></body></html>
`;
  return { subject: subject.replace(/[\p{Cc}\s]+/gu, " ").trim(), text, html };
}

function asText(part: Part): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "quote":
      return `${part.title}\n\n${part.text.replace(/^/gm, "> ")}`;
    case "keepsake":
      return `${part.title}: ${part.value}\n${part.note}`;
    case "steps":
      return `${part.title}\n${part.steps.map((step, at) => `${at + 1}. ${step}`).join("\n")}`;
    case "small":
      return `${part.title}\n\n${part.text}`;
  }
}

function asHtml(part: Part): string {
  switch (part.kind) {
    case "text":
      return `<p style="margin:0 0 18px">${lines(part.text)}</p>`;
    case "quote":
      return `${heading(part.title)}<blockquote style="margin:0 0 20px;padding:2px 0 2px 16px;border-left:3px solid ${LEAF};font:17px/1.5 ${SERIF}">${lines(part.text)}</blockquote>`;
    case "keepsake":
      return keepsake(part);
    case "steps":
      return `${heading(part.title)}<ol style="margin:0 0 20px;padding:0 0 0 22px">${part.steps.map((step) => `<li style="margin:0 0 6px">${lines(step)}</li>`).join("")}</ol>`;
    case "small":
      return `<div style="margin:8px 0 16px;padding:16px 0 0;border-top:1px solid ${LINE};font-size:13px;line-height:1.5;color:${SOFT}"><p style="margin:0 0 8px;font-weight:600">${escapeHtml(part.title)}</p>${lines(part.text)}</div>`;
  }
}

function keepsake({ title, value, note, href }: Extract<Part, { kind: "keepsake" }>): string {
  const size = href ? `font:600 15px/1.4 ${SANS};word-break:break-all` : `font:600 26px/1.2 ${MONO}`;
  const shown = href
    ? `<a href="${escapeHtml(href)}" style="color:${LEAF}">${escapeHtml(value)}</a>`
    : escapeHtml(value);
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px"><tr><td style="background:${PAPER};border-radius:8px;padding:16px 18px">
<p style="margin:0 0 4px;font-size:13px;color:${SOFT}">${escapeHtml(title)}</p>
<p style="margin:0 0 6px;${size};color:${INK}">${shown}</p>
<p style="margin:0;font-size:14px;line-height:1.45;color:${SOFT}">${lines(note)}</p></td></tr></table>`;
}

const heading = (title: string) => `<p style="margin:0 0 8px;font-weight:600">${escapeHtml(title)}</p>`;

const lines = (text: string) => escapeHtml(text).replaceAll("\n", "<br>\n");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

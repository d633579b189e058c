/**
 * Hands mails to the mail server of SMTP_URL. It decides what a refusal means: of this mail for ever, or only for now.
 * It keeps nothing and tries nothing again: that is the outbox's.
 */
import { createTransport, type Transporter } from "nodemailer";
import { env } from "#app/env.server.ts";

/** A mail on its way: `id` makes its Message-ID, so that sending it twice is the same message twice. */
export type Letter = {
  readonly id: string;
  /** Whom the recipient sees as sender; the address is the app's own. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** Why a mail server did not take a letter: it never will, or not now. */
export type Refused = { readonly isForEver: boolean; readonly reason: string };

/** Posts a letter. @returns null when the mail server took it. @throws when it is not the letter's fault: no server, no login */
export type Post = (letter: Letter) => Promise<Refused | null>;

/** A mail server that says nothing for so long is not there. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** Anything else would be read, and rewritten, by the rules of a mail's header. */
const ONE_ADDRESS = /^[^@\s\p{C},;:<>()[\]"\\]+@[^@\s\p{C},;:<>()[\]"\\]+$/u;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

let opened: { readonly url: string; readonly transport: Transporter } | undefined;

/** The way to the mail server; null when the environment names none, or no address to send from. */
export function findPost(): Post | null {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL || !MAIL_FROM) return null;
  if (opened?.url !== SMTP_URL) opened = { url: SMTP_URL, transport: transportTo(SMTP_URL) };
  return postBy(opened.transport, MAIL_FROM);
}

/** Whether mails can be sent at all, as far as the environment says. */
export const canPost = (): boolean => Boolean(env().SMTP_URL && env().MAIL_FROM);

/**
 * Opens a way to a mail server: `smtp://user:password@host:587` (STARTTLS, which is asked for unless the server is on
 * this machine or the address ends in `?requireTLS=false`) or `smtps://...:465`.
 */
export function transportTo(address: string): Transporter {
  const url = new URL(address);
  const isSecure = url.protocol === "smtps:";
  const mayBeOpen = LOOPBACK.test(url.hostname) || url.searchParams.get("requireTLS") === "false";
  const auth = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : undefined;
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (isSecure ? 465 : 587)),
    secure: isSecure,
    requireTLS: !isSecure && !mayBeOpen,
    ...(auth && { auth }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Posts by an open way, from an address of our own. */
export function postBy(transport: Transporter, from: string): Post {
  const host = from.slice(from.lastIndexOf("@") + 1);
  return async ({ id, from: name, to, subject, text, html }) => {
    if (!ONE_ADDRESS.test(to)) return { isForEver: true, reason: "it is not one plain email address" };
    try {
      await transport.sendMail({
        from: { name, address: from },
        to: { name: "", address: to },
        envelope: { from, to: [to] },
        messageId: `<${id}@${host}>`,
        headers: { "Auto-Submitted": "auto-generated" },
        ...{ subject, text, html },
      });
      return null;
    } catch (error) {
      const reason = withoutAddress(reasonOf(error as SmtpError), to);
      if (isOfLetter(error as SmtpError)) return { isForEver: isForEver(error as SmtpError), reason };
      throw new Error(reason);
    }
  };
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string };

/** This recipient or this text was refused. What is wrong with us (the login, the sender) is ours to mend, and waits for it. */
const isOfLetter = ({ command, message }: SmtpError): boolean =>
  command === "RCPT TO" || command === "DATA" || message.startsWith("Invalid recipient");

/** RFC 5321, 4.2.1: a reply that begins with 5 is for ever, one that begins with 4 is not. */
const isForEver = ({ responseCode, message }: SmtpError): boolean =>
  responseCode === undefined ? message.startsWith("Invalid recipient") : responseCode >= 500;

const reasonOf = ({ response, message }: SmtpError): string =>
  (response ?? message).replace(/\s+/g, " ").slice(0, 300);

/** Servers repeat the address they refuse. Reasons are kept where a person who asks to be forgotten is not looked for. */
function withoutAddress(reason: string, address: string): string {
  const pattern = address.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return reason.replaceAll(new RegExp(pattern, "gi"), "…");
}

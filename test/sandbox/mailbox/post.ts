import { createMailbox, type Mailbox } from "#test/sandbox/mailbox/mailbox.ts";
import { openSmtp } from "#test/sandbox/mailbox/smtp.ts";
import type { Happening, Journal } from "#test/sandbox/order-life/journal.ts";

/** The mail server and the mailbox behind it. `environment` is what the app needs to mail by it. */
export type PostOffice = {
  readonly mailbox: Mailbox;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

/** Opens it on a port of this machine, with the mails that the journal says came before this start. */
export async function openPostOffice(
  port: number,
  happenings: readonly Happening[],
  journal: Journal,
  now: () => Date,
): Promise<PostOffice> {
  let isRestoring = true;
  const mailbox = createMailbox((raw, at) => {
    if (!isRestoring) journal.write({ mail: { raw: raw.toString("base64"), at } });
  });
  for (const happening of happenings)
    if ("mail" in happening) await mailbox.take(Buffer.from(happening.mail.raw, "base64"), happening.mail.at);
  isRestoring = false;
  const smtp = await openSmtp(mailbox, port, now);
  return {
    mailbox,
    environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "creators@tributary.example" },
    stop: smtp.stop,
  };
}

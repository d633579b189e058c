import { type ParsedMail, simpleParser } from "mailparser";

/** A mail that came in. `times` is how often: a message that comes again under its Message-ID is the same one. */
export type Mail = {
  readonly number: number;
  readonly at: Date;
  readonly times: number;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly html: string | null;
};

/** What was mailed to anybody, newest first. */
export type Mailbox = {
  all(): readonly Mail[];
  get(number: number): Mail | null;
  /** Takes a message as it came over the wire. */
  take(raw: Buffer, at: Date): Promise<void>;
};

/** An empty mailbox. `keep` is told each message that comes. */
export function createMailbox(keep: (raw: Buffer, at: Date) => void = () => {}): Mailbox {
  const mails: Mail[] = [];
  return {
    all: () => mails.toReversed(),
    get: (number) => mails[number - 1] ?? null,
    async take(raw, at) {
      const read = await simpleParser(raw);
      keep(raw, at);
      const known = mails.findIndex(({ id }) => id !== "" && id === read.messageId);
      const before = mails[known];
      if (before) mails[known] = { ...before, times: before.times + 1 };
      else mails.push(mailOf(read, mails.length + 1, at));
    },
  };
}

function mailOf(read: ParsedMail, number: number, at: Date): Mail {
  const addresses = (of: ParsedMail["to"]) =>
    [of ?? []]
      .flat()
      .map(({ text }) => text)
      .join(", ");
  return {
    ...{ number, at, times: 1, id: read.messageId ?? "" },
    from: read.from?.text ?? "",
    to: addresses(read.to),
    subject: read.subject ?? "",
    headers: read.headerLines.map(({ key, line }) => ({
      name: line.slice(0, key.length),
      value: line
        .slice(key.length + 1)
        .replace(/\r?\n\s+/g, " ")
        .trim(),
    })),
    text: read.text ?? "",
    html: read.html || null,
  };
}

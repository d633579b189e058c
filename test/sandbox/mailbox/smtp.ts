import { SMTPServer } from "smtp-server";
import type { Mailbox } from "#test/sandbox/mailbox/mailbox.ts";

/** A mail server on this machine that delivers nothing: what it takes goes into the mailbox. */
export type Smtp = { stop(): Promise<void> };

/** To whom it says no, as servers elsewhere do: for ever, or only for now. */
const NO: readonly (readonly [start: string, code: number, words: string])[] = [
  ["bounce", 550, "5.1.1 The mailbox does not exist"],
  ["later", 451, "4.2.1 The mailbox is busy, try again later"],
];
const MOST_BYTES = 2_000_000;

/** Starts it. Addresses that begin with "bounce" do not exist, and those that begin with "later" are busy. */
export async function openSmtp(mailbox: Mailbox, port: number, now: () => Date): Promise<Smtp> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    size: MOST_BYTES,
    onRcptTo({ address }, _session, done) {
      const no = NO.find(([start]) => address.startsWith(start));
      if (!no) return done();
      done(Object.assign(new Error(`${no[2]}: <${address}>`), { responseCode: no[1] }));
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mailbox.take(Buffer.concat(chunks), now()).then(
          () => done(),
          (error: Error) => done(error),
        );
      });
    },
  });
  server.on("error", (error: Error) => console.error("sandbox: the mail server:", error.message));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

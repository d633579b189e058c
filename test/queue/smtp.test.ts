import { createServer, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { type Letter, postBy, transportTo } from "#app/queue/smtp.server.ts";
import { createMailbox } from "#test/sandbox/mailbox/mailbox.ts";
import { openSmtp } from "#test/sandbox/mailbox/smtp.ts";
import { freePort } from "#test/sandbox/network/ports.ts";
import { at } from "#test/support/make.ts";

const raws: string[] = [];
const mailbox = createMailbox((raw) => void raws.push(raw.toString("utf8")));
const port = await freePort(6360);
const smtp = await openSmtp(mailbox, port, () => at("2026-03-10T12:00:00Z"));
afterAll(() => smtp.stop());
const post = postBy(transportTo(`smtp://127.0.0.1:${port}`), "creators@app.example");

const letter = (more: Partial<Letter> = {}): Letter => ({
  id: `ml_${"a".repeat(20)}`,
  from: "Tidewater",
  to: "ada@example.com",
  subject: "Willkommen, Zoë",
  text: "Your code is ADA10.\n",
  html: "<p>Your code is <b>ADA10</b>.</p>",
  ...more,
});

test("a letter arrives with text and HTML, in the shop's name, from the app's address", async () => {
  expect(await post(letter())).toBeNull();
  expect(mailbox.all()[0]).toMatchObject({
    id: `<ml_${"a".repeat(20)}@app.example>`,
    from: '"Tidewater" <creators@app.example>',
    to: "ada@example.com",
    subject: "Willkommen, Zoë",
    text: "Your code is ADA10.\n",
    html: "<p>Your code is <b>ADA10</b>.</p>",
  });
  const names = mailbox.all()[0]?.headers.map(({ name }) => name);
  expect(names).toContain("Auto-Submitted");
  expect(names?.filter((name) => name === "Message-ID")).toHaveLength(1);
});

test("sent twice, after a crash between yes and mark, it is the same message", async () => {
  const before = mailbox.all().length;
  await post(letter());
  expect(mailbox.all()).toHaveLength(before);
  expect(mailbox.all()[0]?.times).toBe(2);
});

test.each([
  ["the shop's name", { from: "Tide\r\nBcc: eve@evil.example\r\n\r\nwater" }],
  ["the subject", { subject: "Hi\r\nBcc: eve@evil.example\r\nX-Evil: 1" }],
  ["a quote in the name", { from: 'Tide" <eve@evil.example>, "water' }],
  ["an encoded word in the name", { from: "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=" }],
])("nothing in %s becomes a header or another recipient", async (_what, more) => {
  raws.length = 0;
  await post(letter({ id: `ml_${Math.random().toString(36).slice(2).padEnd(20, "0")}`, ...more }));
  const [head = ""] = (raws[0] ?? "").split("\r\n\r\n");
  const names = head
    .split("\r\n")
    .filter((line) => !/^\s/.test(line))
    .map((line) => line.split(":")[0]?.toLowerCase());
  expect(names.filter((name) => ["bcc", "x-evil", "cc"].includes(name ?? ""))).toEqual([]);
  expect(mailbox.all()[0]?.from).toContain("<creators@app.example>");
  expect(mailbox.all()[0]?.to).toBe("ada@example.com");
});

test.each([
  "ada@example.com\r\nRCPT TO:<eve@evil.example>",
  "ada@example.com>\r\nDATA",
  "ada@example.com, eve@evil.example",
])("an address that is more than an address (%j) is sent to nobody", async (to) => {
  const before = mailbox.all().length;
  const refused = await post(letter({ id: "ml_odd00000000000000000", to }));
  expect(refused).toEqual({ isForEver: true, reason: "it is not one plain email address" });
  expect(mailbox.all()).toHaveLength(before);
});

test("an address that does not exist is refused for ever, one that is busy for now; the address is kept to itself", async () => {
  expect(await post(letter({ to: "bounce@example.com" }))).toEqual({
    isForEver: true,
    reason: "550 5.1.1 The mailbox does not exist: <…>",
  });
  expect(await post(letter({ to: "Later@example.com" }))).toBeNull();
  expect(await post(letter({ to: "later@example.com" }))).toEqual({
    isForEver: false,
    reason: "451 4.2.1 The mailbox is busy, try again later: <…>",
  });
});

test("a server that is not there, or refuses us and not the mail, is nobody's fault but ours: it throws", async () => {
  const nobody = postBy(transportTo(`smtp://127.0.0.1:${await freePort(6370)}`), "creators@app.example");
  await expect(nobody(letter())).rejects.toThrow(/ECONNREFUSED/);
  const strict = await refusing((line) =>
    line.startsWith("MAIL FROM") ? "553 5.7.1 Sender not allowed" : "250 fine",
  );
  await expect(postBy(transportTo(`smtp://127.0.0.1:${strict}`), "x@app.example")(letter())).rejects.toThrow(
    /553/,
  );
  const login = await refusing((line) =>
    line.startsWith("EHLO") ? "250-hi\r\n250 AUTH PLAIN" : "535 5.7.8 Wrong password",
  );
  const withLogin = postBy(transportTo(`smtp://user:p%40ss@127.0.0.1:${login}`), "x@app.example");
  await expect(withLogin(letter())).rejects.toThrow(/535/);
});

test("outside this machine a mail goes encrypted or not at all, unless somebody says so", () => {
  const options = (url: string) => transportTo(url).options as unknown as Record<string, unknown>;
  expect(options("smtp://mail.example.com")).toMatchObject({ port: 587, secure: false, requireTLS: true });
  expect(options("smtps://mail.example.com")).toMatchObject({ port: 465, secure: true });
  expect(options("smtp://localhost:25")).toMatchObject({ port: 25, requireTLS: false });
  expect(options("smtp://relay.internal:25?requireTLS=false")).toMatchObject({ requireTLS: false });
  expect(options("smtp://us%40er:p%3Aw@mail.example.com")).toMatchObject({
    auth: { user: "us@er", pass: "p:w" },
  });
});

/** A mail server that answers each line as told. @returns its port */
async function refusing(answer: (line: string) => string): Promise<number> {
  const server = createServer((socket: Socket) => {
    socket.write("220 here\r\n");
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      for (const line of bytes.toString().split("\r\n").filter(Boolean))
        socket.write(line === "QUIT" ? "221 bye\r\n" : `${answer(line)}\r\n`);
    });
  });
  const own = await freePort(6380);
  await new Promise<void>((resolve) => server.listen(own, "127.0.0.1", () => resolve()));
  afterAll(() => void server.close());
  return own;
}

import { afterAll, expect, test } from "vitest";
import { inSystem, withinShop } from "#app/db.server.ts";
import { approveApplication } from "#app/flows/decide-application.server.ts";
import { readHealth } from "#app/flows/read-health.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import { mailWishIn, sendMail } from "#app/flows/send-mail.server.ts";
import { type Letter, type Post, postBy, transportTo } from "#app/queue/smtp.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { createMailbox } from "#test/sandbox/mailbox/mailbox.ts";
import { openSmtp } from "#test/sandbox/mailbox/smtp.ts";
import { freePort } from "#test/sandbox/network/ports.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { applicationId, apply, openRecruiting } from "#test/support/recruiting.ts";

const database = await freshDb(4);
const now = at("2026-03-10T12:00:00Z");
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
let number = 0;

/** A shop in whose outbox the acknowledgement of an application waits. */
async function given(email = "ada@example.com") {
  const shop = await installShop(database, `mails-${++number}.myshopify.com`, { name: "Tidewater" });
  await openRecruiting(database, shop);
  await apply(database, shop, applicationId("a"), { email }, now);
  const rows = (table: string) => rowsOf(database, table, shop.id);
  const jobs = async () => (await rows("outbox")).filter(({ kind }) => kind === "send-mail");
  const send = async (post: Post | null, when = now, nth = 0) => {
    const payload = (await jobs())[nth]?.payload as Record<string, unknown>;
    const outcome = await sendMail(database, shop, mailWishIn(payload), when, post);
    if ("effects" in outcome && outcome.effects)
      await inSystem(database, (tx) =>
        withinShop(tx, shop.id, () => outcome.effects?.(tx) ?? Promise.resolve()),
      );
    return outcome;
  };
  return { shop, rows, jobs, send, mail: async () => (await rows("mail"))[0] };
}

function listening() {
  const letters: Letter[] = [];
  const post: Post = async (letter) => {
    letters.push(letter);
    return null;
  };
  return { letters, post };
}

test("a mail is sent once, in the shop's name, and marked", async () => {
  const { send, mail } = await given();
  const { letters, post } = listening();
  expect(await send(post)).toMatchObject({ state: "done" });
  expect(await send(post)).toMatchObject({ state: "done" });
  expect(letters).toMatchObject([
    { from: "Tidewater", to: "ada@example.com", subject: "Tidewater has your application" },
  ]);
  expect(await mail()).toMatchObject({ sent_at: now, problem: null });
});

test("when the worker dies between the server's yes and the mark, the mail that goes again is the same message", async () => {
  const mailbox = createMailbox();
  const port = await freePort(6350);
  const smtp = await openSmtp(mailbox, port, () => now);
  afterAll(() => smtp.stop());
  const post = postBy(transportTo(`smtp://127.0.0.1:${port}`), "creators@app.example");
  const { shop, jobs, send } = await given();
  const payload = (await jobs())[0]?.payload as Record<string, unknown>;
  await sendMail(database, shop, mailWishIn(payload), now, post);
  await send(post);
  expect(mailbox.all()).toMatchObject([{ times: 2 }]);
});

test("without a mail server mails wait, and Health says how many and since when", async () => {
  const { shop, send, mail } = await given();
  expect(await send(null)).toMatchObject({ state: "again", reason: "no mail server is set" });
  expect(await mail()).toMatchObject({ sent_at: null, problem: null });
  expect((await readHealth(database, shop, now)).mails).toEqual({
    waiting: 1,
    since: now,
    lastError: null,
    canPost: false,
  });
});

test("a server that is down is tried again, by the outbox's own patience, and the reason is told", async () => {
  const { shop, send, jobs, mail } = await given();
  await expect(send(() => Promise.reject(new Error("connect ECONNREFUSED")))).rejects.toThrow("ECONNREFUSED");
  expect(await mail()).toMatchObject({ sent_at: null, problem: null });
  await database.owner.query("DELETE FROM outbox WHERE kind <> 'send-mail' OR shop_id <> $1", [shop.id]);
  expect(await runNextJob(database, () => now)).toBe(true);
  expect(await jobs()).toMatchObject([
    { state: "waiting", attempts: 1, last_error: "no mail server is set" },
  ]);
  expect((await readHealth(database, shop, now)).mails.lastError).toBe("no mail server is set");
});

test("what the server refuses for ever ends there, with the reason", async () => {
  const { send, mail } = await given();
  const no: Post = async () => ({ isForEver: true, reason: "550 no such mailbox" });
  expect(await send(no)).toMatchObject({ state: "failed", reason: "550 no such mailbox" });
  expect(await mail()).toMatchObject({ sent_at: null, problem: "550 no such mailbox" });
  const { letters, post } = listening();
  await send(post);
  expect(letters).toEqual([]);
});

test("what the server puts off is tried again for five days, and no longer", async () => {
  const { send, mail } = await given();
  const busy: Post = async () => ({ isForEver: false, reason: "451 busy" });
  await expect(send(busy)).rejects.toThrow("put it off: 451 busy");
  await expect(send(busy, days(4.9))).rejects.toThrow("451 busy");
  expect(await mail()).toMatchObject({ problem: null });
  expect(await send(busy, days(5.1))).toMatchObject({ state: "failed" });
  expect(await mail()).toMatchObject({ problem: "451 busy" });
});

test("an invitation waits until Shopify has the code, and is not sent with one that Shopify refused", async () => {
  const { shop, rows, send } = await given();
  const hash = await findPersonHash(database, testKeys, shop.id);
  const yes = { programId: "", code: "ADA10", kind: "percent", value: "10", message: "" };
  await approveApplication(database, shop, hash, applicationId("a"), yes, now);
  const { letters, post } = listening();
  const invited = async () => (await rows("mail")).find(({ kind }) => kind === "invitation");
  const jobs = (await rows("outbox")).filter(({ kind }) => kind === "send-mail");
  const nth = jobs.findIndex(({ payload }) => "codeId" in (payload as object));
  expect(await send(post, now, nth)).toMatchObject({ state: "again", afterMs: 2000 });
  await database.owner.query("UPDATE code SET state = 'refused' WHERE shop_id = $1", [shop.id]);
  expect(await send(post, now, nth)).toMatchObject({ state: "failed" });
  expect(await invited()).toMatchObject({ sent_at: null, problem: "code-refused:ADA10" });
  expect(letters).toEqual([]);
  await database.owner.query("UPDATE mail SET problem = NULL");
  await database.owner.query("UPDATE code SET state = 'active' WHERE shop_id = $1", [shop.id]);
  await send(post, now, nth);
  expect(letters).toMatchObject([{ subject: "Welcome to Tidewater: your code is ADA10" }]);
});

test("the outbox holds no address: only which mail is meant", async () => {
  const { rows } = await given("canary@example.com");
  expect(JSON.stringify(await rows("outbox"))).not.toContain("canary");
});

import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { action, loader } from "#app/routes/webhooks.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { makeWebhook } from "#test/support/webhooks.ts";

const database = await freshDb(2);
const BODY = '{"id":820982911946154508,"name":"#1 é"}';
const send = async (request: Request): Promise<number> => {
  const answer = await action({ request, params: {}, context: {} }).catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return answer.status;
  throw answer;
};
const stored = async () => (await rowsOf(database, "inbox")).length;
const hmac = (encoding: "base64" | "base64url" | "hex", body = BODY) =>
  createHmac("sha256", "test_secret").update(body).digest(encoding);

test("a signed webhook is stored to the byte, with all that its headers say, and acknowledged", async () => {
  const request = makeWebhook("orders/create", BODY, {
    headers: { "X-Shopify-Webhook-Id": "first", "X-Shopify-Event-Id": "event" },
  });
  expect(await send(request)).toBe(200);
  expect(await rowsOf(database, "inbox")).toMatchObject([
    {
      shop_domain: "demo.myshopify.com",
      topic: "orders/create",
      webhook_id: "first",
      event_id: "event",
      api_version: "2026-10",
      triggered_at: new Date("2026-03-01T12:00:01.5Z"),
      body: Buffer.from(BODY),
      state: "waiting",
    },
  ]);
});

test("for an hour after a rotation the previous secret is good, too; another one never", async () => {
  expect(await send(makeWebhook("orders/create", BODY, { secret: "test_secret_before" }))).toBe(200);
  expect(await send(makeWebhook("orders/create", BODY, { secret: "test_secret_of_somebody" }))).toBe(401);
});

const right = hmac("base64");
const flipped = `${right.startsWith("A") ? "B" : "A"}${right.slice(1)}`;
test.each([
  ["missing", null],
  ["empty", ""],
  ["one bit flipped", flipped],
  ["cut short", right.slice(0, -4)],
  ["hexadecimal", hmac("hex")],
  ["base64url of bytes whose base64 has + or /", `${hmac("base64url", '{"id":0}')}=`],
  ["without its padding", right.replace(/=+$/, "")],
  ["of another body", hmac("base64", `${BODY} `)],
])("a signature that is %s is refused with 401 and nothing is stored", async (_what, signature) => {
  const before = await stored();
  const body = _what.startsWith("base64url") ? '{"id":0}' : BODY;
  expect(
    await send(makeWebhook("orders/create", body, { headers: { "X-Shopify-Hmac-Sha256": signature } })),
  ).toBe(401);
  expect(await stored()).toBe(before);
});

test("the base64url case above is a different text from base64, so the case is real", () => {
  expect(hmac("base64url", '{"id":0}')).not.toBe(hmac("base64", '{"id":0}').replace(/=+$/, ""));
});

test("the same JSON written anew is another body: 401", async () => {
  const rewritten = JSON.stringify(JSON.parse(BODY));
  expect(
    await send(
      makeWebhook("orders/create", rewritten, { headers: { "X-Shopify-Hmac-Sha256": hmac("base64") } }),
    ),
  ).toBe(401);
});

test("an unsigned request with nothing in it is 401, not 400: app review asks for it", async () => {
  expect(await send(new Request("https://app.test/webhooks", { method: "POST" }))).toBe(401);
});

test.each(["X-Shopify-Topic", "X-Shopify-Shop-Domain", "X-Shopify-Webhook-Id"])(
  "signed but without %s is refused with 400",
  async (header) => {
    const before = await stored();
    expect(await send(makeWebhook("orders/create", BODY, { headers: { [header]: null } }))).toBe(400);
    expect(await send(makeWebhook("orders/create", BODY, { shop: "evil.example.com" }))).toBe(400);
    expect(await stored()).toBe(before);
  },
);

test("what is larger than 10 MB is refused with 413 before it is read, announced or not", async () => {
  const announced = makeWebhook("orders/create", BODY, { headers: { "Content-Length": "100000000" } });
  expect(await send(announced)).toBe(413);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1 << 20;
      controller.enqueue(new Uint8Array(1 << 20));
    },
  });
  const streamed = new Request("https://app.test/webhooks", {
    method: "POST",
    body: endless,
    duplex: "half",
  } as RequestInit);
  expect(await send(streamed)).toBe(413);
  expect(sent).toBeLessThan(13 << 20);
});

test("five megabytes pass", async () => {
  expect(
    await send(makeWebhook("orders/create", JSON.stringify({ id: 1, note: "y".repeat(5_000_000) }))),
  ).toBe(200);
});

test("a webhook of a shop that has left, or that we never knew, is stored like any other", async () => {
  const before = await stored();
  expect(await send(makeWebhook("shop/redact", "{}", { shop: "gone.myshopify.com" }))).toBe(200);
  expect(await stored()).toBe(before + 1);
});

test("the same webhook again is acknowledged and stored once", async () => {
  const before = await stored();
  for (let round = 0; round < 3; round++)
    expect(
      await send(makeWebhook("orders/create", BODY, { headers: { "X-Shopify-Webhook-Id": "again" } })),
    ).toBe(200);
  expect(await stored()).toBe(before + 1);
});

test("anything but a POST is 405", async () => {
  expect((await loader()).status).toBe(405);
  expect(await send(new Request("https://app.test/webhooks", { method: "PUT", body: BODY }))).toBe(405);
});

test("when it cannot be stored it is not acknowledged", async () => {
  await database.owner.query("ALTER TABLE inbox RENAME TO inbox_away");
  await expect(send(makeWebhook("orders/create", BODY))).rejects.toThrow(/inbox/);
  await database.owner.query("ALTER TABLE inbox_away RENAME TO inbox");
});

import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, test, vi } from "vitest";
import { makeIdToken } from "#test/sandbox/admin-api/id-token.ts";
import { rowsOf } from "#test/support/database.ts";
import { body } from "#test/support/payloads.ts";
import { giveSession } from "#test/support/shopify-network.ts";
import { A, APP } from "#test/tenancy/ask.ts";
import { openTwoShops } from "#test/tenancy/two-shops.ts";

/** A customer who is unmistakable wherever she is named. */
const PERSON = {
  email: "Wilhelmine.Zaunkoenig@zaunkoenig-mail.example",
  first_name: "Wilhelmine",
  last_name: "Zaunkoenig",
  phone: "+4915550777123",
  address: { address1: "Zaunkoenigsteig 77", city: "Vogelheim", zip: "77077" },
};
const SECRETS = [
  ...[PERSON.email, "Wilhelmine", "Zaunkoenig", "4915550777123", "Zaunkoenigsteig", "Vogelheim"],
  ...["canarytoken", "canaryrefresh", APP.secret, "shpat_", "shprt_", "id_token=", "exitIframe=", "?q="],
];

const world = await openTwoShops(5340);
const { ask, database, running, tokens } = world;
const logs = () => running.logs();
const has = (words: string) => vi.waitUntil(() => logs().includes(words), { timeout: 30_000, interval: 100 });

async function webhook(topic: string, text: string | Buffer, secret = APP.secret): Promise<number> {
  const signature = createHmac("sha256", secret).update(text).digest("base64");
  const headers = {
    "X-Shopify-Topic": topic,
    "X-Shopify-Shop-Domain": A,
    "X-Shopify-Webhook-Id": `log-${Math.random()}`,
    "X-Shopify-Hmac-Sha256": signature,
  };
  const url = `http://127.0.0.1:${running.standIn.upstreamPort}/webhooks?email=${PERSON.email}`;
  return (await fetch(url, { method: "POST", headers, body: new Uint8Array(Buffer.from(text)) })).status;
}
const order = (id: number, over: Record<string, unknown> = {}) =>
  body({
    ...{ id, name: `#${id}`, email: PERSON.email, phone: PERSON.phone },
    customer: { id, ...PERSON },
    shipping_address: { ...PERSON, ...PERSON.address },
    billing_address: { ...PERSON, ...PERSON.address },
    ...over,
  });
const settled = () =>
  vi.waitUntil(async () => (await rowsOf(database, "inbox")).every((row) => row.state !== "waiting"), {
    timeout: 30_000,
    interval: 100,
  });

/** While a table is not there, whatever needs it fails. */
async function without(table: string, work: () => Promise<unknown>): Promise<void> {
  await database.owner.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
  try {
    await work();
  } finally {
    await database.owner.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
  }
}

beforeAll(async () => {
  for (const text of [
    ...[order(1), order(2, { financial_status: PERSON.email }), order(3, { id: PERSON.email })],
    ...[
      order(4).slice(0, -40),
      order(5, { email: `${PERSON.email}\u0000` }),
      order(6, { customer: PERSON.email }),
    ],
  ])
    expect(await webhook("orders/create", text)).toBe(200);
  await webhook("orders/create", Buffer.concat([Buffer.from(order(7)), Buffer.from([0xff])]));
  await webhook("customers/update", JSON.stringify({ id: 8, ...PERSON, updated_at: PERSON.email }));
  expect(await webhook("orders/create", order(9), "guess")).toBe(401);
  await settled();

  await without("orders", async () => {
    await webhook("orders/create", order(10));
    await has("the worker failed at something");
  });
  await without("attribution", async () => {
    for (const data of [undefined, "routes/app.creators.$id"])
      expect((await ask({ path: `/app/creators/${PERSON.email}?q=${PERSON.email}`, data })).status).toBe(500);
  });
  await without("session", async () => {
    expect(
      (await ask({ path: `/app/orders?q=${PERSON.email}`, data: "routes/app.orders._index" })).status,
    ).toBe(500);
  });
  const away = encodeURIComponent(`https://evil.example/${PERSON.last_name}?email=${PERSON.email}`);
  await ask({ path: `/auth/exit-iframe?exitIframe=${away}&shop=${A}` });

  for (const bad of [makeIdToken({ ...APP, secret: "guess" }, A), makeIdToken(APP, "evil.example.com")]) {
    tokens.push(bad);
    const url = `http://127.0.0.1:${running.standIn.upstreamPort}/app/orders?_data=routes/app.orders._index&id_token=${bad}`;
    await fetch(url, { headers: { Authorization: `Bearer ${bad}`, "User-Agent": "" } });
  }
  const person = { name: `${PERSON.first_name} ${PERSON.last_name}`, email: PERSON.email, customerId: "" };
  const code = { code: "ZAUN10", kind: "percent", value: "10", creditFrom: "" };
  const enrolled = {
    path: "/app/creators/new",
    data: "routes/app.creators.new",
    form: { ...person, ...code },
  };
  await giveSession(database, A, { access: "shpat_canarytoken", refresh: "shprt_canaryrefresh" });
  expect((await ask({ ...enrolled, method: "POST" })).status).toBe(204);
  await has("it is dead");
  await has("a job failed");
  await pause(500);
}, 120_000);

test("what went wrong is in the log: requests, webhooks, jobs, tokens", () => {
  for (const words of [
    ...["a request failed", "the worker failed at something", "a job failed", "a session token was refused"],
    ...["it is dead", "the Shopify library complains", "TokenRefused"],
  ])
    expect(logs()).toContain(words);
});

test.each(SECRETS)("nothing of %s is in the log, in any letter case", (secret) => {
  expect(logs().toLowerCase()).not.toContain(secret.toLowerCase());
});

test("no session token that was shown to the app is in the log, not even a part of it", () => {
  expect(tokens.length).toBeGreaterThan(6);
  for (const token of tokens)
    for (const part of token.split(".").slice(1)) expect(logs()).not.toContain(part);
});

test("each line of the log is one JSON object, so that nothing of a library's own goes beside it", () => {
  for (const line of logs().trim().split("\n"))
    expect(() => JSON.parse(line), line.slice(0, 200)).not.toThrow();
});

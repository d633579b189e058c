import { readFile } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb } from "#test/support/database.ts";
import { makeWebhook } from "#test/support/webhooks.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 5200);
const browser = await launchChromium();
afterAll(() => browser.close());
const admin = await (await openContext(browser)).newPage();
const complaints = complaintsOf(admin);
const { app, shows, heading, open, press } = merchantAt(admin, standIn.adminUrl);

const send = async (topic: string, body: string | Buffer, shop = "demo.myshopify.com") => {
  const { headers } = makeWebhook(topic, body, { secret: "e2e_secret", shop });
  const url = `http://127.0.0.1:${standIn.upstreamPort}/webhooks`;
  const answer = await fetch(url, { method: "POST", headers, body: body as BodyInit });
  expect(answer.status).toBe(200);
};
const stateOf = async (topic: string) =>
  (await database.owner.query("SELECT id, state, reason, body FROM inbox WHERE topic = $1", [topic])).rows[0];
const settled = (topic: string, state: string) =>
  expect.poll(async () => (await stateOf(topic))?.state, { timeout: 20_000 }).toBe(state);
/** Toasts go by themselves: one is looked out for before the press that brings it. */
const PATIENT = { timeout: 30_000 };
const value = (label: string) =>
  app
    .locator("dl > div")
    .filter({ has: app.getByText(label, { exact: true }) })
    .locator("dd")
    .first();

test("a shop where all is well says so, and that a worker is there", async () => {
  await admin.goto(standIn.adminUrl);
  await heading("Home");
  const navigation = admin.getByRole("navigation");
  await navigation
    .getByRole("button", { name: "Health" })
    .or(navigation.getByRole("link", { name: "Health" }))
    .click();
  await heading("Health");
  await shows("All well");
  await shows(/^(now|\d+ seconds? ago)$/);
  expect(await value("Set aside").innerText()).toBe("0");
  await expectSound(admin, "health, all well");
});

test("a comparison asked for by keyboard begins at once, and the open page shows what it came to", async () => {
  await press("Check now", async () => {
    const { rows } = await database.owner.query("SELECT 1 FROM outbox WHERE kind = 'reconcile'");
    return rows.length > 0;
  });
  const said = admin.getByText("The comparison begins in a moment").first().waitFor(SOON);
  await app.getByRole("button", { name: "Check now" }).focus();
  await admin.keyboard.press("Enter");
  await said;
  await shows("No order had changed");
  await expectSound(admin, "health, compared");
});

test("a poisoned webhook is counted on the open page by itself, and leads to the delivery", async () => {
  await send("orders/create", '{"id": 1e309, "customer": "<img src=x onerror=alert(1)>"}');
  await send("orders/paid", Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]));
  await settled("orders/create", "quarantined");
  await settled("orders/paid", "quarantined");
  await shows("1 thing to do");
  await shows(/2 deliveries were set aside/);
  expect(await value("Set aside").innerText()).toBe("2");
  await expectSound(admin, "health, set aside");
  await app.getByRole("link", { name: "Open deliveries" }).first().click();
  await heading("Deliveries");
  await shows(/^It cannot be read: .*beyond any number/);
  await shows(/It cannot be read: the body is not UTF-8/);
  await expectSound(admin, "deliveries");
});

test("its page shows the reason, what came with it and the body, as text and safely", async () => {
  await app
    .getByRole("link", { name: /^Order placed/ })
    .filter({ visible: true })
    .click();
  await heading("Order placed");
  await shows("Set aside");
  const body = app.getByRole("region", { name: "Body" });
  expect(await body.innerText()).toBe('{\n  "id": 1e309,\n  "customer": "<img src=x onerror=alert(1)>"\n}');
  await expectSound(admin, "delivery");
  const saving = admin.waitForEvent("download", SOON);
  await app.getByRole("button", { name: "Download" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^orders-create-\d+\.json$/);
  expect(await readFile(await file.path(), "utf8")).toBe(
    '{"id": 1e309, "customer": "<img src=x onerror=alert(1)>"}',
  );
});

test("retried while the cause is still there, it comes back with the reason", async () => {
  const before = (await stateOf("orders/create")).id;
  const settledAt = async () =>
    (await database.owner.query("SELECT settled_at FROM inbox WHERE id = $1", [before])).rows[0].settled_at;
  const first = await settledAt();
  const isHeard = async () => Number(await settledAt()) > Number(first);
  const said = admin.getByText("It is tried again now").first().waitFor(PATIENT);
  await Promise.all([said, press("Retry", isHeard)]);
  await shows("Set aside");
  await shows(/^It cannot be read: .*beyond any number/);
});

test("what is discarded is asked about first, loses its body, and is no problem any more", async () => {
  await app.getByRole("button", { name: "Discard this delivery" }).click();
  const question = app.getByRole("dialog", { name: "Discard this delivery?" });
  await question.waitFor(SOON);
  await question.getByRole("button", { name: "Cancel" }).click();
  expect((await stateOf("orders/create")).state).toBe("quarantined");
  await app.getByRole("button", { name: "Discard this delivery" }).click();
  await question.getByRole("button", { name: "Discard delivery" }).click();
  await settled("orders/create", "discarded");
  await shows("It was discarded here.");
  await shows("It was discarded, and its body with it.");
  expect((await stateOf("orders/create")).body).toBeNull();
  await expectSound(admin, "delivery, discarded");
});

test("when the cause is gone, all go on at once, and the page is empty again", async () => {
  await open("/app/deliveries", "Deliveries");
  await shows(/the body is not UTF-8/);
  await database.owner.query("UPDATE inbox SET body = $1 WHERE topic = 'orders/paid'", [
    await readFile(new URL("../shopify/fixtures/order.json", import.meta.url)),
  ]);
  await press("Retry all", async () => (await stateOf("orders/paid")).state !== "quarantined");
  await settled("orders/paid", "applied");
  await shows("Nothing needs your attention");
  await expectSound(admin, "deliveries, none");
  await app.getByRole("tab", { name: "All set aside" }).click();
  await shows("Discarded");
  await app.getByRole("tab", { name: "Recent" }).click();
  await shows("Recorded");
  await expectSound(admin, "deliveries, recent");
});

test("a delivery of another shop, one that never was and nonsense look the same", async () => {
  await send("orders/create", "{}", "other.myshopify.com");
  const { rows } = await database.owner.query(
    "SELECT id FROM inbox WHERE shop_domain = 'other.myshopify.com'",
  );
  const words: string[] = [];
  for (const id of [rows[0].id, "999999999999999999", "nonsense", "1'--"]) {
    await open(`/app/deliveries/${encodeURIComponent(id)}`, "There is nothing at this address");
    words.push(await app.locator("body").innerText());
  }
  expect(new Set(words).size).toBe(1);
});

test("orders that webhooks did not tell of, missing permissions and silent workers are told with what to do", async () => {
  const { rows } = await database.owner.query("SELECT id FROM shop WHERE domain = 'demo.myshopify.com'");
  const shopId = rows[0].id;
  await database.owner.query(
    `INSERT INTO reconcile_run (shop_id, id, kind, from_at, to_at, started_at, finished_at, listed, found, fetched)
     VALUES ($1, 'run_made', 'recent', current_timestamp - interval '1 hour', current_timestamp, current_timestamp, current_timestamp, 1214, 6, 6)`,
    [shopId],
  );
  await database.owner.query(
    `INSERT INTO reconcile_find (shop_id, run_id, order_id, name, what, updated_at, found_at)
     SELECT $1, 'run_made', 'gid://shopify/Order/' || number, '#' || number, CASE number % 3 WHEN 0 THEN 'behind' ELSE 'missing' END,
       current_timestamp - interval '3 minutes', current_timestamp FROM generate_series(1001, 1006) AS number`,
    [shopId],
  );
  await database.owner.query("DELETE FROM subscription_check");
  await database.owner.query(
    `INSERT INTO subscription_check (shop_id, checked_at, missing_scopes, strays)
     VALUES ($1, current_timestamp, '{read_customer_merge}', '{ORDERS_CREATE https://old.example.com/webhooks}')`,
    [shopId],
  );
  await open("/app/health", "Health");
  await shows("3 things to do");
  await shows(/webhooks did not tell of 6 orders/);
  await shows("Webhooks had not told of 6 of 1,214 orders");
  await shows("when two customers are merged, they stay two here");
  await shows("ORDERS_CREATE https://old.example.com/webhooks");
  await expectSound(admin, "health, troubled");
});

test("privacy requests are listed without a name, and the file of what is kept is downloaded", async () => {
  await database.owner.query(
    `INSERT INTO privacy_request (shop_id, id, kind, customer_id, order_ids, orders, received_at, settled_at)
     SELECT shop.id, made.* FROM shop, (VALUES
       ('data-7', 'data', 'gid://shopify/Customer/115310627314723954', '{}'::text[], NULL, current_timestamp, NULL),
       ('data-8', 'data', 'gid://shopify/Customer/2', '{}', NULL, current_timestamp - interval '40 days', NULL),
       ('erase-9', 'erase', 'redacted:x', '{}', 3, current_timestamp - interval '2 days', current_timestamp)
     ) AS made (id, kind, customer_id, order_ids, orders, received_at, settled_at) WHERE domain = 'demo.myshopify.com'`,
  );
  await open("/app/privacy", "Privacy requests");
  await shows("Customer 115310627314723954");
  await shows("3 orders made anonymous");
  await expectSound(admin, "privacy");
  const row = app.getByRole("row").filter({ hasText: "115310627314723954" });
  const saving = admin.waitForEvent("download", { timeout: 30_000 });
  await row.getByRole("button", { name: "Download file" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("tributary-data-7.json");
  const { shop, customerIds } = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(shop).toBe("demo.myshopify.com");
  expect(customerIds).toEqual(["gid://shopify/Customer/115310627314723954"]);
  await row.getByText("Downloaded").waitFor(SOON);
});

test("on a phone every page fits its width", async () => {
  await send("orders/edited", "not JSON");
  await settled("orders/edited", "quarantined");
  const phone = await (await openContext(browser, 390, 844)).newPage();
  const words = complaintsOf(phone);
  const { id } = await stateOf("orders/edited");
  for (const [path, name] of [
    ["/app/health", "Health"],
    ["/app/deliveries", "Deliveries"],
    ["/app/deliveries?show=recent", "Deliveries"],
    [`/app/deliveries/${id}`, "Order edited"],
    ["/app/privacy", "Privacy requests"],
  ] as const) {
    await merchantAt(phone, standIn.adminUrl).open(path, name);
    await expectSound(phone, `${path} at 390 px`);
  }
  expect(words).toEqual([]);
  await phone.context().close();
});

test("when no worker speaks any more, the page says so and what to do", async () => {
  await open("/app/health", "Health");
  await database.owner.query(
    `LOCK TABLE heartbeat IN ACCESS EXCLUSIVE MODE;
     UPDATE heartbeat SET beat_at = beat_at - interval '3 minutes';
     CREATE FUNCTION silence() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
     CREATE TRIGGER silence BEFORE INSERT OR UPDATE ON heartbeat FOR EACH ROW EXECUTE FUNCTION silence()`,
  );
  await shows(/The last worker spoke 3 minutes ago/);
  await shows("Nothing is being recorded right now. What Shopify tells is kept until it is.");
  await expectSound(admin, "health, silent");
});

test("through all of it no page complained and no process died", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});

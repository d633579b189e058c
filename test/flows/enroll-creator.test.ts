import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import {
  editCreator,
  enrollCreator,
  giveCreatorCode,
  pauseCreator,
} from "#app/flows/enroll-creator.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { mailboxOf, normalEmail } from "#app/orders/customer.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at, customerId, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const database = await freshDb(12);
const shop = await installShop(database);
const hash = await findPersonHash(database, testKeys, shop.id);
const now = at("2026-03-10T12:00:00Z");
const form = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  customerId: "",
  code: "ADA10",
  kind: "percent",
  value: "10",
  creditFrom: null,
};

async function enrolled(
  more: Partial<Omit<typeof form, "creditFrom">> & { creditFrom?: Date | null } = {},
): Promise<CreatorId> {
  const result = await enrollCreator(database, shop, hash, { ...form, ...more }, now);
  if ("because" in result) throw new Error(JSON.stringify(result));
  return result.id;
}
const jobs = async () => (await rowsOf(database, "outbox")).map((row) => row.kind);
const mailbox = (email: string) => hash.mailbox(mailboxOf(normalEmail(email) ?? ""));
const record = (order: ReturnType<typeof makeOrder>) =>
  inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, order, at("2026-03-01")));

test("a creator is enrolled with a code, and Shopify is asked for it, once", async () => {
  const id = await enrolled();
  expect(await rowsOf(database, "creator")).toMatchObject([
    { id, name: "Ada Lovelace", email: "ada@example.com", mailbox_hash: mailbox("ada@example.com") },
  ]);
  expect(await rowsOf(database, "code")).toMatchObject([
    { creator_id: id, code: "ADA10", key: "ada10", basis_points: 1000, state: "creating", held_from: now },
  ]);
  expect(await jobs()).toEqual(["create-code", "reattribute"]);
});

test("a code somebody holds is refused by the holder's name, and no half of a creator is left", async () => {
  const before = await rowsOf(database, "creator");
  const result = await enrollCreator(
    database,
    shop,
    hash,
    { ...form, name: "Grace Hopper", code: " ada10" },
    now,
  );
  expect(result).toEqual({ because: { code: "held" }, heldBy: "Ada Lovelace" });
  expect(await rowsOf(database, "creator")).toEqual(before);
});

test("ten forms for one code at once: one creator gets it", async () => {
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      enrollCreator(database, shop, hash, { ...form, name: `Racer ${index}`, code: "RACE" }, now),
    ),
  );
  expect(results.filter((result) => "id" in result)).toHaveLength(1);
  expect(
    (await rowsOf(database, "creator")).filter((row) => String(row.name).startsWith("Racer")),
  ).toHaveLength(1);
});

test.each([
  [{ name: " " }, { name: "empty" }],
  [{ email: "nobody" }, { email: "not-an-email" }],
  [{ customerId: "abc" }, { customerId: "not-a-customer" }],
  [{ code: "" }, { code: "empty" }],
  [{ code: "TWO WORDS" }, { code: "unusable-characters" }],
  [{ value: "ten" }, { value: "not-a-number" }],
  [{ value: "100.01" }, { value: "out-of-range" }],
  [{ kind: "gift" }, { value: "unknown-kind" }],
  [{ creditFrom: at("2026-03-10T12:00:01Z") }, { creditFrom: "in-the-future" }],
  [{ creditFrom: new Date(Number.NaN) }, { creditFrom: "not-a-date" }],
  [
    { name: "", value: "-1" },
    { name: "empty", value: "out-of-range" },
  ],
])("the form %j is refused because %j", async (fields, because) => {
  const before = await rowsOf(database, "code");
  expect(
    await enrollCreator(database, shop, hash, { ...form, code: "FRESH", ...fields } as never, now),
  ).toEqual({ because });
  expect(await rowsOf(database, "code")).toEqual(before);
});

test("a code that was in use before is credited from the day it says, once the orders are decided anew", async () => {
  await record(makeOrder({ id: orderId(1), codes: ["OLD"] }));
  await record(makeOrder({ id: orderId(2), codes: ["OLD"], processedAt: at("2026-01-15") }));
  expect(await figuresOf(database, shop.id)).toMatchObject([{ credited: "nobody", orders: 2 }]);
  const id = await enrolled({ name: "Old Hand", code: "old", creditFrom: at("2026-02-01") });
  await reattribute(database, shop.id, id);
  expect(await figuresOf(database, shop.id)).toMatchObject([
    { credited: id, orders: 1 },
    { credited: "nobody", orders: 1 },
  ]);
  expect(await recomputedFigures(database, shop.id)).toEqual(await figuresOf(database, shop.id));
});

test("orders placed while a creator is paused credit nobody; before and after they do", async () => {
  const id = await enrolled({ name: "Pausing", code: "PAUSE", creditFrom: at("2026-03-01") });
  await pauseCreator(database, shop.id, id, true, at("2026-03-11"));
  await pauseCreator(database, shop.id, id, true, at("2026-03-12"));
  await pauseCreator(database, shop.id, id, false, at("2026-03-13"));
  for (const [index, day] of [
    "2026-03-10T23:59:59.999Z",
    "2026-03-11",
    "2026-03-12T23:59:59.999Z",
    "2026-03-13",
  ].entries()) {
    await record(makeOrder({ id: orderId(100 + index), codes: ["PAUSE"], processedAt: at(day) }));
  }
  const decided = (await rowsOf(database, "attribution")).filter((row) =>
    /Order\/10\d$/.test(String(row.order_id)),
  );
  expect(decided.map((row) => row.because)).toEqual(["code", "paused", "paused", "code"]);
});

test("an e-mail added later finds the orders a creator placed with their own code", async () => {
  const id = await enrolled({ name: "Selfish", email: "", code: "SELF" });
  const buyer = makeBuyer({ customerId: customerId(77), mailboxHashes: [mailbox("selfish@gmail.com")] });
  await record(makeOrder({ id: orderId(200), codes: ["SELF"], buyer, processedAt: now }));
  const because = async () =>
    (await rowsOf(database, "attribution")).find((row) => row.order_id === orderId(200))?.because;
  expect(await because()).toBe("code");
  await editCreator(
    database,
    shop,
    hash,
    id,
    { name: "Selfish", email: "Sel.fish+shop@googlemail.com", customerId: "" },
    now,
  );
  await reattribute(database, shop.id, id);
  expect(await because()).toBe("self-referral");
});

test("another code, an edit or a pause for a creator the shop does not have is null, also for another shop's", async () => {
  const other = await installShop(database, "other.myshopify.com");
  const id = await enrolled({ name: "Ours", code: "OURS" });
  const code = { code: "NEW", kind: "percent", value: "5", creditFrom: null };
  expect(await giveCreatorCode(database, other, id, code, now)).toBeNull();
  expect(
    await editCreator(database, other, hash, id, { name: "Theirs", email: "", customerId: "" }, now),
  ).toBeNull();
  expect(await pauseCreator(database, other.id, id, true, now)).toBeNull();
  expect((await rowsOf(database, "creator", other.id)).length).toBe(0);
  expect(await giveCreatorCode(database, shop, id, code, now)).toEqual({ id });
});

test("what a creator's form does not name stays, what it names is changed, in a program that is there and takes somebody", async () => {
  await database.owner.query(
    `INSERT INTO program (shop_id, id, name, value_kind, basis_points, template, created_at, updated_at, archived_at)
     SELECT $1, 'pg_' || lpad(n::text, 20, '0'), 'Program ' || n, 'percent', 1000, '{FIRST}', now(), now(), CASE WHEN n = 2 THEN now() END
     FROM generate_series(1, 2) AS n`,
    [shop.id],
  );
  const [open, archived, gone] = [1, 2, 3].map((n) => `pg_${String(n).padStart(20, "0")}`);
  const refused = { because: { programId: "unknown" } };
  const enroll = (programId = "", code = "KEPT10") =>
    enrollCreator(database, shop, hash, { ...form, code, programId, handle: "@ada", language: "da" }, now);
  expect(await enroll(archived)).toEqual(refused);
  expect(await enroll(gone)).toEqual(refused);
  const made = await enroll(open);
  if ("because" in made) throw new Error(JSON.stringify(made));
  const row = async () => (await rowsOf(database, "creator")).find(({ id }) => id === made.id);
  const kept = { handle: "@ada", language: "da", program_id: open };
  expect(await row()).toMatchObject(kept);
  const edit = (fields: object) =>
    editCreator(database, shop, hash, made.id, { name: "Ada", email: "", customerId: "", ...fields }, now);
  await edit({});
  expect(await row()).toMatchObject({ name: "Ada", ...kept });
  expect(await edit({ name: "Nobody", programId: gone })).toEqual(refused);
  expect(await row()).toMatchObject({ name: "Ada", ...kept });
  // Who is in an archived program may stay there.
  await database.owner.query("UPDATE program SET archived_at = now() WHERE shop_id = $1", [shop.id]);
  expect(await edit({ name: "Ada L.", programId: open })).toEqual({ id: made.id });
  await edit({ handle: "", language: "de", programId: "" });
  expect(await row()).toMatchObject({ handle: null, language: "de", program_id: null });
});

import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "#app/attribution/policy.ts";
import type { SameBy } from "#app/creators/same-person.ts";
import { inShop } from "#app/db.server.ts";
import { editCreator, enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { changePolicy } from "#app/flows/save-policy.server.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { fieldsOf } from "#app/ui/admin/rules/shown-policy.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { deliver } from "#test/support/inbox.ts";
import { at } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";

const database = await freshDb(12);
const now = at("2026-03-10T12:00:00Z");
const ADA = { name: "Ada Lovelace", email: "", customerId: "" };
const HOME = { street: "Lindenweg 5", more: "Apt 4", postalCode: "10115", country: "DE" };
const CONTACT = { phone: "0151 234 567 89", ...HOME };
const PARCEL = { address1: "lindenweg 5", address2: "apt. 4", zip: "10115", country_code: "DE" };
let number = 0;

/** A shop with Ada and ADA10; what Shopify tells of an order with her code, and what became of it. */
async function openShop() {
  const domain = `own-${++number}.myshopify.com`;
  const shop = await installShop(database, domain);
  const hash = await findPersonHash(database, testKeys, shop.id);
  const code = { code: "ADA10", kind: "percent", value: "10", creditFrom: at("2026-01-01") };
  const enrolled = await enrollCreator(database, shop, hash, { ...ADA, ...code }, now);
  if ("because" in enrolled) throw new Error(JSON.stringify(enrolled));
  const tell = (fields: Record<string, unknown>) =>
    deliver(
      database,
      { topic: "orders/create", body: body({ discount_codes: [{ code: "ADA10" }], ...fields }), domain },
      now,
    );
  const forget = (customer: number) => {
    const text = JSON.stringify({ shop_domain: domain, customer: { id: customer }, orders_to_redact: [] });
    return deliver(database, { topic: "customers/redact", body: text, domain }, now);
  };
  const edit = async (contact: typeof CONTACT | null) => {
    const edited = await editCreator(database, shop, hash, enrolled.id, ADA, now, contact);
    if (edited && "because" in edited) throw new Error(JSON.stringify(edited));
    await reattribute(database, shop.id, enrolled.id);
  };
  /** The verdict on the code of each order. */
  const verdicts = async () => {
    const rows = await rowsOf(database, "attribution", shop.id);
    const touches = rows.map((row) => (row.touches as { verdict: string }[])[0]?.verdict);
    return Object.fromEntries(rows.map((row, n) => [String(row.order_id).split("/").at(-1), touches[n]]));
  };
  return { ...shop, hash, creator: enrolled.id as CreatorId, tell, forget, edit, verdicts };
}

test("a phone and an address that are noted later find the orders a creator placed before, and let them go again", async () => {
  const { tell, edit, verdicts } = await openShop();
  await tell({ id: 1, phone: "+4915123456789" });
  await tell({ id: 2, shipping_address: PARCEL });
  await tell({ id: 3, shipping_address: { ...PARCEL, address2: "Apt 7" }, phone: "+4530123456" });
  expect(await verdicts()).toEqual({ 1: "decided", 2: "decided", 3: "decided" });
  await edit(CONTACT);
  expect(await verdicts()).toEqual({ 1: "self-referral-phone", 2: "self-referral-address", 3: "decided" });
  await tell({ id: 4, customer: { id: 77, phone: "+4915123456789" } });
  expect(await verdicts()).toMatchObject({ 4: "self-referral-phone" });
  await edit({ phone: "", street: "", more: "", postalCode: "", country: "" });
  expect(await verdicts()).toEqual({ 1: "decided", 2: "decided", 3: "decided", 4: "decided" });
});

test("what is noted is kept as typed, beside its hash; a form that does not ask for it leaves it", async () => {
  const { id, hash, edit } = await openShop();
  await edit(CONTACT);
  const kept = {
    ...{ phone: "+4915123456789", street: "Lindenweg 5", more: "Apt 4", postal_code: "10115", country: "DE" },
    phone_hash: hash.phone("+4915123456789"),
    house_hash: hash.door("DE 10115 5 lindenweg"),
    flat_hash: hash.door("DE 10115 5 lindenweg / 4"),
  };
  expect(await rowsOf(database, "creator", id)).toMatchObject([kept]);
  await edit(null);
  expect(await rowsOf(database, "creator", id)).toMatchObject([kept]);
});

test("a contact that cannot be read is refused whole, and nothing of the form is kept", async () => {
  const { creator, hash, ...shop } = await openShop();
  const contact = { ...CONTACT, phone: "call me", postalCode: "" };
  const edited = await editCreator(database, shop, hash, creator, { ...ADA, name: " " }, now, contact);
  expect(edited).toEqual({ because: { name: "empty", phone: "not-a-phone", postalCode: "missing" } });
  expect(await rowsOf(database, "creator", shop.id)).toMatchObject([{ name: "Ada Lovelace", phone: null }]);
});

test("each way is switched by itself, from the instant of the switch on", async () => {
  const { id, tell, edit, verdicts } = await openShop();
  await edit(CONTACT);
  const own = { phone: "+4915123456789", shipping_address: PARCEL };
  const ways: readonly (readonly [SameBy[], string])[] = [
    [["customer", "email", "phone", "address"], "self-referral-phone"],
    [["customer", "email", "address"], "self-referral-address"],
    [["customer", "email"], "decided"],
  ];
  for (const [index, [sameBy, verdict]] of ways.entries()) {
    const from = at(`2026-03-0${index + 1}T00:00:00Z`);
    await changePolicy(database, id, fieldsOf({ ...DEFAULT_POLICY, sameBy }), from);
    await tell({ id: index + 1, ...own, processed_at: new Date(Number(from) + 3_600_000).toISOString() });
    expect(await verdicts()).toMatchObject({ [index + 1]: verdict });
  }
  expect(await verdicts()).toEqual({ 1: "self-referral-phone", 2: "self-referral-address", 3: "decided" });
});

test("rules that were saved before phones and addresses were looked at hold as they do by default", async () => {
  const { id, tell, edit, verdicts } = await openShop();
  const { sameBy: _, ...older } = DEFAULT_POLICY;
  await inShop(database, id, (tx) =>
    tx.query("INSERT INTO policy_history (shop_id, versions) VALUES ($1, $2)", [
      id,
      JSON.stringify([{ ...older, from: at("2026-01-01"), savedAt: at("2026-01-01") }]),
    ]),
  );
  await edit(CONTACT);
  await tell({ id: 1, shipping_address: PARCEL });
  expect(await verdicts()).toEqual({ 1: "self-referral-address" });
});

test("who was forgotten stays who they were found to be, and no hash of theirs is left", async () => {
  const { id, creator, tell, forget, edit, verdicts } = await openShop();
  await edit(CONTACT);
  await tell({ id: 1, customer: { id: 77 }, phone: "+4915123456789", shipping_address: PARCEL });
  await forget(77);
  expect(await rowsOf(database, "orders", id)).toMatchObject([
    { phone_hashes: [], house_hash: null, flat_hash: null },
  ]);
  await reattribute(database, id, creator);
  expect(await verdicts()).toEqual({ 1: "self-referral-phone" });
});

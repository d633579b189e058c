import { expect, test } from "vitest";
import { inSystem } from "#app/db.server.ts";
import { approveApplication } from "#app/flows/decide-application.server.ts";
import { eraseShop } from "#app/flows/erase-shop.server.ts";
import { exportCustomer } from "#app/flows/export-customer.server.ts";
import { listRequests } from "#app/orders/privacy-requests.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { CANARY, redactBody, tracesOfCanary } from "#test/support/canary.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { foundAnywhere } from "#test/support/everywhere.ts";
import { deliver } from "#test/support/inbox.ts";
import { at } from "#test/support/make.ts";
import { applicationId, apply, openRecruiting } from "#test/support/recruiting.ts";

const database = await freshDb(4);
const now = at("2026-03-10T12:00:00Z");
const shop = await installShop(database);
await openRecruiting(database, shop);
const canary = {
  name: "Canary Eve",
  email: CANARY.email,
  handle: "@canary",
  url: "canary.example",
  message: "canary",
};
await apply(database, shop, applicationId("a"), canary, now);
await apply(database, shop, applicationId("b"), { ...canary, email: CANARY.email.toUpperCase() }, now);
await apply(database, shop, applicationId("c"), { name: "Bea", email: "bea@example.com" }, now);
const words = await tracesOfCanary(database, shop.id);
const tell = (topic: string, body: string) => deliver(database, { topic, body }, now);

test("a customer's file holds what they wrote when they applied, and what was written to them", async () => {
  await tell("customers/data_request", redactBody([], { data_request: { id: 4 } }));
  const [request] = await listRequests(database, shop.id);
  const file = (await exportCustomer(database, shop, request?.id ?? "", now))?.file;
  expect(file?.applications).toMatchObject([
    { name: "Canary Eve", email: CANARY.email, url: "https://canary.example/", state: "waiting" },
    { email: CANARY.email.toUpperCase() },
  ]);
  expect(file?.mails).toMatchObject([{ kind: "application-received", recipient: CANARY.email }]);
  expect(JSON.stringify(file)).not.toContain("bea@example.com");
});

test("a person who asks to be forgotten has never applied: their words and mails are nowhere, also one that waits", async () => {
  expect((await foundAnywhere(database, words)).length).toBeGreaterThan(10);
  await tell("customers/redact", redactBody([]));
  expect(await foundAnywhere(database, words)).toEqual([]);
  expect(await rowsOf(database, "application", shop.id)).toMatchObject([{ name: "Bea" }]);
  expect(await rowsOf(database, "mail", shop.id)).toMatchObject([{ recipient: "bea@example.com" }]);
});

test("who became a creator stays one: only the mails to them go", async () => {
  const hash = await findPersonHash(database, testKeys, shop.id);
  await apply(database, shop, applicationId("d"), canary, now);
  const yes = { programId: "", code: "EVE10", kind: "percent", value: "10", message: "" };
  await approveApplication(database, shop, hash, applicationId("d"), yes, now);
  await apply(database, shop, applicationId("e"), canary, now);
  await tell("customers/redact", redactBody([]));
  const applications = await rowsOf(database, "application", shop.id);
  expect(applications.map(({ id }) => id)).toEqual([applicationId("c"), applicationId("d")]);
  expect((await rowsOf(database, "mail", shop.id)).map(({ recipient }) => recipient)).toEqual([
    "bea@example.com",
  ]);
  expect(await rowsOf(database, "creator", shop.id)).toMatchObject([{ name: "Canary Eve" }]);
});

test("a shop that is erased leaves no application, no mail, no terms, no program", async () => {
  await openRecruiting(database, shop, { terms: "Be kind." });
  await inSystem(database, (tx) => eraseShop(tx, shop.domain, shop.id, at("2027-01-01T00:00:00Z"), now));
  for (const table of ["application", "mail", "recruiting", "creator_terms", "program", "link"])
    expect(await rowsOf(database, table, shop.id), table).toEqual([]);
});

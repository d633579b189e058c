import { expect, test } from "vitest";
import { formatFormToken } from "#app/creators/form-token.ts";
import { handOutForm, openJoinPage } from "#app/flows/apply-as-creator.server.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { applicationId, apply, openRecruiting } from "#test/support/recruiting.ts";

const database = await freshDb(4);
const now = at("2026-03-10T12:00:00Z");
let number = 0;

async function given(settings: Parameters<typeof openRecruiting>[2] = {}) {
  const shop = await installShop(database, `apply-${++number}.myshopify.com`, { name: "Tidewater" });
  await openRecruiting(database, shop, settings);
  const rows = (table: string) => rowsOf(database, table, shop.id);
  return { shop, rows };
}

test("an application is kept as it was written, with the version of the terms and when it was accepted", async () => {
  const { shop, rows } = await given({ terms: "Be kind." });
  expect(await apply(database, shop, applicationId("a"), { terms: "1" }, now, { language: "da" })).toEqual({
    state: "received",
  });
  expect(await rows("application")).toMatchObject([
    {
      id: applicationId("a"),
      name: "Ada Lovelace",
      email: "ada@example.com",
      handle: "@ada",
      url: "https://instagram.com/ada",
      audience: 12_500,
      message: "I make engines.",
      language: "da",
      terms_version: 1,
      accepted_at: now,
      state: "waiting",
      created_at: now,
    },
  ]);
});

test("who applied gets an acknowledgement in their language, and one only", async () => {
  const { shop, rows } = await given();
  await apply(database, shop, applicationId("a"), {}, now, { language: "de" });
  await apply(database, shop, applicationId("b"), { email: "ADA@example.com" }, now);
  expect(await rows("mail")).toMatchObject([
    { kind: "application-received", recipient: "ada@example.com", subject: "Tidewater hat deine Bewerbung" },
  ]);
  expect(await rows("application")).toHaveLength(2);
  const jobs = (await rows("outbox")).filter(({ kind }) => kind === "send-mail");
  expect(jobs).toHaveLength(1);
});

test("a form that is sent twice is one application, also when both arrive at once", async () => {
  const { shop, rows } = await given();
  const sent = await Promise.all([1, 2, 3, 4].map(() => apply(database, shop, applicationId("a"), {}, now)));
  expect(sent.map(({ state }) => state)).toEqual(Array(4).fill("received"));
  expect(await rows("application")).toHaveLength(1);
  expect(await rows("mail")).toHaveLength(1);
});

test("nobody can find out by applying who else did: the answer is the same", async () => {
  const { shop } = await given();
  const first = await apply(database, shop, applicationId("a"), {}, now);
  const again = await apply(database, shop, applicationId("b"), {}, now);
  const unknown = await apply(database, shop, applicationId("c"), { email: "new@example.com" }, now);
  expect(again).toEqual(first);
  expect(unknown).toEqual(first);
});

test("a program that fills in every field it finds is thanked, and nothing is kept", async () => {
  const { shop, rows } = await given();
  expect(await apply(database, shop, applicationId("a"), {}, now, { trap: "https://spam" })).toEqual({
    state: "received",
  });
  expect(await rows("application")).toEqual([]);
  expect(await rows("mail")).toEqual([]);
});

test.each([
  ["faster than people type", 2_000, "too-fast"],
  ["just slow enough", 2_500, "received"],
  ["after a day", 86_400_001, "old"],
  ["before it was handed out", -60_000, "too-fast"],
])("a form that comes back %s (%i ms) is answered %s", async (_how, ms, state) => {
  const { shop, rows } = await given();
  const [key] = testKeys;
  const handedOut = { id: applicationId("a"), at: new Date(now.getTime() - ms) };
  const token = formatFormToken(key?.bytes ?? new Uint8Array(), shop.id, handedOut);
  expect(await apply(database, shop, applicationId("a"), {}, now, { token })).toEqual({ state });
  expect(await rows("application")).toHaveLength(state === "received" ? 1 : 0);
});

test("a form that we did not hand out, or handed out for another shop, is not taken", async () => {
  const { shop, rows } = await given();
  const other = await given();
  const foreign = handOutForm(testKeys, other.shop, new Date(now.getTime() - 60_000));
  for (const token of ["", "ap_x.1.y", foreign])
    expect(await apply(database, shop, applicationId("a"), {}, now, { token })).toEqual({ state: "old" });
  expect(await rows("application")).toEqual([]);
});

test("terms that changed while the page was open are told of, and nothing is kept", async () => {
  const { shop, rows } = await given({ terms: "Be kind." });
  await openRecruiting(database, shop, { terms: "Be very kind." });
  expect(await apply(database, shop, applicationId("a"), { terms: "1" }, now)).toEqual({
    state: "refused",
    because: { terms: "changed" },
  });
  expect(await rows("application")).toEqual([]);
  expect(await apply(database, shop, applicationId("a"), { terms: "2" }, now)).toEqual({ state: "received" });
});

test("a closed page takes nothing", async () => {
  const { shop, rows } = await given({ isOpen: "" });
  expect(await apply(database, shop, applicationId("a"), {}, now)).toEqual({ state: "closed" });
  expect(await rows("application")).toEqual([]);
});

test.each(["nobody", "", "APPLY-1", "apply-1.myshopify.com", "../app", "a".repeat(61), "apply-1%00"])(
  "%j is no shop's page",
  async (handle) => {
    await given();
    expect(await openJoinPage(database, handle)).toBeNull();
  },
);

test("a shop that never saved anything is closed; its page shows the terms that hold now", async () => {
  const shop = await installShop(database, "fresh.myshopify.com");
  expect(await openJoinPage(database, "fresh")).toMatchObject({ isOpen: false, intro: "", terms: null });
  await openRecruiting(database, shop, { terms: "Be kind.", intro: "We sail." });
  await openRecruiting(database, shop, { terms: "Be very kind.", intro: "We sail." });
  expect(await openJoinPage(database, "fresh")).toMatchObject({
    isOpen: true,
    intro: "We sail.",
    terms: { version: 2, text: "Be very kind." },
  });
  await openRecruiting(database, shop);
  expect(await openJoinPage(database, "fresh")).toMatchObject({ terms: null });
});

test("saving the same terms again is no new version", async () => {
  const { shop, rows } = await given({ terms: "Be kind." });
  await openRecruiting(database, shop, { terms: " Be kind.\r\n", intro: "Another." });
  expect(await rows("creator_terms")).toHaveLength(1);
});

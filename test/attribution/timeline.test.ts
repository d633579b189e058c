import fc from "fast-check";
import { expect, test } from "vitest";
import { tellStory } from "#app/attribution/timeline.server.ts";
import { formatPlace, type Place, parsePlace } from "#app/attribution/timeline.ts";
import { inShop } from "#app/db.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop } from "#test/support/database.ts";
import { ADA, at, GRACE, makeOrder, orderId } from "#test/support/make.ts";

const database = await freshDb(4);
const shop = await installShop(database, "demo.myshopify.com", { timeZone: "Pacific/Auckland" });
const other = await installShop(database, "other.myshopify.com");
const NOW = at("2026-07-01T12:00:00Z");
const run = (sql: string, ...values: unknown[]) => database.owner.query(sql, [shop.id, ADA, ...values]);

await seedCreator(database, shop.id, ADA, "ADA10", { heldFrom: at("2026-03-01T10:00:00Z") });
await seedCreator(database, shop.id, GRACE, "GRACE5", { name: "Grace Hopper" });
await seedCreator(database, other.id, ADA, "ADA10", { heldFrom: at("2026-02-01T10:00:00Z") });
await run(
  "INSERT INTO application (shop_id, id, creator_id, name, email, email_hash, language, terms_version, accepted_at, state, decided_at, created_at) VALUES ($1, 'ap_1', $2, 'Ada', 'a@b.c', 'h', 'en', 2, '2026-02-27', 'approved', '2026-03-01T10:00:00Z', '2026-02-27T09:00:00Z')",
);
await run(
  "UPDATE code SET state = 'active', settled_at = '2026-03-01T10:00:05Z' WHERE shop_id = $1 AND creator_id = $2",
);
const code = (id: string, name: string, created: string, more: string, values: string) =>
  run(
    `INSERT INTO code (shop_id, id, creator_id, code, key, value_kind, held_from, created_at, ${more})
     VALUES ($1, '${id}', $2, '${name}', lower('${name}'), 'free-shipping', '${created}', '${created}', ${values})`,
  );
await code(
  "co_2",
  "TAKEN",
  "2026-03-02T10:00:00Z",
  "state, problem, settled_at",
  "'refused', 'taken:Spring', '2026-03-02T10:00:07Z'",
);
await code(
  "co_3",
  "GONE",
  "2026-03-03T10:00:00Z",
  "state, drift, drifted_at, settled_at",
  "'active', 'deleted', '2026-05-01T10:00:00Z', '2026-03-03T10:00:00Z'",
);
await code(
  "co_4",
  "SPRING",
  "2026-03-04T10:00:00Z",
  "state, conditions",
  `'active', '{"endsAt": "2026-06-01T00:00:00Z"}'`,
);
await code(
  "co_5",
  "LATER",
  "2026-03-05T10:00:00Z",
  "state, conditions",
  `'active', '{"endsAt": "2026-12-01T00:00:00Z"}'`,
);
await run(
  "INSERT INTO link (shop_id, id, creator_id, slug, path, title, created_at, ended_at) VALUES ($1, 'ln_1', $2, 'ada', '/', '', '2026-03-01T10:00:00Z', '2026-06-02T10:00:00Z')",
);
await run(
  "INSERT INTO creator_pause (shop_id, creator_id, from_at, to_at) VALUES ($1, $2, '2026-04-01T10:00:00Z', '2026-04-02T10:00:00Z'), ($1, $2, '2026-06-20T10:00:00Z', NULL)",
);
await run(
  `INSERT INTO collaboration (shop_id, id, creator_id, kind, day, fee_minor, gift_minor, currency, created_at, updated_at)
   VALUES ($1, 'cb_1', $2, 'tutorial', '2026-04-02', 5000, 250, 'USD', now(), now()), ($1, 'cb_2', $2, 'live', '2026-09-01', 0, 0, 'USD', now(), now())`,
);
await run(
  `INSERT INTO mail (shop_id, id, kind, creator_id, recipient, email_hash, subject, text, html, problem, created_at, sent_at) VALUES
   ($1, 'ml_1', 'invitation', $2, 'a@b.c', 'h', 'Welcome', '', '', NULL, '2026-03-01T10:00:00Z', '2026-03-01T10:00:09Z'),
   ($1, 'ml_2', 'invitation', $2, 'a@b.c', 'h', 'Again', '', '', 'no such mailbox', '2026-03-06T10:00:00Z', NULL)`,
);
const order = (number: number, instant: string, fields = {}) =>
  inShop(database, shop.id, (tx) =>
    recordOrder(
      tx,
      shop.id,
      makeOrder({
        id: orderId(number),
        name: `#${number}`,
        codes: ["ADA10"],
        processedAt: at(instant),
        ...fields,
      }),
      NOW,
    ),
  );
await order(1, "2026-03-10T10:00:00Z");
await order(2, "2026-03-08T10:00:00Z", { financialStatus: "pending" });
await order(3, "2026-03-09T10:00:00Z");

const tell = (of: CreatorId = ADA, from: { older?: Place; newer?: Place; limit?: number } = {}, in_ = shop) =>
  tellStory(database, in_, of, { limit: 100, ...from }, NOW);

test("a creator's story is told from what is there, newest first, and nothing that lies ahead", async () => {
  const { entries, older, newer } = await tell();
  expect(entries.map(({ happening }) => happening.kind)).toEqual([
    "paused",
    "link-ended",
    "code-ended",
    "code-drifted",
    "resumed",
    "collaboration",
    "paused",
    "first-order",
    "mail-failed",
    "code-given",
    "code-given",
    "code-live",
    "code-given",
    "code-refused",
    "code-given",
    "mail-sent",
    "code-live",
    "link-made",
    "code-given",
    "joined",
    "applied",
  ]);
  expect([older, newer]).toEqual([null, null]);
});

test("each says with what, and why", async () => {
  const { entries } = await tell();
  const found = (kind: string) =>
    entries.map(({ happening }) => happening).filter((each) => each.kind === kind);
  expect(found("first-order")).toEqual([
    {
      kind: "first-order",
      order: "#3",
      net: { minor: 10_000, currency: "USD" },
      by: { code: "ADA10" },
      currency: undefined,
    },
  ]);
  expect(found("joined")).toMatchObject([{ isApproved: true }]);
  expect(found("applied")).toMatchObject([{ termsVersion: 2 }]);
  expect(found("code-refused")).toMatchObject([{ code: "TAKEN", problem: "taken:Spring" }]);
  expect(found("code-drifted")).toMatchObject([{ code: "GONE", drift: "deleted" }]);
  expect(found("code-ended")).toMatchObject([{ code: "SPRING" }]);
  expect(found("code-given").at(-1)).toMatchObject({
    code: "ADA10",
    value: { kind: "percent", basisPoints: 1000 },
    conditions: {},
    origin: "made",
    batch: null,
  });
  expect(found("collaboration")).toMatchObject([
    { what: "tutorial", cost: { minor: 5250, currency: "USD" } },
  ]);
  expect(found("mail-failed")).toMatchObject([{ subject: "Again", problem: "no such mailbox" }]);
});

test("days are the shop's: a collaboration's is its own, whatever the clock says in UTC", async () => {
  const { entries } = await tell();
  const days = Object.fromEntries(entries.map(({ happening, day }) => [happening.kind, day]));
  // 10:00 UTC is 22:00 or 23:00 of the same day in Auckland, 2026-04-02T10:00Z among them.
  expect(days.collaboration).toBe("2026-04-02");
  expect(days.resumed).toBe("2026-04-02");
  expect(days["first-order"]).toBe("2026-03-09");
  // In the order of time, every day's entries stand together.
  const order = entries.map(({ day }) => day);
  expect(order).toEqual(order.toSorted().reverse());
});

test("it is read page by page, forwards and back, each entry once, also within one instant", async () => {
  const whole = (await tell()).entries.map(formatPlace);
  for (const limit of [1, 2, 4, 20]) {
    const seen: string[] = [];
    let page = await tell(ADA, { limit });
    expect(page.newer).toBeNull();
    for (;;) {
      seen.push(...page.entries.map(formatPlace));
      if (!page.older) break;
      const next = await tell(ADA, { limit, older: page.older });
      const back = next.newer && (await tell(ADA, { limit, newer: next.newer }));
      expect(back?.entries.map(formatPlace)).toEqual(page.entries.map(formatPlace));
      page = next;
    }
    expect(seen).toEqual(whole);
  }
});

test("another creator's, and another shop's creator of the same id, have stories of their own", async () => {
  expect((await tell(GRACE)).entries.map(({ happening }) => happening.kind)).toEqual([
    "code-given",
    "joined",
  ]);
  expect((await tell(ADA, {}, other)).entries.map(({ happening }) => happening)).toMatchObject([
    { kind: "code-given", code: "ADA10" },
    { kind: "joined", isApproved: false },
  ]);
});

test("a place survives the address bar; nonsense is no place", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom("pause", "co_ada00000000000000000", "gid://shopify/Order/1"),
      (at, rank, ref) => {
        expect(parsePlace(formatPlace({ at, rank, ref }))).toEqual({ at, rank, ref });
      },
    ),
  );
  for (const text of [null, "", "1", "1.2", "1.2.", "1.222.a", "99999999999999.1.a", "1.1.a'--"])
    expect(parsePlace(text)).toBeNull();
});

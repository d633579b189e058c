import { expect, test } from "vitest";
import { NO_CONDITIONS } from "#app/creators/conditions.ts";
import { inShop } from "#app/db.server.ts";
import { addCodes, MOST_CODES, previewCodes } from "#app/flows/add-codes.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { batchForm, NOW, seedPeople } from "#test/support/batches.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { doJobs } from "#test/support/jobs.ts";
import { at, creatorId, makeOrder, orderId } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const database = await freshDb(6);
let number = 0;

async function given(count: number, name?: (n: number) => string) {
  const shop = await installShop(database, `add-${++number}.myshopify.com`);
  const people = await seedPeople(database, shop.id, count, name);
  const add = (fields: Parameters<typeof batchForm>[0] = {}) =>
    addCodes(database, shop, batchForm(fields), NOW);
  const preview = (fields: Parameters<typeof batchForm>[0] = {}) =>
    previewCodes(database, shop, batchForm(fields), NOW);
  const codes = async () =>
    (await rowsOf(database, "code", shop.id)).map(({ code }) => String(code)).toSorted();
  return { shop, people, add, preview, codes };
}

test("every creator gets a code of their own, on the same terms, from now on", async () => {
  const { shop, add } = await given(3, (n) => ["Ada L", "ada K", "Zoë"][n - 1] ?? "");
  const conditions = { ...NO_CONDITIONS, oncePerCustomer: "on", minimumKind: "units", minimum: "2" };
  const added = await add({ kind: "amount", value: "7.50", conditions });
  expect(added).toMatchObject({ codes: 3 });
  const rows = await rowsOf(database, "code", shop.id);
  expect(rows.map(({ code }) => code).toSorted()).toEqual(["ADA7.50", "ADA7.50-2", "ZOE7.50"]);
  for (const row of rows)
    expect(row).toMatchObject({
      ...{ state: "creating", value_kind: "amount", amount_minor: "750", held_from: NOW, origin: "made" },
      conditions: { oncePerCustomer: true, minimum: { kind: "units", units: 2 } },
    });
  expect(await rowsOf(database, "code_batch", shop.id)).toMatchObject([
    { title: "Spring", discount_id: null },
  ]);
});

test("sending the form twice, at once or later, gives the codes once", async () => {
  const { add, codes, shop } = await given(5);
  const form = { batchId: "ba_00000000000000000000", who: "without" };
  const answers = await Promise.all([add(form), add(form)]);
  expect(await add(form)).toMatchObject({ id: form.batchId, codes: 0 });
  expect(answers.map((answer) => ("id" in answer ? answer.id : answer))).toEqual([
    form.batchId,
    form.batchId,
  ]);
  expect(await codes()).toHaveLength(5);
  expect((await rowsOf(database, "outbox", shop.id)).map(({ kind }) => kind).toSorted()).toEqual([
    "bulk-codes",
    "credit-batch",
  ]);
});

test("a form whose second sending overtakes the first, while it looks who has no code, is one form", async () => {
  const { shop, add, codes } = await given(5);
  const form = { batchId: "ba_00000000000000000000", who: "without" };
  const connect = async () => {
    const client = await database.app.connect();
    const query = client.query.bind(client) as (asked: { text?: string }) => Promise<unknown>;
    client.query = (async (asked: { text?: string }) => {
      if (asked.text?.includes("FROM creator")) {
        client.query = query as typeof client.query;
        expect(await add(form)).toMatchObject({ codes: 5 });
      }
      return query(asked);
    }) as typeof client.query;
    return client;
  };
  const overtaken = { ...database, app: { connect } as unknown as typeof database.app };
  expect(await addCodes(overtaken, shop, batchForm(form), NOW)).toEqual({ id: form.batchId, codes: 0 });
  expect(await codes()).toHaveLength(5);
});

test("whoever is chosen gets a code: those without one, those of a program, those who were picked", async () => {
  const { shop, people, add, codes } = await given(4);
  const [first = creatorId("p1x"), second, third] = people;
  await inShop(database, shop.id, async (tx) => {
    await tx.query(
      `INSERT INTO program (shop_id, id, name, value_kind, basis_points, template, created_at, updated_at)
       VALUES ($1, 'pg_00000000000000000000', 'Gold', 'percent', 1000, '{FIRST}', $2, $2)`,
      [shop.id, NOW],
    );
    await tx.query(
      "UPDATE creator SET program_id = 'pg_00000000000000000000' WHERE shop_id = $1 AND id = $2",
      [shop.id, second],
    );
  });
  await seedCreator(database, shop.id, first, "HASONE", { name: "Person0001 Test" });
  await add({ who: "program", programId: "pg_00000000000000000000", template: "{NAME}A" });
  await add({ who: "picked", creatorIds: [String(third), "cr_nobody", "nonsense"], template: "{NAME}B" });
  await add({ who: "without", template: "{NAME}C" });
  expect(await codes()).toEqual(["HASONE", "PERSON0002TESTA", "PERSON0003TESTB", "PERSON0004TESTC"]);
});

test.each([
  ["nobody is there", { who: "without", template: "{FIRST}" }, { who: "nobody" }],
  ["nobody is picked", { who: "picked" }, { who: "nobody" }],
  ["no program is chosen", { who: "program", programId: "" }, { who: "no-program" }],
  ["the template is wrong", { template: "{NAEM}" }, { template: "unknown-token" }],
  ["the value is none", { value: "ten" }, { value: "not-a-number" }],
  ["the discount has no name", { title: " " }, { title: "empty" }],
  [
    "a condition is wrong",
    { conditions: { ...NO_CONDITIONS, minimumKind: "units", minimum: "0" } },
    { minimum: "out-of-range" },
  ],
])("%s: nothing is added, and the field says why", async (_what, fields, because) => {
  const { add, codes } = await given(0);
  expect(await add(fields)).toMatchObject({ because });
  expect(await codes()).toEqual([]);
});

test("a name that leaves no letters gets no code, and the preview names whose", async () => {
  const { add, preview, codes } = await given(12, (n) => (n === 12 ? "李" : `Ada ${n}`));
  const seen = await preview({ template: "{FIRST}{VALUE}" });
  if ("because" in seen) throw new Error("refused");
  expect(seen).toMatchObject({ people: 12, numbered: 10, without: ["李"], withoutCount: 1 });
  expect(seen.first).toHaveLength(10);
  expect(await codes()).toEqual([]);
  expect(await add({ template: "{FIRST}{VALUE}" })).toMatchObject({ codes: 11 });
  const nameless = await given(1, () => "李");
  expect(await nameless.add()).toMatchObject({ because: { who: "no-codes" } });
});

test("more than ten thousand at once are refused", async () => {
  const { add, codes } = await given(MOST_CODES + 1);
  expect(await add()).toMatchObject({ because: { who: "too-many" } });
  expect(await codes()).toEqual([]);
}, 120_000);

test("ten thousand codes are added in one sending, and made in Shopify 250 at a time", async () => {
  const { shop, add } = await given(MOST_CODES);
  await database.owner.query("DELETE FROM outbox");
  const begun = Date.now();
  expect(await add()).toMatchObject({ codes: MOST_CODES });
  const added = Date.now();
  const admin = await openAdmin({ bucket: createBucket(() => 0, 1_000_000) });
  await doJobs(database, admin.graphql, NOW);
  process.stdout.write(`10,000 codes: added in ${added - begun} ms, made in ${Date.now() - added} ms.\n`);
  const refused = (await rowsOf(database, "code", shop.id)).filter(({ state }) => state !== "active");
  expect(refused.map(({ code, problem }) => [code, problem])).toEqual([]);
  expect(admin.asked.filter((name) => name === "AddCodes")).toHaveLength(40);
}, 240_000);

test("orders that carry a code from before it was given are credited by it, without a job for each creator", async () => {
  const { shop, add } = await given(300);
  await database.owner.query("UPDATE creator SET created_at = $1", [at("2026-01-01")]);
  const record = (id: number, code: string, instant = at("2026-03-10T12:00:01Z")) => {
    const order = makeOrder({ id: orderId(id), codes: [code], createdAt: instant, processedAt: instant });
    return inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, order, NOW));
  };
  await record(1, "person000710");
  await record(2, "PERSON028810");
  await record(3, "PERSON028810", at("2026-03-01"));
  await add();
  await doJobs(database, (await openAdmin({ bucket: createBucket(() => 0, 1_000_000) })).graphql, NOW);
  const credited = (await rowsOf(database, "attribution", shop.id)).map(({ creator_id }) => creator_id);
  expect(credited.toSorted()).toEqual([creatorId("p288x"), creatorId("p7x"), null]);
  expect((await rowsOf(database, "outbox", shop.id)).filter(({ kind }) => kind === "reattribute")).toEqual(
    [],
  );
  expect(await figuresOf(database, shop.id)).toEqual(await recomputedFigures(database, shop.id));
});

import pg from "pg";
import { type CreatorsQuery, OPENING } from "#app/attribution/creators-query.ts";
import { listCreators } from "#app/attribution/creators-table.server.ts";
import { type Database, openDatabase } from "#app/db.server.ts";
import { type ImportWish, readImport } from "#app/flows/read-import.server.ts";
import { runImport } from "#app/flows/run-import.server.ts";
import { chooseColumns, startImport, takeFile } from "#app/flows/steer-import.server.ts";
import type { Working } from "#app/flows/work-import.server.ts";
import { findRun } from "#app/imports/runs.server.ts";
import { parseSecretKeys } from "#app/shopify/secret.server.ts";
import { findInstalledShop, findPersonHash, type Shop } from "#app/shopify/shops.server.ts";
import { type Figure, figure } from "#test/bench/figures/figure.ts";
import { spreadOf } from "#test/bench/figures/spread.ts";
import type { Part } from "#test/bench/part/bench.ts";
import { installShops } from "#test/bench/running/shop.ts";
import { fillWithCreators } from "#test/support/many-creators.ts";

const IMPORT = "creators: a file of them comes in";
const TABLE = "creators: the table of many, each with two codes";
const [MOVING_IN, FULL] = ["import.myshopify.com", "many.myshopify.com"] as const;
const LOADS = 30;
const MB = 1024 * 1024;
const SHOWN: readonly (readonly [string, CreatorsQuery])[] = [
  ["as it opens", OPENING],
  ["searched", { ...OPENING, search: "ada" }],
  ["page 100, by name", { ...OPENING, sort: "name", isDescending: false, page: 100 }],
  ["with a refused code", { ...OPENING, codes: ["refused"] }],
];

/** A file is looked at, imported and looked at again; then a full shop's table is read as its page reads it. */
export const creators: Part = async ({ server, sizes, say }) => {
  const ground = await server.clone();
  await installShops(ground, [MOVING_IN, FULL]);
  const database = openDatabase(ground.url, 4);
  const owner = new pg.Pool({ connectionString: ground.ownerUrl, max: 1 });
  try {
    const imported = await measureImport(database, sizes.creators);
    say(`creators: ${sizes.creators} rows came in`);
    const shop = await shopOf(database, FULL);
    await fillWithCreators(owner, shop.id, sizes.creators);
    await owner.query("ANALYZE");
    return [...imported, ...(await measureTable(database, shop))];
  } finally {
    await owner.end();
    await database.close();
  }
};

async function shopOf(database: Database, domain: string): Promise<Shop> {
  const shop = await findInstalledShop(database, domain);
  if (!shop) throw new Error(`${domain} is not installed.`);
  return shop;
}

async function measureImport(database: Database, rows: number): Promise<Figure[]> {
  const shop = await shopOf(database, MOVING_IN);
  const keys = parseSecretKeys([process.env.ENCRYPTION_KEYS ?? ""]);
  const hash = await findPersonHash(database, keys, shop.id);
  const working: Working = { database, shop, hash, clock: () => new Date() };
  const file = fileOf(rows);
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const first = await look(working, file);
  const imported = await timed(async () => {
    await startImport(database, shop.id, first.id, new Date());
    await finish(working, runImport, first.id);
  });
  const again = await look(working, file);
  clearInterval(watch);
  return [
    figure(IMPORT, "rows", rows, ""),
    figure(IMPORT, "looked at", first.seconds, "s"),
    figure(IMPORT, "imported", imported, "s", { atMost: 60 }),
    figure(IMPORT, "looked at again", again.seconds, "s"),
    figure(IMPORT, "memory above the start, resident", (peak - before) / MB, "MiB", { atMost: 512 }),
  ];
}

/** Each row is somebody new, with a code; two discounts. */
function fileOf(rows: number): Buffer {
  const row = (n: number) => `Creator ${n},c${n}@example.com,MOVE${n},${n % 2 === 0 ? 15 : 10},@move${n}`;
  return Buffer.from(
    ["name,email,code,percent,handle", ...Array.from({ length: rows }, (_, n) => row(n))].join("\n"),
  );
}

async function look(working: Working, bytes: Buffer) {
  const { database, shop } = working;
  const taken = await takeFile(database, shop, "creators", { name: "file.csv", bytes }, new Date());
  if ("because" in taken) throw new Error(`The file was refused: ${taken.because}.`);
  const { id } = taken;
  const mapping = (await findRun(database, shop.id, id))?.choices.mapping ?? {};
  const columns = Object.entries(mapping).map(([name, at]) => [`column.${name}`, String(at)]);
  await chooseColumns(
    database,
    shop,
    id,
    { kind: "percent", value: "10", ...Object.fromEntries(columns) },
    new Date(),
  );
  return { id, seconds: await timed(() => finish(working, readImport, id)) };
}

async function finish(working: Working, job: typeof readImport, id: ImportWish["id"]) {
  const { database, shop } = working;
  const round = (await findRun(database, shop.id, id))?.choices.round ?? 0;
  while ((await job(working, { id, round })).state === "again");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function measureTable(database: Database, shop: Shop): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, query] of SHOWN) {
    const times: number[] = [];
    for (let load = 0; load < LOADS; load++)
      times.push(1000 * (await timed(() => listCreators(database, shop, query))));
    const { p50, p95 } = spreadOf(times);
    figures.push(figure(TABLE, `${what}: p50`, p50, "ms"));
    figures.push(figure(TABLE, `${what}: p95`, p95, "ms", { atMost: 100 }));
  }
  return figures;
}

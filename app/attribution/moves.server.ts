import { atEnd, type Tx } from "#app/db.server.ts";
import type { LinkId, ShopId } from "#app/kernel/id.ts";

/** By how much counts and sums of a row of figures move. */
type Amounts = Readonly<Record<string, number>>;
type Sums = Map<string, { readonly key: readonly string[]; readonly by: Record<string, number> }>;
type Moves = { readonly shopId: ShopId; readonly tables: Record<Table, Sums> };

/** The rows that orders share, by table: what tells one row from another, and what is summed. */
const TABLES = {
  figures: {
    key: ["credited", "currency"],
    sums: { orders: "int", share: "bigint", customers: "int", net: "bigint", refunded: "bigint" },
  },
  link_figures: { key: ["link_id", "currency"], sums: { orders: "int", net: "bigint" } },
  channel_figures: {
    key: ["channel", "newness", "currency"],
    sums: { customers: "int", repeaters: "int", orders: "int", net: "bigint" },
  },
  code_day: {
    key: ["creator_id", "key", "day"],
    sums: { uses: "int", untouched: "int", coupons: "int", repeats: "int" },
  },
} as const;
type Table = keyof typeof TABLES;

/** Moves the figures of a creator, or of nobody, in a currency. */
export function moveFigures(tx: Tx, shopId: ShopId, [credited, currency]: [string, string], by: Amounts) {
  add(movesOf(tx, shopId).tables.figures, [credited, currency], by);
}

/** Moves the figures of a link in a currency. */
export function moveLink(tx: Tx, shopId: ShopId, [linkId, currency]: [LinkId, string], by: Amounts) {
  add(movesOf(tx, shopId).tables.link_figures, [linkId, currency], by);
}

/** Moves the figures of customers by channel, newness and currency. */
export function moveChannel(tx: Tx, shopId: ShopId, key: [string, string, string], by: Amounts) {
  add(movesOf(tx, shopId).tables.channel_figures, key, by);
}

/** Moves what a creator's code was used on a day: `[creator, code's key, day]`. */
export function moveCodeDay(tx: Tx, shopId: ShopId, key: [string, string, string], by: Amounts) {
  add(movesOf(tx, shopId).tables.code_day, key, by);
}

const movesOf = (tx: Tx, shopId: ShopId): Moves =>
  atEnd(tx, write, () => ({
    shopId,
    tables: { figures: new Map(), link_figures: new Map(), channel_figures: new Map(), code_day: new Map() },
  }));

function add(sums: Sums, key: readonly string[], by: Amounts) {
  const name = key.join(" ");
  const move = sums.get(name) ?? { key, by: {} };
  for (const [column, amount] of Object.entries(by)) move.by[column] = (move.by[column] ?? 0) + amount;
  sums.set(name, move);
}

/** Writes each table in one statement, rows in the sequence of their keys, tables in the sequence of `TABLES`. */
async function write(tx: Tx, { shopId, tables }: Moves): Promise<void> {
  for (const [table, { key, sums }] of Object.entries(TABLES)) {
    const moved = [...tables[table as Table].values()].filter(({ by }) => Object.values(by).some(Boolean));
    if (moved.length === 0) continue;
    const columns = Object.keys(sums);
    const types = [...key.map(() => "text"), ...Object.values(sums)];
    await tx.query(
      `INSERT INTO ${table} (shop_id, ${[...key, ...columns].join(", ")})
       SELECT $1, moved.* FROM unnest(${types.map((type, index) => `$${index + 2}::${type}[]`).join(", ")}) AS moved (${key.join(", ")})
       ORDER BY ${key.join(", ")}
       ON CONFLICT (shop_id, ${key.join(", ")}) DO UPDATE SET ${columns
         .map((column) => `${column} = ${table}.${column} + excluded.${column}`)
         .join(", ")}`,
      [
        shopId,
        ...key.map((_, index) => moved.map((move) => move.key[index])),
        ...columns.map((column) => moved.map(({ by }) => by[column] ?? 0)),
      ],
    );
  }
}

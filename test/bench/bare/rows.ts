import pg from "pg";

/** One statement of an order's transaction, prepared by its text. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/** Where the rows of an order are, which belong to it, and what happens to one that is there already. */
const TABLES = [
  { table: "customer", of: "id = o.customer_id", again: "ON CONFLICT DO NOTHING" },
  { table: "customer_email", of: "email_hash = o.email_hash", again: "ON CONFLICT DO NOTHING" },
  { table: "orders", of: "id = o.id", again: "" },
  { table: "order_line", of: "order_id = o.id", again: "" },
  { table: "order_code", of: "order_id = o.id", again: "" },
  { table: "attribution", of: "order_id = o.id", again: "" },
] as const;

/** What an order adds to the figures, moved row by row as the app moves them: shared rows last. */
const FIGURES = [
  `INSERT INTO figures_customer (shop_id, credited, currency, customer_id, orders) VALUES ($1, $2, $3, $4, 1)
   ON CONFLICT (shop_id, credited, currency, customer_id) DO UPDATE SET orders = figures_customer.orders + 1`,
  `INSERT INTO figures (shop_id, credited, currency, orders, customers, net, refunded) VALUES ($1, $2, $3, 1, 0, $4, $5)
   ON CONFLICT (shop_id, credited, currency) DO UPDATE SET orders = figures.orders + 1, net = figures.net + excluded.net,
     refunded = figures.refunded + excluded.refunded`,
];

type Row = Record<string, string | null>;

/**
 * Reads all orders of a database whose number, counted by id, has the given remainder, and writes down each as the
 * statements that would put exactly its rows into another database.
 */
export async function readOrders(url: string, part: number, parts: number): Promise<Statement[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "CREATE TEMPORARY TABLE chosen AS SELECT *, row_number() OVER (ORDER BY id) AS n FROM orders",
  );
  await client.query("DELETE FROM chosen WHERE n % $2 <> $1", [part, parts]);
  const orders = new Map<string, Statement[]>();
  for (const { table, of, again } of TABLES) {
    const columns = await columnsOf(client, table);
    const texts = columns.map((column) => `t.${column}::text AS ${column}`).join(", ");
    const { rows } = await client.query<Row>(
      `SELECT o.id AS belongs_to, ${texts} FROM chosen o JOIN ${table} t ON t.shop_id = o.shop_id AND t.${of} ORDER BY o.n`,
    );
    for (const [id, own] of Map.groupBy(rows, (row) => row.belongs_to ?? "")) {
      const statements = orders.get(id) ?? [];
      orders.set(id, statements);
      statements.push(insert(table, columns, own, again));
      if (table === "attribution") statements.push(...own.flatMap(figures));
    }
  }
  await client.end();
  return [...orders.values()];
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query(
    "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public' ORDER BY ordinal_position",
    [table],
  );
  return rows.map((row) => row.column_name);
}

function insert(table: string, columns: readonly string[], rows: readonly Row[], again: string): Statement {
  const places = rows.map(
    (_, r) => `(${columns.map((_, c) => `$${r * columns.length + c + 1}`).join(", ")})`,
  );
  return {
    name: `${table} ${rows.length}`,
    text: `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${places.join(", ")} ${again}`,
    values: rows.flatMap((row) => columns.map((column) => row[column])),
  };
}

function figures(row: Row): Statement[] {
  if (row.is_counted !== "true") return [];
  const credited = row.creator_id ?? "nobody";
  const [ofCustomer = "", ofAll = ""] = FIGURES;
  return [
    {
      name: "figures_customer",
      text: ofCustomer,
      values: [row.shop_id, credited, row.currency, row.customer_id],
    },
    { name: "figures", text: ofAll, values: [row.shop_id, credited, row.currency, row.net, row.refunded] },
  ];
}

import pg from "pg";

type Row = Record<string, unknown>;

/** Reads the app's tables as the app's own two roles may: one shop's, and the queues. */
export type Reader = {
  readonly shopId: string;
  /** A query over the shop's tables. */
  shop(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A query over the queues. */
  queues(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/**
 * Opens a reader of the installed shop.
 * @param url DATABASE_URL, as the app has it
 */
export async function openReader(url: string, domain: string): Promise<Reader> {
  const system = await connect(url, "tributary_system");
  const { rows } = await system.query<{ id: string }>("SELECT id FROM shop WHERE domain = $1", [domain]);
  const shopId = rows[0]?.id;
  if (shopId === undefined) {
    await system.end();
    throw new Error(`The app does not know the shop ${domain}: it has not been installed there.`);
  }
  const app = await connect(url, "tributary_app");
  await app.query("SELECT set_config('app.shop_id', $1, false)", [shopId]);
  return {
    shopId,
    shop: async (sql, values = []) => (await app.query(sql, [...values])).rows,
    queues: async (sql, values = []) => (await system.query(sql, [...values])).rows,
    close: async () => void (await Promise.all([app.end(), system.end()])),
  };
}

async function connect(url: string, role: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    options: `-c role=${role}`,
    application_name: "sandbox report",
  });
  client.on("error", () => {});
  await client.connect();
  return client;
}

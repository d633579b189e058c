/** A bug that somebody could plant, and the test that must turn red on it. `find` must be in the file, or the list has gone stale. */
export type Bug = {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
};

const SCHEMA = "prisma/migrations/20261122000000_first_light/migration.sql";

export const BUGS: readonly Bug[] = [
  {
    name: "the inbox takes a delivery twice",
    file: SCHEMA,
    find: 'CREATE UNIQUE INDEX "inbox_shop_domain_topic_webhook_id_key"',
    replace: 'CREATE INDEX "inbox_shop_domain_topic_webhook_id_key"',
    test: "test/queue/inbox.test.ts",
  },
  {
    name: "a webhook is acknowledged before it is stored",
    file: "app/routes/webhooks.ts",
    find: "await keep(db(), delivery, new Date());",
    replace: "keep(db(), delivery, new Date()).catch(() => {});",
    test: "test/routes/webhooks.test.ts",
  },
  {
    name: "a delivery is marked before its effects are committed",
    file: "app/queue/inbox.server.ts",
    find: "claimed = await claim(tx, now);",
    replace:
      "claimed = await claim(tx, now);\n      if (claimed) await tx.query(['UPDATE inbox SET state = $$applied$$ WHERE id =', claimed.id, '; COMMIT; BEGIN'].join(' '));",
    test: "test/queue/inbox.test.ts",
  },
  {
    name: "two workers may claim one delivery",
    file: "app/queue/inbox.server.ts",
    find: "LIMIT 1 FOR UPDATE OF inbox SKIP LOCKED",
    replace: "LIMIT 1",
    test: "test/queue/inbox.test.ts",
  },
  {
    name: "an old snapshot overwrites a newer one",
    file: "app/orders/refund.ts",
    find: 'if (later !== 0) return later > 0 ? "incoming" : "stored";',
    replace: 'if (later !== 0) return "incoming";',
    test: "test/flows/record-order.test.ts",
  },
  {
    name: "codes compare with their letter case",
    file: "app/creators/code.ts",
    find: ".trim().toLowerCase() as CodeKey",
    replace: ".trim() as CodeKey",
    test: "test/creators/code.test.ts",
  },
  {
    name: "every currency has hundredths, yen too",
    file: "app/kernel/money.ts",
    find: "const places = exponentOf(currency);",
    replace: "const places = 2;",
    test: "test/kernel/money.test.ts",
  },
  {
    name: "refunded shipping is clawed back from the lines",
    file: "app/orders/counted.ts",
    find: 'filter(({ kind }) => kind === "other")',
    replace: "filter(({ kind }) => kind.length > 0)",
    test: "test/orders/counted.test.ts",
  },
  {
    name: "test orders count",
    file: "app/orders/counted.ts",
    find: 'if (order.isTest) return "test-order";',
    replace: "",
    test: "test/attribution/attribute.test.ts",
  },
  {
    name: "ids above 2^53 lose their last digits",
    file: "app/shopify/json.ts",
    find: "return parseWithSource(text, exactNumber);",
    replace: "return JSON.parse(text);",
    test: "test/shopify/payload.test.ts",
  },
  {
    name: "a creator may buy with their own code",
    file: "app/creators/same-person.ts",
    find: 'return "customer";',
    replace: "return null;",
    test: "test/flows/record-order.test.ts",
  },
  {
    name: "row-level security is forgotten on one table",
    file: SCHEMA,
    find: "'order_code', 'refund',",
    replace: "'order_code',",
    test: "test/prisma/catalogue.test.ts",
  },
  {
    name: "row-level security does not hold for the table's owner",
    file: SCHEMA,
    find: "EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);",
    replace: "",
    test: "test/prisma/catalogue.test.ts",
  },
  {
    name: "a shop's row may point at nobody's creator",
    file: SCHEMA,
    find: 'ALTER TABLE "creator_pause" ADD CONSTRAINT "creator_pause_shop_id_creator_id_fkey"',
    replace:
      'SELECT 1; -- ALTER TABLE "creator_pause" ADD CONSTRAINT "creator_pause_shop_id_creator_id_fkey"',
    test: "test/db.test.ts",
  },
  {
    name: "without a shop the tables look empty",
    file: SCHEMA,
    find: "IF shop IS NULL THEN",
    replace: "IF false THEN",
    test: "test/db.test.ts",
  },
  {
    name: "a connection that failed to commit goes back to the pool",
    file: "app/db.server.ts",
    find: "client.release(failure);",
    replace: "if (!failure) client.release();",
    test: "test/db.test.ts",
  },
  {
    name: "a lost database connection ends the process",
    file: "app/db.server.ts",
    find: 'made.on("error",',
    replace: 'made.on("remove",',
    test: "test/db.test.ts",
  },
  {
    name: "the figures add instead of moving by the difference",
    file: "app/attribution/attributions.server.ts",
    find: "const before = await findPosted(tx, shopId, orderId);",
    replace: "const before = null as Posted | null; void findPosted;",
    test: "test/flows/record-order.test.ts",
  },
  {
    name: "customers are counted by the order",
    file: "app/attribution/attributions.server.ts",
    find: "if (by === 1) return orders === 1 ? 1 : 0;",
    replace: "if (by === 1) return 1;",
    test: "test/flows/record-order.test.ts",
  },
  {
    name: "a code is created without looking first",
    file: "app/flows/create-code.server.ts",
    find: "const before = await findDiscount(graphql, shop.domain, code.code, tag);",
    replace: "const before = null as Awaited<ReturnType<typeof findDiscount>>;",
    test: "test/flows/create-code.test.ts",
  },
  {
    name: "anybody's discount is adopted",
    file: "app/shopify/discounts.server.ts",
    find: "isOurs: tags.includes(tag)",
    replace: "isOurs: tags.length >= 0",
    test: "test/flows/create-code.test.ts",
  },
  {
    name: "a sealed token opens for another shop",
    file: "app/shopify/secret.server.ts",
    find: "Buffer.from(owner)",
    replace: 'Buffer.from("")',
    test: "test/shopify/session.test.ts",
  },
  {
    name: "a signature is compared by its bytes, so base64url passes",
    file: "app/shopify/delivery.server.ts",
    find: 'const given = Buffer.from(signature ?? "");',
    replace: 'const given = Buffer.from(Buffer.from(signature ?? "", "base64").toString("base64"));',
    test: "test/routes/webhooks.test.ts",
  },
  {
    name: "a webhook of any size is read",
    file: "app/shopify/delivery.server.ts",
    find: "if (size > MAX_BYTES) {",
    replace: "if (size > 64 * MAX_BYTES) {",
    test: "test/routes/webhooks.test.ts",
  },
  {
    name: "a job's effects outlive the failure of their mark",
    file: "app/queue/outbox.server.ts",
    find: "if (rowCount === 1 && effects)",
    replace: "if (effects)",
    test: "test/queue/outbox.test.ts",
  },
  {
    name: "an open page misses what was committed late",
    file: "app/attribution/explained.server.ts",
    find: "concat_ws('-', max(revision), sum(revision))",
    replace: "max(revision)::text",
    test: "test/attribution/reads.test.ts",
  },
  {
    name: "a worker that lost its lease settles all the same",
    file: "app/queue/outbox.server.ts",
    find: "AND attempts = $5 AND",
    replace: "AND attempts >= $5 AND",
    test: "test/queue/outbox.test.ts",
  },
];

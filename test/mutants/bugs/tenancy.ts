import type { Bug } from "#test/mutants/bug.ts";

const MATRIX = "test/tenancy/matrix.test.ts";
const LOG = "test/tenancy/log.test.ts";

/** Bugs that show one shop what is another's, or the log what is nobody's business. */
export const BUGS: readonly Bug[] = [
  {
    name: "another shop's delivery can be read by its number",
    file: "app/queue/deliveries.server.ts",
    find: "WHERE id = $2 AND shop_domain = $1",
    replace: "WHERE id = $2 AND $1::text IS NOT NULL",
    test: MATRIX,
  },
  {
    name: "another shop's delivery can be discarded by its number",
    file: "app/queue/set-aside.server.ts",
    find: "WHERE shop_domain = $1 AND id = $3 AND (",
    replace: "WHERE $1::text IS NOT NULL AND id = $3 AND (",
    test: MATRIX,
  },
  {
    name: "retry all retries every shop's",
    file: "app/queue/set-aside.server.ts",
    find: "(SELECT id FROM inbox WHERE shop_domain = $1 AND",
    replace: "(SELECT id FROM inbox WHERE $1::text IS NOT NULL AND",
    test: MATRIX,
  },
  {
    name: "that a delivery is another shop's can be told from that there is none",
    file: "app/queue/set-aside.server.ts",
    find: 'SELECT 1 FROM inbox WHERE shop_domain = $1 AND id = $2", [',
    replace: 'SELECT 1 FROM inbox WHERE $1::text IS NOT NULL AND id = $2", [',
    test: MATRIX,
  },
  {
    name: "row-level security is off on one table",
    file: "prisma/migrations/20261123000000_any_order/migration.sql",
    find: "'subscription_check', 'privacy_request',",
    replace: "'subscription_check',",
    test: "test/prisma/catalogue.test.ts",
  },
  {
    name: "a new route that no case asks",
    file: "test/tenancy/cases.ts",
    find: '"routes/app.pulse": { loader: SAME },',
    replace: "",
    test: MATRIX,
  },
  {
    name: "the log keeps what others wrote into a message",
    file: "app/log.server.ts",
    find: "formatters: { log: scrubbed }",
    replace: "formatters: { log: (line) => scrubbed && line }",
    test: LOG,
  },
  {
    name: "the log keeps all that the Shopify library says",
    file: "app/shopify/shopify.server.ts",
    find: "library: message.split(/[|{:]/)[0]?.slice(0, 80)",
    replace: "library: message",
    test: LOG,
  },
  {
    name: "the log keeps a secret's ending",
    file: "app/log.server.ts",
    find: "\\bshp[a-z]{2}_\\w+",
    replace: "\\bshp[a-z]{2}_",
    test: "test/log.test.ts",
  },
];

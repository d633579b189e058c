import { randomBytes } from "node:crypto";
import { codeKey } from "#app/creators/code.ts";
import { giveCode } from "#app/creators/codes.server.ts";
import { saveCreator } from "#app/creators/creators.server.ts";
import { inShop, inSystem, openDatabase } from "#app/db.server.ts";
import { newId } from "#app/kernel/id.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { RECURRING } from "#app/queue/schedule.server.ts";
import { parseSecretKeys } from "#app/shopify/secret.server.ts";
import { saveInstalledShop } from "#app/shopify/shops.server.ts";
import { CODES } from "#test/bench/load/orders.ts";
import { environmentOf } from "#test/bench/running/app.ts";
import type { Ground } from "#test/bench/running/ground.ts";
import { makeParticulars } from "#test/support/make.ts";

const OPENED = new Date("2026-01-01T00:00:00Z");

/** Installs shops into a database, each with a creator for each code of the bench's orders. */
export async function installShops(ground: Ground, domains: readonly string[]): Promise<void> {
  Object.assign(process.env, environmentOf(ground));
  const database = openDatabase(ground.url, 2);
  const keys = parseSecretKeys([process.env.ENCRYPTION_KEYS ?? ""]);
  const details = { currency: "USD", timeZone: "UTC", primaryHost: null };
  for (const domain of domains) {
    const shop = await inSystem(database, (tx) =>
      saveInstalledShop(tx, keys, domain, { name: domain, ...details }, OPENED),
    );
    await inShop(database, shop.id, async (tx) => {
      for (const code of CODES) {
        const [creatorId, id] = [newId("creator", randomBytes(20)), newId("code", randomBytes(20))];
        await saveCreator(
          tx,
          shop.id,
          creatorId,
          makeParticulars({ name: `Creator of ${code}` }),
          null,
          OPENED,
        );
        const value = { kind: "percent", basisPoints: 1000 } as const;
        await giveCode(
          tx,
          shop.id,
          { id, creatorId, code, key: codeKey(code), value, heldFrom: OPENED },
          OPENED,
        );
      }
      // What recurs by the clock would ask a Shopify that is not there.
      for (const kind of RECURRING)
        await enqueue(
          tx,
          shop.id,
          { kind, key: "next century", payload: {} },
          OPENED,
          new Date("2100-01-01"),
        );
    });
  }
  await database.close();
}

/** Gives a shop's creators links in turn. @returns their slugs */
export async function giveLinks(ground: Ground, domain: string, count: number): Promise<string[]> {
  const rows = await ground.ask<{ slug: string }>(
    `WITH holder AS (
       SELECT shop.id AS shop_id, array_agg(creator.id ORDER BY creator.name) AS ids
       FROM shop JOIN creator ON creator.shop_id = shop.id WHERE shop.domain = $1 GROUP BY shop.id
     )
     INSERT INTO link (shop_id, id, creator_id, slug, path, title, created_at)
     SELECT shop_id, 'ln_' || lpad(n::text, 20, '0'), ids[1 + n % cardinality(ids)], 'link-' || n, '/products/' || n, '', $3
     FROM holder, generate_series(1, $2::int) AS n RETURNING slug`,
    [domain, count, OPENED],
  );
  return rows.map(({ slug }) => slug);
}

import type { CreatorsFilter } from "#app/attribution/creators-query.ts";
import { type CreditedFigures, type FiguresRead, figuresOf } from "#app/attribution/credited.server.ts";
import { matching } from "#app/attribution/matching.server.ts";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";

type Shop = { readonly id: ShopId; readonly currency: string; readonly timeZone: string };

/** A creator as they are exported: who they are, the codes they hold, the links that lead somewhere, what they brought. */
export type ExportedCreator = CreditedFigures & {
  readonly name: string;
  readonly email: string | null;
  readonly customerId: string | null;
  readonly handle: string | null;
  readonly language: string;
  readonly program: string | null;
  readonly clicks: number;
  readonly codes: readonly {
    readonly code: string;
    readonly value: CodeValue;
    readonly conditions: Conditions;
    readonly heldFrom: Date;
  }[];
  readonly links: readonly { readonly slug: string; readonly path: string }[];
};

/** The creators a filter means, by name: their ids, so that they can be exported a few at a time. */
export async function listExported(
  database: Database,
  shop: Shop,
  filter: CreatorsFilter,
): Promise<CreatorId[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<{ id: CreatorId }[]>`
      SELECT creator.id FROM creator WHERE ${matching(shop, filter)} ORDER BY lower(creator.name), creator.id`,
  ]);
  return rows.map(({ id }) => id);
}

/** Reads creators for an export, in the sequence of the ids; who is gone meanwhile is left out. */
export async function readExported(
  database: Database,
  shop: Shop,
  ids: readonly CreatorId[],
): Promise<ExportedCreator[]> {
  const { id: shopId, currency } = shop;
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<Row[]>`
      SELECT creator.name, creator.email, creator.customer_id, creator.handle, creator.language, program.name AS program,
        figures.orders, figures.customers, figures.net, figures.refunded,
        (SELECT sum(clicks.clicks) FROM link JOIN link_clicks clicks ON clicks.shop_id = link.shop_id AND clicks.link_id = link.id
          WHERE link.shop_id = ${shopId} AND link.creator_id = creator.id) AS clicks,
        (SELECT coalesce(json_agg(json_build_object('code', code, 'value_kind', value_kind, 'basis_points', basis_points,
            'amount_minor', amount_minor, 'currency', currency, 'conditions', conditions, 'held_from', held_from)
            ORDER BY created_at, code), '[]')
          FROM code WHERE code.shop_id = ${shopId} AND code.creator_id = creator.id AND state <> 'refused' AND held_to IS NULL) AS codes,
        (SELECT coalesce(json_agg(json_build_object('slug', slug, 'path', path) ORDER BY created_at, slug), '[]')
          FROM link WHERE link.shop_id = ${shopId} AND link.creator_id = creator.id AND ended_at IS NULL) AS links
      FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS wanted (id, place)
        JOIN creator ON creator.shop_id = ${shopId} AND creator.id = wanted.id
        LEFT JOIN program ON program.shop_id = ${shopId} AND program.id = creator.program_id
        LEFT JOIN figures ON figures.shop_id = ${shopId} AND figures.credited = creator.id AND figures.currency = ${currency}
      ORDER BY wanted.place`,
  ]);
  return rows.map((row) => ({
    ...{ name: row.name, email: row.email, customerId: row.customer_id, handle: row.handle },
    ...{ language: row.language, program: row.program, clicks: Number(row.clicks ?? 0), links: row.links },
    codes: row.codes.map((each) => ({
      ...{ code: each.code, value: valueIn(each), conditions: each.conditions },
      heldFrom: new Date(each.held_from),
    })),
    ...figuresOf(row, currency),
  }));
}

type Row = FiguresRead & {
  name: string;
  email: string | null;
  customer_id: string | null;
  handle: string | null;
  language: string;
  program: string | null;
  clicks: bigint | null;
  codes: (Parameters<typeof valueIn>[0] & { code: string; conditions: Conditions; held_from: string })[];
  links: { slug: string; path: string }[];
};

import { Prisma } from "@prisma/client";
import type { Entry, Happening, Place, Story } from "#app/attribution/timeline.ts";
import type { Touch } from "#app/attribution/touch.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import { type Database, readShop } from "#app/db.server.ts";
import { dayIn, offsetAt } from "#app/kernel/day.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";
import { money } from "#app/kernel/money.ts";

/** A day's things without a time of day stand at 3 in the morning: in the day, whatever its clock changes do. */
const NIGHT_MS = 3 * 3_600_000;

/**
 * Tells a creator's story, newest first, from the rows that say when something happened: no event is kept for its sake.
 * What lies ahead of `now` is not told yet.
 * @param from behind which entry the page starts (`older`), or before which it ends (`newer`)
 */
export async function tellStory(
  database: Database,
  shop: { readonly id: ShopId; readonly timeZone: string },
  creatorId: CreatorId,
  { older, newer, limit }: { older?: Place | null; newer?: Place | null; limit: number },
  now: Date,
): Promise<Story> {
  const edge = older ?? newer ?? null;
  const direction = newer && !older ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = edge
    ? Prisma.sql`AND (at, rank, ref) ${newer && !older ? Prisma.sql`>` : Prisma.sql`<`} (${edge.at}, ${edge.rank}, ${edge.ref})`
    : Prisma.empty;
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<Row[]>`
      SELECT at, rank, ref, kind, told FROM (${happenings(shop, creatorId, now)}) AS story (at, rank, ref, kind, told)
      WHERE at <= ${now} ${beyond}
      ORDER BY at ${direction}, rank ${direction}, ref ${direction} LIMIT ${limit + 1}`,
  ]);
  const isMore = rows.length > limit;
  const shown = rows.slice(0, limit);
  const isBackwards = Boolean(newer && !older);
  if (isBackwards) shown.reverse();
  const entries = shown.map((row) => entryIn(row, shop.timeZone));
  const [first, last] = [entries[0] ?? null, entries.at(-1) ?? null];
  return {
    entries,
    older: isMore || isBackwards ? last : null,
    newer: (isBackwards ? isMore : edge) ? first : null,
  };
}

/**
 * One row for each thing that happened. Every part reads by an index that begins with the creator; the first order is one
 * step along the index of the creator's orders.
 */
function happenings(
  { id: shopId, timeZone }: { readonly id: ShopId; readonly timeZone: string },
  creatorId: CreatorId,
  now: Date,
): Prisma.Sql {
  const own = Prisma.sql`shop_id = ${shopId} AND creator_id = ${creatorId}`;
  const codes = Prisma.sql`FROM code WHERE ${own} AND NOT is_single_use`;
  const links = Prisma.sql`FROM link WHERE ${own}`;
  const linkTold = Prisma.sql`jsonb_build_object('id', id, 'title', title, 'path', path)`;
  // UTC is ahead of the shop's clocks by this: a zone's name may be unknown to an older PostgreSQL.
  const ahead = (NIGHT_MS - offsetAt(timeZone, now.getTime())) / 1000;
  return Prisma.sql`
    SELECT created_at, 0, id, 'applied', jsonb_build_object('handle', handle, 'message', message, 'termsVersion', terms_version)
      FROM application WHERE ${own}
    UNION ALL SELECT created_at, 1, id, 'joined', (SELECT jsonb_build_object('reply', max(reply), 'isApproved', count(*) > 0)
        FROM application WHERE ${own}) FROM creator WHERE shop_id = ${shopId} AND id = ${creatorId}
    UNION ALL SELECT created_at, 2, id, 'code-given', jsonb_build_object('code', code, 'value_kind', value_kind, 'basis_points', basis_points,
        'amount_minor', amount_minor, 'currency', currency, 'conditions', conditions, 'origin', origin, 'heldFrom', held_from, 'batch',
        (SELECT title FROM code_batch batch WHERE batch.shop_id = code.shop_id AND batch.id = code.batch_id)) ${codes}
    UNION ALL SELECT settled_at, 3, id, 'code-live', jsonb_build_object('code', code) ${codes} AND settled_at IS NOT NULL AND state = 'active'
    UNION ALL SELECT settled_at, 3, id, 'code-refused', jsonb_build_object('code', code, 'problem', problem) ${codes} AND settled_at IS NOT NULL AND state = 'refused'
    UNION ALL SELECT created_at, 4, id, 'link-made', ${linkTold} ${links}
    UNION ALL SELECT sent_at, 5, id, 'mail-sent', jsonb_build_object('subject', subject) FROM mail WHERE ${own} AND sent_at IS NOT NULL
    UNION ALL SELECT created_at, 5, id, CASE WHEN problem IS NULL THEN 'mail-waiting' ELSE 'mail-failed' END,
        jsonb_build_object('subject', subject, 'problem', problem) FROM mail WHERE ${own} AND sent_at IS NULL
    UNION ALL SELECT (day::timestamp + ${ahead} * interval '1 second') AT TIME ZONE 'UTC', 6, id, 'collaboration',
        jsonb_build_object('what', kind, 'url', url, 'day', day, 'cost', fee_minor + gift_minor, 'currency', currency) FROM collaboration WHERE ${own}
    UNION ALL SELECT first.instant, 7, first.order_id, 'first-order', jsonb_build_object('order', orders.name, 'net', first.net, 'currency', first.currency,
        'touches', first.touches) FROM (
          SELECT * FROM attribution WHERE ${own} AND is_counted ORDER BY instant, order_id LIMIT 1
        ) AS first JOIN orders ON orders.shop_id = first.shop_id AND orders.id = first.order_id
    UNION ALL SELECT drifted_at, 8, id, 'code-drifted', jsonb_build_object('code', code, 'drift', drift) ${codes} AND drifted_at IS NOT NULL AND drift IS NOT NULL
    UNION ALL SELECT least(held_to, (conditions->>'endsAt')::timestamptz), 8, id, 'code-ended', jsonb_build_object('code', code) ${codes}
        AND state <> 'refused' AND (held_to IS NOT NULL OR conditions->>'endsAt' IS NOT NULL)
    UNION ALL SELECT ended_at, 8, id, 'link-ended', ${linkTold} ${links} AND ended_at IS NOT NULL
    UNION ALL SELECT from_at, 9, 'pause', 'paused', '{}' FROM creator_pause WHERE ${own}
    UNION ALL SELECT to_at, 10, 'pause', 'resumed', '{}' FROM creator_pause WHERE ${own} AND to_at IS NOT NULL`;
}

type Row = { at: Date; rank: number; ref: string; kind: Happening["kind"]; told: Told };
/** Whatever a row tells of itself; each kind its own part. */
type Told = Parameters<typeof valueIn>[0] & {
  net: number;
  cost: number;
  currency: string;
  day: string;
  touches: readonly Touch[];
};

function entryIn({ at, rank, ref, kind, told }: Row, timeZone: string): Entry {
  const day = kind === "collaboration" ? told.day : dayIn(timeZone, at);
  return { at, rank, ref, day, happening: happeningIn(kind, told) };
}

function happeningIn(kind: Happening["kind"], told: Told): Happening {
  const { net, cost, currency, day: _, touches, value_kind, basis_points, amount_minor, ...rest } = told;
  const said = { kind, ...rest };
  if (kind === "code-given")
    return { ...said, value: valueIn({ value_kind, basis_points, amount_minor, currency }) } as Happening;
  if (kind === "first-order")
    return { ...said, net: money(net, currency), by: deciding(touches) } as Happening;
  if (kind === "collaboration") return { ...said, cost: money(cost, currency) } as Happening;
  return said as Happening;
}

/** The code or the link that earned the order. */
function deciding(touches: readonly Touch[]): { code: string } | { slug: string } | null {
  const touch = touches.find(({ verdict }) => verdict === "decided");
  if (!touch) return null;
  if (touch.kind === "code") return { code: touch.code };
  return touch.kind === "link" && touch.slug !== null ? { slug: touch.slug } : null;
}

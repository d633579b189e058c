import { Prisma } from "@prisma/client";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import type { CodesQuery } from "#app/creators/codes-query.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { BatchId, CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** A line of the codes' table. */
export type CodeRow = {
  readonly id: CodeId;
  readonly code: string;
  readonly creatorId: CreatorId;
  readonly creatorName: string;
  readonly value: CodeValue;
  readonly conditions: Conditions;
  readonly state: string;
  readonly problem: string | null;
  readonly origin: string;
  readonly drift: string | null;
  readonly driftTold: string | null;
  readonly batchId: BatchId | null;
  readonly pausedSince: Date | null;
  readonly heldFrom: Date;
  readonly heldTo: Date | null;
};

const PAGE = 50;

/** One page of a shop's codes, the newest first, and how many there are. */
export async function listCodes(
  database: Database,
  shop: { readonly id: ShopId },
  query: CodesQuery,
  now: Date,
): Promise<{ codes: CodeRow[]; total: number; pages: number }> {
  return page(database, shop, query.page, matchingCodes(query, now));
}

/** What fits a query, as a condition on `code` and its `creator`. */
export function matchingCodes(query: CodesQuery, now: Date): Prisma.Sql {
  const like = `%${query.search.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(code.code ILIKE ${like} OR creator.name ILIKE ${like})
      AND (${query.programId}::text IS NULL OR creator.program_id = ${query.programId})
      AND (${query.kind}::text IS NULL OR code.value_kind = ${query.kind})
      AND (${query.batchId}::text IS NULL OR code.batch_id = ${query.batchId})
      AND (NOT code.is_single_use OR ${query.batchId !== null || query.search.trim() !== ""})
      AND ${standing(query.state, now)}`;
}

/** How codes of a batch may be narrowed. */
export type BatchPart = "all" | "refused" | "creating";

/** One page of a batch's codes, those that were refused first, by creator. */
export function listBatchCodes(
  database: Database,
  shop: { readonly id: ShopId },
  batchId: BatchId,
  part: BatchPart,
  pageNumber: number,
): Promise<{ codes: CodeRow[]; total: number; pages: number }> {
  const state = part === "all" ? null : part;
  return page(
    database,
    shop,
    pageNumber,
    Prisma.sql`code.batch_id = ${batchId} AND (${state}::text IS NULL OR code.state = ${state})`,
    Prisma.sql`code.state = 'refused' DESC, lower(creator.name), code.id`,
  );
}

async function page(
  database: Database,
  shop: { readonly id: ShopId },
  number: number,
  matches: Prisma.Sql,
  order = Prisma.sql`code.created_at DESC, code.id DESC`,
): Promise<{ codes: CodeRow[]; total: number; pages: number }> {
  const from = Prisma.sql`FROM code JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
    WHERE code.shop_id = ${shop.id} AND ${matches}`;
  const [rows, counted] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<RowRead[]>`
      SELECT code.*, creator.name, (SELECT from_at FROM code_pause pause
        WHERE pause.shop_id = code.shop_id AND pause.code_id = code.id AND pause.to_at IS NULL) AS paused_since ${from} ORDER BY ${order} LIMIT ${PAGE} OFFSET ${(number - 1) * PAGE}`,
    prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total ${from}`,
  ]);
  const total = Number(counted[0]?.total ?? 0);
  return { codes: rows.map(rowIn), total, pages: Math.max(1, Math.ceil(total / PAGE)) };
}

function standing(state: CodesQuery["state"], now: Date): Prisma.Sql {
  const over = Prisma.sql`(coalesce(code.held_to <= ${now}, false) OR coalesce((code.conditions->>'endsAt')::timestamptz <= ${now}, false))`;
  if (state === null) return Prisma.sql`true`;
  if (state === "creating" || state === "refused") return Prisma.sql`code.state = ${state}`;
  if (state === "ended") return Prisma.sql`code.state = 'active' AND code.drift IS NULL AND ${over}`;
  if (state === "live") return Prisma.sql`code.state = 'active' AND code.drift IS NULL AND NOT ${over}`;
  if (state === "drifted") return Prisma.sql`code.drift IS NOT NULL`;
  return Prisma.sql`code.drift = ${state === "stopped" ? "ended" : state}`;
}

type RowRead = {
  id: CodeId;
  code: string;
  creator_id: CreatorId;
  name: string;
  value_kind: string;
  basis_points: number | null;
  amount_minor: bigint | null;
  currency: string | null;
  conditions: Conditions;
  state: string;
  problem: string | null;
  origin: string;
  drift: string | null;
  drift_told: string | null;
  batch_id: BatchId | null;
  paused_since: Date | null;
  held_from: Date;
  held_to: Date | null;
};

const rowIn = (row: RowRead): CodeRow => ({
  ...{ id: row.id, code: row.code, creatorId: row.creator_id, creatorName: row.name },
  ...{ value: valueIn(row), conditions: row.conditions, state: row.state, problem: row.problem },
  ...{ origin: row.origin, drift: row.drift, driftTold: row.drift_told, batchId: row.batch_id },
  ...{ pausedSince: row.paused_since },
  ...{ heldFrom: row.held_from, heldTo: row.held_to },
});

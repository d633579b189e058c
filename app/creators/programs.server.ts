import type { Program as ProgramRow } from "@prisma/client";
import type { Conditions } from "#app/creators/code.ts";
import { columnsOf, valueIn } from "#app/creators/codes.server.ts";
import type { Program, ProgramTerms } from "#app/creators/program.ts";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { ProgramId, ShopId } from "#app/kernel/id.ts";

/** The shop's programs by name: those a creator may join, and `also` (the one somebody is in) though it be archived. */
export async function listPrograms(
  database: Database,
  shop: { readonly id: ShopId },
  also: string | null = null,
): Promise<Program[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.program.findMany({
      where: { shopId: shop.id, OR: [{ archivedAt: null }, ...(also === null ? [] : [{ id: also }])] },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  ]);
  return rows.map(programOf);
}

/** All of the shop's programs, those that may be joined first, by name. */
export async function listAllPrograms(database: Database, shop: { readonly id: ShopId }): Promise<Program[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.program.findMany({ where: { shopId: shop.id }, orderBy: [{ name: "asc" }, { id: "asc" }] }),
  ]);
  return rows.map(programOf).toSorted((a, b) => Number(a.isArchived) - Number(b.isArchived));
}

/** Finds a program, archived or not, and keeps it as it stands until the transaction ends; null when the shop has none of that id. */
export async function findProgram(tx: Tx, shopId: ShopId, id: ProgramId): Promise<Program | null> {
  const { rows } = await tx.query("SELECT * FROM program WHERE shop_id = $1 AND id = $2 FOR SHARE", [
    shopId,
    id,
  ]);
  const [row] = rows;
  if (!row) return null;
  return {
    id,
    name: row.name,
    value: valueIn(row),
    conditions: row.conditions,
    template: row.template,
    isArchived: row.archived_at !== null,
  };
}

/** Keeps a program as the form says, new or changed. Codes given before keep what they take off. */
export async function saveProgram(
  tx: Tx,
  shopId: ShopId,
  id: ProgramId,
  { name, value, conditions, template }: ProgramTerms,
  now: Date,
): Promise<void> {
  const { kind, basisPoints, minor, currency } = columnsOf(value);
  await tx.query(
    `INSERT INTO program (shop_id, id, name, value_kind, basis_points, amount_minor, currency, conditions, template, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
     ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name, value_kind = excluded.value_kind,
       basis_points = excluded.basis_points, amount_minor = excluded.amount_minor, currency = excluded.currency,
       conditions = excluded.conditions, template = excluded.template, updated_at = excluded.updated_at`,
    [
      ...[shopId, id, name, kind, basisPoints, minor, currency],
      ...[JSON.stringify(conditions), template, now],
    ],
  );
}

/** Archives a program at `at`, or takes it out of the archive with null. @returns whether the shop has it */
export async function archiveProgram(
  tx: Tx,
  shopId: ShopId,
  id: ProgramId,
  at: Date | null,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "UPDATE program SET archived_at = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE coalesce(archived_at, $3) END WHERE shop_id = $1 AND id = $2",
    [shopId, id, at],
  );
  return rowCount === 1;
}

const programOf = (row: ProgramRow): Program => ({
  id: row.id as ProgramId,
  name: row.name,
  value: valueIn({
    value_kind: row.valueKind,
    basis_points: row.basisPoints,
    amount_minor: row.amountMinor,
    currency: row.currency,
  }),
  conditions: row.conditions as Conditions,
  template: row.template,
  isArchived: row.archivedAt !== null,
});

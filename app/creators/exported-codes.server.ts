import { Prisma } from "@prisma/client";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { matchingCodes } from "#app/creators/code-list.server.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import type { CodesQuery } from "#app/creators/codes-query.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** A code as it is exported. */
export type ExportedCode = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly email: string | null;
  readonly value: CodeValue;
  readonly conditions: Conditions;
  readonly state: string;
  readonly heldFrom: Date;
  readonly heldTo: Date | null;
};

/** Codes that fit a query, by code, from behind `after` on: so many at a time. */
export async function listExportedCodes(
  database: Database,
  shop: { readonly id: ShopId },
  query: CodesQuery,
  after: Pick<ExportedCode, "code" | "id"> | null,
  many: number,
  now: Date,
): Promise<ExportedCode[]> {
  const behind = after ? Prisma.sql`AND (code.code, code.id) > (${after.code}, ${after.id})` : Prisma.empty;
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<Row[]>`
      SELECT code.*, creator.name, creator.email FROM code
        JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
      WHERE code.shop_id = ${shop.id} AND ${matchingCodes(query, now)} ${behind}
      ORDER BY code.code, code.id LIMIT ${many}`,
  ]);
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, name: row.name, email: row.email, value: valueIn(row) },
    ...{ conditions: row.conditions, state: row.state, heldFrom: row.held_from, heldTo: row.held_to },
  }));
}

type Row = Parameters<typeof valueIn>[0] & {
  id: string;
  code: string;
  name: string;
  email: string | null;
  conditions: Conditions;
  state: string;
  held_from: Date;
  held_to: Date | null;
};

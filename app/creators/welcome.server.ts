import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";
import type { Tx } from "#app/db.server.ts";
import type { CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** What is written to a new creator about. */
export type WelcomeOf = {
  readonly name: string;
  readonly email: string | null;
  readonly language: CreatorLanguage;
  /** The newest code they hold that Shopify has not refused. */
  readonly code: {
    readonly id: CodeId;
    readonly code: string;
    readonly value: CodeValue;
    readonly conditions: Conditions;
  } | null;
  /** The slug of their oldest link that leads somewhere. */
  readonly slug: string | null;
  /** The terms they accepted, else the ones that hold now (`accepted` null); null where there are none. */
  readonly terms: { readonly text: string; readonly accepted: Date | null } | null;
};

/** Finds what is written to a creator about; null when the shop has no such creator. */
export async function findWelcome(tx: Tx, shopId: ShopId, id: CreatorId): Promise<WelcomeOf | null> {
  const values = [shopId, id];
  const creators = await tx.query(
    "SELECT name, email, language FROM creator WHERE shop_id = $1 AND id = $2",
    values,
  );
  const [creator] = creators.rows;
  if (!creator) return null;
  const codes = await tx.query(
    `SELECT * FROM code WHERE shop_id = $1 AND creator_id = $2 AND state <> 'refused' AND held_to IS NULL AND NOT is_single_use
     ORDER BY created_at DESC, id LIMIT 1`,
    values,
  );
  const links = await tx.query(
    "SELECT slug FROM link WHERE shop_id = $1 AND creator_id = $2 AND ended_at IS NULL ORDER BY created_at, id LIMIT 1",
    values,
  );
  const [code] = codes.rows;
  return {
    name: creator.name,
    email: creator.email,
    language: creator.language,
    code: code ? { id: code.id, code: code.code, value: valueIn(code), conditions: code.conditions } : null,
    slug: links.rows[0]?.slug ?? null,
    terms: await findTermsFor(tx, shopId, id),
  };
}

async function findTermsFor(tx: Tx, shopId: ShopId, id: CreatorId): Promise<WelcomeOf["terms"]> {
  const { rows } = await tx.query(
    `(SELECT terms.text, application.accepted_at AS accepted, 1 AS rank FROM application
       JOIN creator_terms terms ON terms.shop_id = application.shop_id AND terms.version = application.terms_version
       WHERE application.shop_id = $1 AND application.creator_id = $2 ORDER BY application.accepted_at DESC LIMIT 1)
     UNION ALL
     (SELECT text, NULL, 2 FROM creator_terms WHERE shop_id = $1 ORDER BY version DESC LIMIT 1)
     ORDER BY rank LIMIT 1`,
    [shopId, id],
  );
  const [terms] = rows;
  return terms && terms.text !== "" ? { text: terms.text, accepted: terms.accepted } : null;
}

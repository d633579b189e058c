import type { ApplicationFields } from "#app/creators/application.ts";
import { formatFormToken } from "#app/creators/form-token.ts";
import { applyAsCreator, openJoinPage } from "#app/flows/apply-as-creator.server.ts";
import { changeRecruiting } from "#app/flows/save-recruiting.server.ts";
import type { ApplicationId } from "#app/kernel/id.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { type TestDatabase, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";

/** What Ada types; other fields over it. */
export function makeApplication(fields: Partial<ApplicationFields> = {}): ApplicationFields {
  return {
    name: "Ada Lovelace",
    email: "ada@example.com",
    handle: "@ada",
    url: "instagram.com/ada",
    audience: "12500",
    message: "I make engines.",
    terms: "",
    ...fields,
  };
}

/** `applicationId("a")` -> `ap_` and 20 letters; i, l, o and u are none of ours and become x. */
export const applicationId = (name: string): ApplicationId =>
  `ap_${name.replace(/[ilou]/g, "x").padEnd(20, "0")}` as ApplicationId;

/** Opens a shop's application page, without terms unless some are given. */
export function openRecruiting(
  database: TestDatabase,
  shop: Shop,
  fields: Partial<Parameters<typeof changeRecruiting>[2]> = {},
) {
  const settings = { isOpen: "on", intro: "", terms: "", programId: "", ...fields };
  return changeRecruiting(database, shop.id, settings, at("2026-03-01T00:00:00Z"));
}

/** Somebody applies at `now` with a form that was handed out a minute before. */
export async function apply(
  database: TestDatabase,
  shop: Shop,
  id: ApplicationId,
  fields: Partial<ApplicationFields>,
  now: Date,
  marks: Partial<Parameters<typeof applyAsCreator>[4]> = {},
) {
  const page = await openJoinPage(database, shop.domain.replace(".myshopify.com", ""));
  if (!page) throw new Error(`${shop.domain} has no application page`);
  const [key] = testKeys;
  const token = formatFormToken(key?.bytes ?? new Uint8Array(), shop.id, {
    id,
    at: new Date(now.getTime() - 60_000),
  });
  const form = { token, trap: "", language: "en" as const, ...marks };
  return applyAsCreator(database, testKeys, page, makeApplication(fields), form, now);
}

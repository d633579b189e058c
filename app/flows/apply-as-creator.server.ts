import { randomBytes } from "node:crypto";
import {
  type ApplicationFields,
  type ApplicationRefusal,
  parseApplication,
} from "#app/creators/application.ts";
import { keepApplication } from "#app/creators/applications.server.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";
import { formatFormToken, parseFormToken } from "#app/creators/form-token.ts";
import { receivedMail } from "#app/creators/mail-text.ts";
import { findRecruiting } from "#app/creators/recruiting.server.ts";
import type { CreatorTerms } from "#app/creators/recruiting.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { writeTo } from "#app/flows/invite-creator.server.ts";
import { newId } from "#app/kernel/id.ts";
import { normalEmail } from "#app/orders/customer.ts";
import { hasMailSince } from "#app/queue/mail.server.ts";
import type { SecretKey } from "#app/shopify/secret.server.ts";
import { findInstalledShop, findPersonHash, type Shop } from "#app/shopify/shops.server.ts";

/** Nobody types a name and an address so fast. */
const FASTEST_MS = 2_500;
/** A form that was handed out longer ago is looked over again: terms and page may have changed. */
const OLDEST_MS = 86_400_000;
/** An address gets one acknowledgement a day: it may have been entered by somebody else. */
const ANSWER_EVERY_MS = 86_400_000;

/** The application page of a shop, as it stands now; `terms` null where nothing needs to be accepted. */
export type JoinPage = {
  readonly shop: Shop;
  readonly isOpen: boolean;
  readonly intro: string;
  readonly terms: CreatorTerms | null;
};

/** What became of an application. "received" is also said where nothing was kept, so that nobody learns who else applied. */
export type Applied =
  | { readonly state: "received" | "closed" | "too-fast" | "old" }
  | ({ readonly state: "refused" } & ApplicationRefusal);

/** What came with the form, beside what was typed: its token, and the field that people do not see. */
export type FormMarks = { readonly token: string; readonly trap: string; readonly language: CreatorLanguage };

/** Finds a shop's application page by the shop's handle; null when no shop of ours has it. */
export async function openJoinPage(database: Database, handle: string): Promise<JoinPage | null> {
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(handle)) return null;
  const shop = await findInstalledShop(database, `${handle}.myshopify.com`);
  if (!shop) return null;
  const { recruiting, terms } = await inShop(database, shop.id, (tx) => findRecruiting(tx, shop.id));
  const { isOpen, intro } = recruiting;
  return { shop, isOpen, intro, terms: terms?.text ? terms : null };
}

/** Makes the token of a form that is handed out now. */
export function handOutForm(keys: readonly SecretKey[], shop: Shop, now: Date): string {
  const id = newId("application", randomBytes(20));
  return formatFormToken(bytesOf(keys)[0] ?? new Uint8Array(), shop.id, { id, at: now });
}

/**
 * Takes somebody's application: kept once however often the form is sent, and acknowledged by mail. Whether the address is
 * known to the shop makes no difference to the answer.
 */
export async function applyAsCreator(
  database: Database,
  keys: readonly SecretKey[],
  { shop, isOpen, terms }: JoinPage,
  fields: ApplicationFields,
  { token, trap, language }: FormMarks,
  now: Date,
): Promise<Applied> {
  if (!isOpen) return { state: "closed" };
  if (trap !== "") return { state: "received" };
  const form = parseFormToken(bytesOf(keys), shop.id, token);
  if (!form || now.getTime() - form.at.getTime() > OLDEST_MS) return { state: "old" };
  if (now.getTime() - form.at.getTime() < FASTEST_MS) return { state: "too-fast" };
  const application = parseApplication(fields, terms?.version ?? null);
  if ("because" in application) return { state: "refused", ...application };
  const hash = await findPersonHash(database, keys, shop.id);
  const { name, email } = application;
  const emailHash = hash.email(normalEmail(email) ?? email);
  await inShop(database, shop.id, async (tx) => {
    if (!(await keepApplication(tx, shop.id, form.id, { ...application, emailHash, language }, now))) return;
    const since = new Date(now.getTime() - ANSWER_EVERY_MS);
    if (await hasMailSince(tx, shop.id, "application-received", emailHash, since)) return;
    const to = { name, email, language, creatorId: null };
    await writeTo(tx, shop, hash, "application-received", to, "", receivedMail, now);
  });
  return { state: "received" };
}

const bytesOf = (keys: readonly SecretKey[]): Uint8Array[] => keys.map(({ bytes }) => bytes);

import { randomBytes } from "node:crypto";
import { LONGEST, manyLines } from "#app/creators/application.ts";
import { decideApplication, lockApplication } from "#app/creators/applications.server.ts";
import { parseCreator } from "#app/creators/creator.ts";
import { declinedMail } from "#app/creators/mail-text.ts";
import { findProgram } from "#app/creators/programs.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import {
  addCode,
  type CodeForm,
  keepCreator,
  type Refusal,
  readCode,
  refusable,
} from "#app/flows/enroll.server.ts";
import { giveFirstLink } from "#app/flows/give-link.server.ts";
import { inviteCreator, writeTo } from "#app/flows/invite-creator.server.ts";
import { type ApplicationId, type CreatorId, newId, parseId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** What the merchant chose when approving, as typed. */
export type ApprovalForm = Pick<CodeForm, "code" | "kind" | "value"> & {
  readonly programId: string;
  readonly message: string;
};

/** What is wrong with a decision, field by field. */
export type DecisionRefusal = {
  readonly because: Refusal["because"] & { readonly message?: "too-long" };
  readonly heldBy?: string;
};

/** What became of a decision: it was made, or somebody had decided before. */
export type Decided = { readonly decided: "now" | "before"; readonly creatorId: CreatorId | null };

/**
 * Makes an applicant a creator: enrolled in the chosen program with a code and a first link, the application marked, the
 * invitation on its way. All of it stands or none; a second approval, in another tab or by another person, changes nothing.
 * An application that was declined can still be approved. Null when the shop has no such application.
 */
export async function approveApplication(
  database: Database,
  shop: Shop,
  hash: PersonHash,
  id: ApplicationId,
  form: ApprovalForm,
  now: Date,
): Promise<Decided | DecisionRefusal | null> {
  const code = readCode({ ...form, creditFrom: null }, shop.currency, now);
  const programId = form.programId === "" ? null : parseId("program", form.programId);
  const message = manyLines(form.message);
  const because = {
    ...("because" in code && code.because),
    ...(form.programId !== "" && programId === null && { programId: "unknown" as const }),
    ...(isLong(message) && { message: "too-long" as const }),
  };
  if (Object.keys(because).length > 0 || "because" in code) return { because };
  return refusable<Decided | DecisionRefusal | null>(database, shop.id, async (tx) => {
    const application = await lockApplication(tx, shop.id, id);
    if (!application) return null;
    if (application.state === "approved") return { decided: "before", creatorId: application.creatorId };
    const program = programId && (await findProgram(tx, shop.id, programId));
    if (programId && (!program || program.isArchived)) return { because: { programId: "unknown" } };
    const particulars = parseCreator({
      name: application.name,
      email: application.email,
      customerId: "",
      handle: application.handle ?? "",
      language: application.language,
      programId: programId ?? "",
    });
    invariant(
      !("because" in particulars),
      `application ${id} cannot be a creator: ${JSON.stringify(particulars)}`,
    );
    const creatorId = newId("creator", randomBytes(20));
    await keepCreator(tx, shop.id, creatorId, particulars, hash, now);
    await addCode(tx, shop.id, creatorId, { ...code, conditions: program?.conditions ?? {} }, now);
    await giveFirstLink(tx, shop.id, creatorId, particulars.name, null, now);
    await decideApplication(tx, shop.id, id, { state: "approved", reply: message, creatorId }, now);
    await inviteCreator(tx, shop, hash, creatorId, message, now);
    return { decided: "now", creatorId };
  });
}

/** Declines an application, and says so by mail where the merchant wants it said. Null when the shop has no such application. */
export async function declineApplication(
  database: Database,
  shop: Shop,
  hash: PersonHash,
  id: ApplicationId,
  form: { readonly message: string; readonly isTold: boolean },
  now: Date,
): Promise<Decided | DecisionRefusal | null> {
  const message = manyLines(form.message);
  if (isLong(message)) return { because: { message: "too-long" } };
  return inShop(database, shop.id, async (tx) => {
    const application = await lockApplication(tx, shop.id, id);
    if (!application) return null;
    if (application.state !== "waiting") return { decided: "before", creatorId: application.creatorId };
    const reply = form.isTold ? message : "";
    await decideApplication(tx, shop.id, id, { state: "declined", reply, creatorId: null }, now);
    const to = { ...application, creatorId: null };
    if (form.isTold) await writeTo(tx, shop, hash, "application-declined", to, message, declinedMail, now);
    return { decided: "now", creatorId: null };
  });
}

const isLong = (message: string) => [...message].length > LONGEST.message;

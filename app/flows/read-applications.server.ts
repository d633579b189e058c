import { randomInt } from "node:crypto";
import type { ApplicationState } from "#app/creators/application.ts";
import {
  type Application,
  countApplicationsOf,
  findApplication,
  findCreatorsByMailbox,
  listApplications,
  markOfApplications,
} from "#app/creators/applications.server.ts";
import { listUsedKeys } from "#app/creators/batches.server.ts";
import type { CodeValue } from "#app/creators/code.ts";
import { type Program, USUAL_TEMPLATE } from "#app/creators/program.ts";
import { listPrograms } from "#app/creators/programs.server.ts";
import { findTerms } from "#app/creators/recruiting.server.ts";
import type { CreatorTerms } from "#app/creators/recruiting.ts";
import { codesFrom, parseTemplate } from "#app/creators/template.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { contentHash } from "#app/kernel/hash.ts";
import type { ApplicationId, CreatorId, ProgramId, ShopId } from "#app/kernel/id.ts";
import { mailboxOf, normalEmail } from "#app/orders/customer.ts";
import { listMailsTo, type MailNote, markOfMails } from "#app/queue/mail.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";

/** What a shop knows of an applicant already: the creator with their e-mail, and how often that e-mail applied. */
export type Known = {
  readonly creator: { readonly id: CreatorId; readonly name: string } | null;
  readonly times: number;
};

/** What approving would give, unless the merchant chooses otherwise; `programId` null: no program. */
export type Proposal = {
  readonly programId: ProgramId | null;
  readonly programName: string | null;
  readonly code: string;
  readonly value: CodeValue;
};

/** An application with what a merchant decides it by. */
export type ApplicationPage = {
  readonly application: Application;
  readonly known: Known;
  /** The terms as they were accepted. */
  readonly terms: CreatorTerms | null;
  readonly mails: readonly MailNote[];
  readonly proposals: readonly Proposal[];
};

const USUAL_VALUE: CodeValue = { kind: "percent", basisPoints: 1000 };

/** A page of a shop's applications, each with what is known of the applicant. */
export async function listApplicants(
  database: Database,
  shopId: ShopId,
  hash: PersonHash,
  query: { state: ApplicationState | null; page: number; size: number },
): Promise<{
  applicants: { application: Application; known: Known }[];
  counts: Readonly<Record<ApplicationState, number>>;
}> {
  return inShop(database, shopId, async (tx) => {
    const { applications, counts } = await listApplications(tx, shopId, query);
    const known = await knownOf(tx, shopId, hash, applications);
    return {
      applicants: applications.map((application) => ({ application, known: known(application) })),
      counts,
    };
  });
}

/** Finds an application with what is known of the applicant, and what approving would give; null when there is none. */
export async function readApplication(
  database: Database,
  shopId: ShopId,
  hash: PersonHash,
  id: ApplicationId,
): Promise<ApplicationPage | null> {
  const programs = await listPrograms(database, { id: shopId });
  return inShop(database, shopId, async (tx) => {
    const application = await findApplication(tx, shopId, id);
    if (!application) return null;
    const { termsVersion, emailHash, creatorId } = application;
    return {
      application,
      known: (await knownOf(tx, shopId, hash, [application]))(application),
      terms: termsVersion === null ? null : await findTerms(tx, shopId, termsVersion),
      mails: await listMailsTo(tx, shopId, [emailHash], creatorId),
      proposals:
        application.state === "approved" ? [] : await proposalsFor(tx, shopId, application, programs),
    };
  });
}

/** A text that is another one whenever a page of recruiting would say something else, because of what others did. */
export async function recruitingPulse(database: Database, shopId: ShopId): Promise<string> {
  const marks = await inShop(database, shopId, async (tx) => [
    await markOfApplications(tx, shopId),
    await markOfMails(tx, shopId),
  ]);
  return contentHash(marks.join(" ")).slice(0, 32);
}

/** Looks up who has the applicants' e-mails: a merchant should know, an applicant may not. */
async function knownOf(tx: Tx, shopId: ShopId, hash: PersonHash, applications: readonly Application[]) {
  const mailbox = ({ email }: Application) => hash.mailbox(mailboxOf(normalEmail(email) ?? email));
  const creators = await findCreatorsByMailbox(tx, shopId, applications.map(mailbox));
  const counts = await countApplicationsOf(
    tx,
    shopId,
    applications.map(({ emailHash }) => emailHash),
  );
  return (application: Application): Known => {
    const creator = creators.get(mailbox(application)) ?? null;
    const isThemselves = creator !== null && creator.id === application.creatorId;
    return { creator: isThemselves ? null : creator, times: counts.get(application.emailHash) ?? 1 };
  };
}

async function proposalsFor(
  tx: Tx,
  shopId: ShopId,
  { name, handle }: Application,
  programs: readonly Program[],
): Promise<Proposal[]> {
  const taken = await listUsedKeys(tx, shopId);
  const codeBy = (template: string, value: CodeValue) => {
    const read = parseTemplate(template);
    if ("because" in read) return "";
    const [made] = codesFrom(read, [{ name, handle }], { taken, value, random: randomInt });
    return made && "code" in made ? made.code : "";
  };
  return [
    ...programs.map(({ id, name, template, value }) => ({
      ...{ programId: id, programName: name, value },
      code: codeBy(template, value),
    })),
    { programId: null, programName: null, value: USUAL_VALUE, code: codeBy(USUAL_TEMPLATE, USUAL_VALUE) },
  ];
}

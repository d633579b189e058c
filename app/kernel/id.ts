declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A shop, ours: `sh_` and 20 letters. */
export type ShopId = Branded<"ShopId">;
/** A creator, ours: `cr_` and 20 letters. */
export type CreatorId = Branded<"CreatorId">;
/** A discount code a creator was given, ours: `co_` and 20 letters. */
export type CodeId = Branded<"CodeId">;
/** A comparison of Shopify's orders with ours: `run_` and 20 letters. */
export type RunId = Branded<"RunId">;
/** A group of creators, ours: `pg_` and 20 letters. */
export type ProgramId = Branded<"ProgramId">;
/** Codes that were added together, ours: `ba_` and 20 letters. */
export type BatchId = Branded<"BatchId">;
/** A creator's link, ours: `ln_` and 20 letters. */
export type LinkId = Branded<"LinkId">;
/** A visit we issued when a link was clicked, ours: `vi_` and 20 letters. */
export type VisitId = Branded<"VisitId">;
/** A mail, ours: `ml_` and 20 letters. */
export type MailId = Branded<"MailId">;
/** Somebody's wish to become a creator, ours: `ap_` and 20 letters. */
export type ApplicationId = Branded<"ApplicationId">;
/** Content a creator made for the shop, ours: `cb_` and 20 letters. */
export type CollaborationId = Branded<"CollaborationId">;
/** A file on its way in, ours: `im_` and 20 letters. */
export type ImportId = Branded<"ImportId">;
/** A saved view of a table, ours: `vw_` and 20 letters. */
export type ViewId = Branded<"ViewId">;
/** Orders that are decided anew by changed rules, ours: `dr_` and 20 letters. */
export type DecisionRunId = Branded<"DecisionRunId">;
/** Cohorts that are told from the orders once more, ours: `ct_` and 20 letters. */
export type CohortRunId = Branded<"CohortRunId">;
/** Who a merchant credited an order to by hand, ours: `hc_` and 20 letters. */
export type HandCreditId = Branded<"HandCreditId">;
/** What a policy that is not saved would change, ours: `pv_` and 20 letters. */
export type PreviewId = Branded<"PreviewId">;
/** That a code seems to have leaked, ours: `lk_` and 20 letters. */
export type LeakId = Branded<"LeakId">;
/** What was changed about many creators at once, ours: `ch_` and 20 letters. */
export type ChangeId = Branded<"ChangeId">;
/** Shopify's, kept whole: `gid://shopify/Order/1`. */
export type OrderId = Branded<"OrderId">;
/** Shopify's, kept whole: `gid://shopify/LineItem/1`. */
export type LineId = Branded<"LineId">;
/** Shopify's, kept whole: `gid://shopify/Refund/1`. */
export type RefundId = Branded<"RefundId">;
/**
 * A customer: Shopify's GID; `guest:` and the keyed hash of an e-mail that no Shopify customer has; or `redacted:` and 20
 * letters of chance for a person who was forgotten.
 */
export type CustomerId = Branded<"CustomerId">;

const PREFIXES = {
  shop: "sh_",
  creator: "cr_",
  code: "co_",
  run: "run_",
  program: "pg_",
  batch: "ba_",
  link: "ln_",
  visit: "vi_",
  mail: "ml_",
  application: "ap_",
  collaboration: "cb_",
  import: "im_",
  view: "vw_",
  change: "ch_",
  decisionRun: "dr_",
  cohortRun: "ct_",
  handCredit: "hc_",
  preview: "pv_",
  leak: "lk_",
} as const;
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

type Ours = {
  shop: ShopId;
  creator: CreatorId;
  code: CodeId;
  run: RunId;
  program: ProgramId;
  batch: BatchId;
  link: LinkId;
  visit: VisitId;
  mail: MailId;
  application: ApplicationId;
  collaboration: CollaborationId;
  import: ImportId;
  view: ViewId;
  change: ChangeId;
  decisionRun: DecisionRunId;
  cohortRun: CohortRunId;
  handCredit: HandCreditId;
  preview: PreviewId;
  leak: LeakId;
};

/**
 * Makes an id of ours from 20 random bytes: the prefix of its kind and 20 letters of Crockford's base 32 (100 bits).
 * `newId("creator", randomBytes(20))` -> `cr_7f3k...`
 */
export function newId<Kind extends keyof Ours>(kind: Kind, random: Uint8Array): Ours[Kind] {
  if (random.length < 20) throw new Error(`newId needs 20 random bytes, got ${random.length}`);
  const letters = Array.from(random.subarray(0, 20), (byte) => LETTERS[byte & 31]).join("");
  return (PREFIXES[kind] + letters) as Ours[Kind];
}

/** Reads an id of ours from outside: null when it has not the form of its kind. */
export function parseId<Kind extends keyof Ours>(kind: Kind, text: string): Ours[Kind] | null {
  const form = new RegExp(`^${PREFIXES[kind]}[${LETTERS}]{20}$`);
  return form.test(text) ? (text as Ours[Kind]) : null;
}

/** Reads an order's number in Shopify, as it stands in an address: "820982911946154508" -> its GID; null when it is none. */
export function parseOrderNumber(text: string): OrderId | null {
  return /^[1-9]\d{0,19}$/.test(text) ? (`gid://shopify/Order/${text}` as OrderId) : null;
}

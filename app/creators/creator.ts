import { type CreatorId, type CustomerId, type ProgramId, parseId } from "#app/kernel/id.ts";
import { contains, type Interval } from "#app/kernel/time.ts";
import { oneLine } from "#app/kernel/typed.ts";

/** Keyed hashes of the house an address leads to, and of the flat in it; null: it names none. */
export type DoorHash = { readonly house: string; readonly flat: string | null };

/** A creator as attribution sees one: who they are as a buyer, and when they were paused. */
export type Creator = {
  readonly id: CreatorId;
  readonly name: string;
  readonly customerId: CustomerId | null;
  /** HMAC of the mailbox their e-mail reaches, under the shop's key; null when no e-mail is known. */
  readonly mailboxHash: string | null;
  /** HMAC of their phone as E.164, under the same key; null when none is known. */
  readonly phoneHash: string | null;
  /** HMACs of the door they live behind; null when no address is known, or it names no door. */
  readonly door: DoorHash | null;
  readonly pauses: readonly Interval[];
  /** Which program they were in from when on, oldest first; null: in none. */
  readonly programs: readonly { readonly id: ProgramId | null; readonly from: Date }[];
};

/** The languages creators can be written to in. */
export const CREATOR_LANGUAGES = ["en", "de", "da"] as const;
export type CreatorLanguage = (typeof CREATOR_LANGUAGES)[number];

/** What a merchant typed about a creator, as it came; what a form does not ask for is absent. */
export type CreatorFields = {
  readonly name: string;
  readonly email: string;
  readonly customerId: string;
  readonly handle?: string;
  readonly language?: string;
  readonly programId?: string;
};

/** A creator's particulars, usable: the e-mail as typed but trimmed, the customer as Shopify's GID. */
export type CreatorParticulars = {
  readonly name: string;
  readonly email: string | null;
  readonly customerId: CustomerId | null;
  /** Where they post, such as `@ada`. */
  readonly handle: string | null;
  /** The language of the mails they get. */
  readonly language: CreatorLanguage;
  readonly programId: ProgramId | null;
};

/** What is wrong with each field; a field that is right is not named. */
export type CreatorRefusal = {
  readonly because: {
    readonly name?: "empty" | "too-long";
    readonly email?: "not-an-email" | "too-long";
    readonly customerId?: "not-a-customer";
    readonly handle?: "too-long";
    readonly language?: "unknown";
    readonly programId?: "unknown";
  };
};

const LONGEST_NAME = 120;
const LONGEST_EMAIL = 254;
const LONGEST_HANDLE = 100;

/** Whether a creator was paused at an instant: the pause containing it decides, whenever we are asked. */
export function isPausedAt(creator: Pick<Creator, "pauses">, instant: Date): boolean {
  return creator.pauses.some((pause) => contains(pause, instant));
}

/** The program a creator was in at an instant, whenever we are asked; null: in none. */
export function programAt({ programs }: Pick<Creator, "programs">, instant: Date): ProgramId | null {
  return programs.findLast(({ from }) => from <= instant)?.id ?? null;
}

/**
 * Reads a creator from the merchant's form: a name of 1 to 120 characters, an e-mail or nothing, and a Shopify customer or
 * nothing, as digits ("123"), a GID, or the address of its admin page (".../customers/123") -> `gid://shopify/Customer/123`;
 * a handle of at most 100 characters or nothing, a language of ours (none: English), a program's id or nothing.
 */
export function parseCreator(fields: CreatorFields): CreatorParticulars | CreatorRefusal {
  const name = oneLine(fields.name);
  const handle = oneLine(fields.handle ?? "");
  const language = CREATOR_LANGUAGES.find((each) => each === (fields.language || "en"));
  const program = fields.programId?.trim() ?? "";
  const programId = program === "" ? null : parseId("program", program);
  const email = fields.email.trim();
  const customer = fields.customerId.trim();
  const customerId = customerIn(customer);
  const because = {
    ...(name === "" && { name: "empty" as const }),
    ...([...name].length > LONGEST_NAME && { name: "too-long" as const }),
    ...(email !== "" && !isEmail(email) && { email: "not-an-email" as const }),
    ...(email.length > LONGEST_EMAIL && { email: "too-long" as const }),
    ...(customer !== "" && customerId === null && { customerId: "not-a-customer" as const }),
    ...([...handle].length > LONGEST_HANDLE && { handle: "too-long" as const }),
    ...(language === undefined && { language: "unknown" as const }),
    ...(program !== "" && programId === null && { programId: "unknown" as const }),
  };
  if (Object.keys(because).length > 0 || language === undefined) return { because };
  return {
    name,
    email: email === "" ? null : email,
    customerId,
    handle: handle === "" ? null : handle,
    language,
    programId,
  };
}

function isEmail(text: string): boolean {
  return text.isWellFormed() && /^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u.test(text.normalize("NFKC"));
}

function customerIn(text: string): CustomerId | null {
  const found =
    /^([1-9]\d{0,19})$/.exec(text) ??
    /^gid:\/\/shopify\/Customer\/([1-9]\d{0,19})$/.exec(text) ??
    /^https:\/\/[^\s?#]+\/customers\/([1-9]\d{0,19})\/?(?:[?#]\S*)?$/.exec(text);
  return found ? (`gid://shopify/Customer/${found[1]}` as CustomerId) : null;
}

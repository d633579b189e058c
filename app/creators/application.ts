import { CREATOR_LANGUAGES, type CreatorLanguage } from "#app/creators/creator.ts";
import { oneLine } from "#app/kernel/typed.ts";

/** What somebody typed into the application page, as it came. */
export type ApplicationFields = {
  readonly name: string;
  readonly email: string;
  readonly handle: string;
  readonly url: string;
  readonly audience: string;
  readonly message: string;
  /** The version of the terms that was accepted, as the form had it; empty where nothing was ticked. */
  readonly terms: string;
};

/** An application, read and usable. */
export type ReadApplication = {
  readonly name: string;
  readonly email: string;
  readonly handle: string | null;
  /** Where they post: an http or https address. */
  readonly url: string | null;
  /** How many follow them, as they say. */
  readonly audience: number | null;
  readonly message: string;
  /** The version of the terms they accepted; null where the shop has none. */
  readonly termsVersion: number | null;
};

/** What is wrong with each field of an application; a field that is right is not named. */
export type ApplicationRefusal = {
  readonly because: {
    readonly name?: "empty" | "too-long";
    readonly email?: "empty" | "not-an-email" | "too-long";
    readonly handle?: "too-long";
    readonly url?: "not-an-address" | "too-long";
    readonly audience?: "not-a-number" | "too-large";
    readonly message?: "too-long";
    readonly terms?: "not-accepted" | "changed";
  };
};

/** How an application stands: nobody decided yet, or somebody did. */
export const APPLICATION_STATES = ["waiting", "approved", "declined"] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** How many characters each field may have. */
export const LONGEST = { name: 120, email: 254, handle: 100, url: 500, message: 2000 } as const;
const LARGEST_AUDIENCE = 2_000_000_000;

/**
 * Reads an application. `termsVersion` is the version of the shop's terms now, null where it has none: then nothing needs
 * to be accepted. "www.example.com/ada" becomes "https://www.example.com/ada"; "12,500" followers are 12500.
 */
export function parseApplication(
  fields: ApplicationFields,
  termsVersion: number | null,
): ReadApplication | ApplicationRefusal {
  const name = oneLine(fields.name);
  const email = fields.email.trim();
  const handle = oneLine(fields.handle);
  const url = addressIn(fields.url.trim());
  const audience = numberIn(fields.audience);
  const message = manyLines(fields.message);
  const isOver = (text: string, most: number) => [...text].length > most;
  const because = {
    ...(name === "" && { name: "empty" as const }),
    ...(isOver(name, LONGEST.name) && { name: "too-long" as const }),
    ...(email !== "" && !isDeliverable(email) && { email: "not-an-email" as const }),
    ...(email === "" && { email: "empty" as const }),
    ...(isOver(email, LONGEST.email) && { email: "too-long" as const }),
    ...(isOver(handle, LONGEST.handle) && { handle: "too-long" as const }),
    ...(url === undefined && { url: "not-an-address" as const }),
    ...(isOver(fields.url.trim(), LONGEST.url) && { url: "too-long" as const }),
    ...(audience === undefined && { audience: "not-a-number" as const }),
    ...(audience && audience > LARGEST_AUDIENCE && { audience: "too-large" as const }),
    ...(isOver(message, LONGEST.message) && { message: "too-long" as const }),
    ...acceptance(fields.terms, termsVersion),
  };
  if (Object.keys(because).length > 0 || url === undefined || audience === undefined) return { because };
  return { name, email, handle: handle === "" ? null : handle, url, audience, message, termsVersion };
}

/** Whether the ticked version is the one that holds now: terms that changed meanwhile were not read. */
function acceptance(ticked: string, version: number | null): ApplicationRefusal["because"] {
  if (version === null || ticked === String(version)) return {};
  return { terms: ticked === "" ? "not-accepted" : "changed" };
}

/** The language of ours that a reader asks for: by a name such as "da", else the first known one of an Accept-Language header. */
export function languageFor(asked: string | null, accepted: string | null): CreatorLanguage {
  const known = (tag: string) => CREATOR_LANGUAGES.find((each) => each === tag.slice(0, 2).toLowerCase());
  const named = CREATOR_LANGUAGES.find((each) => each === asked);
  if (named) return named;
  const wishes = (accepted ?? "").split(",").map((part) => {
    const [tag = "", ...more] = part.trim().split(";");
    const weight = Number(/^\s*q=([\d.]+)/.exec(more.join(";"))?.[1] ?? 1);
    return { language: known(tag), weight: Number.isNaN(weight) ? 0 : weight };
  });
  const best = wishes.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  return best.find(({ language }) => language)?.language ?? "en";
}

/** Where a mail can go: one @, a host, and nothing that has a meaning of its own in the headers of a mail. */
function isDeliverable(text: string): boolean {
  return (
    text.isWellFormed() &&
    /^[^@\s\p{C},;:<>()[\]"\\]+@[^@\s\p{C},;:<>()[\]"\\]+$/u.test(text.normalize("NFKC"))
  );
}

/** An http or https address, "https://" put before one without; null for nothing, undefined for anything else. */
function addressIn(text: string): string | null | undefined {
  if (text === "") return null;
  if (!text.isWellFormed() || /[\s\p{C}]/u.test(text)) return undefined;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb && url.hostname.includes(".") && url.username === "" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A whole number, its thousands set apart by space, comma, point or apostrophe; null for nothing, undefined for anything else. */
function numberIn(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (!/^\d{1,3}(?:([\s.,'’])\d{3})?(?:\1\d{3})*$|^\d{1,15}$/u.test(trimmed)) return undefined;
  return Number(trimmed.replace(/\D/g, ""));
}

/** Text of several lines: line ends as \n, no other control characters, at most one empty line in a row. */
export const manyLines = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

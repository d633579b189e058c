import { type CodeKey, codeKey } from "#app/creators/code.ts";
import {
  COLLABORATION_KINDS,
  type Collaboration,
  type CollaborationKind,
  parseCollaboration,
} from "#app/creators/collaboration.ts";
import { amountIn, cellText, countIn, dayFrom } from "#app/imports/cell.ts";
import type { Column, Mapping } from "#app/imports/columns.ts";
import type { Decided, Problem } from "#app/imports/import.ts";
import { raggedness, wordIn } from "#app/imports/row.ts";
import { traitKey } from "#app/imports/told.ts";
import type { CollaborationId, CreatorId } from "#app/kernel/id.ts";
import { money, toDecimal } from "#app/kernel/money.ts";

/** A row of collaborations, read: whose it is in the file's words, and what it tells. */
export type CollaborationRow = {
  readonly line: number;
  readonly creator: string;
  readonly email: string;
  readonly code: string;
  /** Null where something is wrong with it. */
  readonly tells: Collaboration | null;
  readonly problems: readonly Problem[];
};

/** A creator a row may mean. */
export type Candidate = {
  readonly id: CreatorId;
  readonly name: string;
  readonly email: string | null;
  readonly handle: string | null;
};

/** A collaboration the shop has. */
export type KnownCollaboration = Collaboration & {
  readonly id: CollaborationId;
  readonly creatorId: CreatorId;
};

/** What rows are decided by: who may be meant, who holds which code, and what the shop has of their days. */
export type KnownOfRows = {
  readonly candidates: readonly Candidate[];
  readonly holders: ReadonlyMap<CodeKey, readonly CreatorId[]>;
  readonly kept: ReadonlyMap<string, readonly KnownCollaboration[]>;
};

const KINDS: Readonly<Record<CollaborationKind, string>> = {
  story: "stories instagramstory storie",
  post: "posts reel reels photo carousel feed feedpost beitrag opslag video short shorts",
  tutorial: "howto anleitung guide vejledning",
  "behind-the-scenes": "bts hinterdenkulissen bagomkulisserne",
  live: "livestream stream",
  review: "unboxing test bewertung anmeldelse rezension",
  event: "veranstaltung begivenhed",
  "shout-out": "mention erwahnung erwähnung omtale",
  other: "andere sonstiges andet anderes",
};
const REFUSED: Readonly<Record<string, string>> = {
  "day empty": "contentDayEmpty",
  "day not-a-date": "dayForm",
  "day too-early": "contentDayEarly",
  "day too-late": "contentDayLate",
  "url not-an-address": "urlForm",
  "url too-long": "urlLong",
  "note too-long": "noteLong",
};

/** Reads a row of collaborations by the mapping; a kind nobody names is `otherwise`. */
export function readCollaborationRow(
  { line, values }: { readonly line: number; readonly values: readonly string[] },
  width: number,
  mapping: Mapping,
  ground: { readonly currency: string; readonly today: string; readonly otherwise: CollaborationKind },
): CollaborationRow {
  const { currency, today, otherwise } = ground;
  const cell = (column: Column) => cellText(mapping[column] === undefined ? "" : values[mapping[column]]);
  const problems: Problem[] = [...raggedness(values, width)];
  const say = (column: Column, because: string) => problems.push({ because, column, value: cell(column) });
  const kind = cell("content") === "" ? otherwise : wordIn(KINDS, cell("content"));
  if (kind === null) say("content", "contentUnknown");
  const day = cell("day") === "" ? { day: "" } : dayFrom(cell("day"));
  if ("because" in day) say("day", day.because === "two-readings" ? "dayTwice" : "dayForm");
  const told = cell("currency").toUpperCase();
  const isPriced = cell("fee") !== "" || cell("gift") !== "";
  if (isPriced && told !== "" && told !== currency) say("currency", "currencyOther");
  const count = (column: "reach" | "interactions") => {
    const read = cell(column) === "" ? null : countIn(cell(column));
    if (read === null && cell(column) !== "") say(column, "countForm");
    return read === null ? "" : String(read);
  };
  const amount = (column: "fee" | "gift") => {
    const minor = cell(column) === "" ? 0 : amountIn(cell(column), currency);
    if (minor === null) say(column, "amountForm");
    return toDecimal(money(minor ?? 0, currency));
  };
  const read = parseCollaboration(
    {
      kind: kind ?? "other",
      day: "day" in day ? day.day : today,
      url: cell("url"),
      ...{
        reach: count("reach"),
        interactions: count("interactions"),
        fee: amount("fee"),
        gift: amount("gift"),
      },
      note: cell("note"),
    },
    { currency, today },
  );
  if ("because" in read)
    for (const [column, because] of Object.entries(read.because))
      say(column as Column, REFUSED[`${column} ${because}`] ?? "unreadable");
  return {
    ...{ line, creator: cell("creator"), email: cell("email"), code: cell("code"), problems },
    tells: "because" in read ? null : read,
  };
}

/** Two collaborations are the same one when these agree: its creator, kind, day and address. */
export const sameness = (
  creatorId: CreatorId,
  { kind, day, url }: Pick<Collaboration, "kind" | "day" | "url">,
) => `${creatorId} ${kind} ${day} ${url ?? ""}`;

/**
 * Finds whose a collaboration is: by e-mail, else by code, else by name or handle. @returns a problem where nobody fits, or
 * several do
 */
export function whoseIs(row: CollaborationRow, { candidates, holders }: KnownOfRows): CreatorId | Problem {
  const { creator, code } = row;
  const email = mailOf(row);
  if (email !== "")
    return only(
      candidates.filter(
        (each) => each.email !== null && traitKey("email", each.email) === traitKey("email", email),
      ),
      "email",
      email,
    );
  if (code !== "") {
    const ids = holders.get(codeKey(code)) ?? [];
    return only(
      candidates.filter(({ id }) => ids.includes(id)),
      "code",
      code,
    );
  }
  if (creator === "") return { because: "creatorEmpty", column: "creator" };
  const wanted = creator.toLowerCase();
  const handle = traitKey("handle", creator);
  const named = candidates.filter(({ name }) => name.toLowerCase() === wanted);
  const called = candidates.filter(
    (each) => each.handle !== null && traitKey("handle", each.handle) === handle,
  );
  return only(named.length > 0 ? named : called, "creator", creator);
}

/** By which e-mail a row names its creator, if it does: in its own column, or in place of a name. */
export function mailOf({
  email,
  code,
  creator,
}: Pick<CollaborationRow, "email" | "code" | "creator">): string {
  return email !== "" || code !== "" || !/^[^@\s]+@[^@\s]+$/.test(creator) ? email : creator;
}

function only(found: readonly Candidate[], column: Column, value: string): CreatorId | Problem {
  const [one] = found;
  if (one === undefined) return { because: "creatorUnknown", column, value };
  if (found.length === 1) return one.id;
  const other = found.map(({ name, email }) => (email === null ? name : `${name} (${email})`)).join(", ");
  return { because: "creatorMany", column, value, other };
}

/**
 * Decides what becomes of a row of collaborations. Several may agree in creator, kind, day and address: a row is then the
 * one the shop has that says the very same, else any that no row above was, so that a file read again changes nothing.
 * @param used which of the shop's the rows above were; this row's is added
 * @param fresh the id a new one gets
 */
export function decideCollaboration(
  row: CollaborationRow,
  known: KnownOfRows,
  used: Set<CollaborationId>,
  fresh: CollaborationId,
): Decided<KnownCollaboration> {
  const problems: Problem[] = [...row.problems];
  const whose = whoseIs(row, known);
  if (typeof whose === "object") problems.push(whose);
  const name =
    known.candidates.find(({ id }) => id === whose)?.name ?? (row.creator || row.email || row.code);
  const label = { line: row.line, name, code: row.tells?.kind ?? null };
  if (typeof whose === "object" || row.tells === null || problems.length > 0)
    return { ...label, outcome: "refused", problems, creatorId: null, write: null };
  const tells = row.tells;
  const left = (known.kept.get(sameness(whose, tells)) ?? []).filter(({ id }) => !used.has(id));
  const same = left.find((each) => isSame(each, tells));
  const kept = same ?? left[0];
  const write = { ...tells, id: kept?.id ?? fresh, creatorId: whose };
  used.add(write.id);
  return {
    ...label,
    outcome: same ? "unchanged" : kept ? "changed" : "new",
    problems,
    creatorId: whose,
    write: same ? null : write,
  };
}

const isSame = (kept: Collaboration, tells: Collaboration) =>
  (Object.keys(tells) as (keyof Collaboration)[]).every((each) => kept[each] === tells[each]);

/** Whether a text is a kind of content we know. */
export const isContent = (text: string): text is CollaborationKind =>
  (COLLABORATION_KINDS as readonly string[]).includes(text);

import {
  COLLABORATION_FIELDS,
  type Collaboration,
  type CollaborationField,
  type CollaborationKind,
} from "#app/creators/collaboration.ts";
import type { CollaborationsQuery } from "#app/creators/collaborations-query.ts";
import { type Money, money, toDecimal } from "#app/kernel/money.ts";

/** A collaboration as pages show it. */
export type ShownCollaboration = Collaboration & {
  readonly id: string;
  readonly creatorId: string;
  readonly creatorName: string;
};

/** What those that are meant add up to. */
export type ShownTotals = {
  readonly count: number;
  readonly reach: number;
  readonly engagement: { readonly reach: number; readonly interactions: number };
  readonly fee: Money;
  readonly gift: Money;
  readonly inOtherCurrencies: number;
};

/** A kind as its words are called: "behind-the-scenes" -> "behindTheScenes". */
export const kindWord = (kind: CollaborationKind) =>
  kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as
    | "story"
    | "post"
    | "tutorial"
    | "behindTheScenes"
    | "live"
    | "review"
    | "event"
    | "shoutOut"
    | "other";

/** What the form holds before anybody touches it. */
export function fieldsOf(
  collaboration: Omit<Collaboration, "currency"> | null,
  { currency, today }: { readonly currency: string; readonly today: string },
): Record<CollaborationField, string> {
  if (!collaboration)
    return {
      ...{ kind: "post", day: today, url: "", reach: "", interactions: "" },
      ...{ fee: "", gift: "", note: "" },
    };
  const { kind, day, url, reach, interactions, feeMinor, giftMinor, note } = collaboration;
  const amount = (minor: number) => (minor === 0 ? "" : toDecimal(money(minor, currency)));
  return {
    ...{ kind, day, url: url ?? "", note },
    ...{
      reach: reach === null ? "" : String(reach),
      interactions: interactions === null ? "" : String(interactions),
    },
    ...{ fee: amount(feeMinor), gift: amount(giftMinor) },
  };
}

/** Reads the form as it was posted; what is missing is empty. */
export function readCollaborationFields(form: FormData): Record<CollaborationField, string> {
  const text = (name: CollaborationField) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const fields = COLLABORATION_FIELDS.map((name) => [name, text(name)]);
  return Object.fromEntries(fields) as Record<CollaborationField, string>;
}

/** Writes a query as an address: only what is not as the list opens. */
export function addressOf(
  { creatorId, kind, month, page }: CollaborationsQuery,
  base = "/app/collaborations",
): string {
  const params = new URLSearchParams({
    ...(creatorId && { creator: creatorId }),
    ...(kind && { kind }),
    ...(month && { month }),
    ...(page > 1 && { page: String(page) }),
  });
  return params.size > 0 ? `${base}?${params}` : base;
}

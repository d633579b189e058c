import type { CodeValue, Conditions } from "#app/creators/code.ts";
import type { CollaborationKind } from "#app/creators/collaboration.ts";
import type { Drift } from "#app/creators/drift.ts";
import type { Money } from "#app/kernel/money.ts";

/** What happened, with what the page needs to say it and why. */
export type Happening =
  | {
      readonly kind: "applied";
      readonly handle: string | null;
      readonly message: string;
      readonly termsVersion: number | null;
    }
  | { readonly kind: "joined"; readonly isApproved: boolean; readonly reply: string | null }
  | {
      readonly kind: "code-given";
      readonly code: string;
      readonly value: CodeValue;
      readonly conditions: Conditions;
      readonly origin: string;
      readonly batch: string | null;
      /** From when on it credits, as ISO text. */
      readonly heldFrom: string;
    }
  | { readonly kind: "code-live" | "code-ended"; readonly code: string }
  | { readonly kind: "code-refused"; readonly code: string; readonly problem: string }
  | { readonly kind: "code-drifted"; readonly code: string; readonly drift: Drift }
  | {
      readonly kind: "link-made" | "link-ended";
      readonly id: string;
      readonly title: string;
      readonly path: string;
    }
  | {
      readonly kind: "first-order";
      readonly order: string;
      readonly net: Money;
      readonly by: { readonly code: string } | { readonly slug: string } | null;
    }
  | { readonly kind: "paused" | "resumed" }
  | {
      readonly kind: "collaboration";
      readonly what: CollaborationKind;
      readonly url: string | null;
      readonly cost: Money;
    }
  | { readonly kind: "mail-sent" | "mail-waiting"; readonly subject: string }
  | { readonly kind: "mail-failed"; readonly subject: string; readonly problem: string };

/** Where an entry stands in a creator's story: its instant; within one instant its rank; then the row it tells of. */
export type Place = { readonly at: Date; readonly rank: number; readonly ref: string };

/** One entry of a creator's story; `day` is the shop's, "2026-03-29". */
export type Entry = Place & { readonly day: string; readonly happening: Happening };

/** A page of a creator's story, newest first, and where its neighbours are. */
export type Story = {
  readonly entries: readonly Entry[];
  readonly older: Place | null;
  readonly newer: Place | null;
};

/** Writes a place as it stands in an address: `1764000000000.4.co_7f3k...`. */
export const formatPlace = ({ at, rank, ref }: Place): string => `${at.getTime()}.${rank}.${ref}`;

/** Reads a place from an address; null when it is not one. */
export function parsePlace(text: string | null): Place | null {
  const found = /^(\d{1,13})\.(\d{1,2})\.([\w:/]{1,80})$/.exec(text ?? "");
  return found ? { at: new Date(Number(found[1])), rank: Number(found[2]), ref: found[3] ?? "" } : null;
}

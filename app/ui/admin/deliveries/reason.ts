import type { ShownLine } from "#app/ui/admin/deliveries/shown-delivery.ts";

/** Why a delivery stands as it does, as a key among the reasons in deliveries.json, and what it speaks of. */
export type Reason = {
  readonly key:
    | "waiting"
    | "failing"
    | "applied"
    | "givenUp"
    | "unreadable"
    | "unknownShop"
    | "noRule"
    | "discarded"
    | "redacted"
    | "expired"
    | "other";
  readonly count?: number;
  readonly cause?: string;
};

const FAILED = /^failed (\d+) times: (.*)$/s;

/** Reads the reason that the queue keeps with a delivery. */
export function reasonOf({
  state,
  reason,
  attempts,
}: Pick<ShownLine, "state" | "reason" | "attempts">): Reason {
  const failed = FAILED.exec(reason ?? "");
  const failure = { count: Number(failed?.[1] ?? attempts), cause: failed?.[2] ?? reason ?? "" };
  if (state === "applied") return { key: "applied" };
  if (state === "waiting") return attempts > 0 ? { key: "failing", ...failure } : { key: "waiting" };
  if (state === "discarded") return discardedFor(reason ?? "");
  if (failed) return { key: "givenUp", ...failure };
  if (reason === "unknown-shop") return { key: "unknownShop" };
  if (state === "parked") return { key: "noRule" };
  return { key: "unreadable", cause: withoutStop(reason ?? "") };
}

function discardedFor(reason: string): Reason {
  if (reason === "discarded") return { key: "discarded" };
  if (reason === "redacted") return { key: "redacted" };
  if (reason === "kept 30 days") return { key: "expired" };
  return { key: "other", cause: withoutStop(reason) };
}

/** The sentence around it has a full stop of its own. */
const withoutStop = (text: string) => text.replace(/\.$/, "");

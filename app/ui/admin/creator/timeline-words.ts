import type { Happening } from "#app/attribution/timeline.ts";
import { useCodeWords } from "#app/ui/admin/codes/code-words.ts";
import { problemSentence, takerOf } from "#app/ui/admin/codes/shown-code.ts";
import { kindWord } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import type { ShownEntry } from "#app/ui/admin/creator/timeline-shown.ts";
import { useLinkName } from "#app/ui/admin/links/link-name.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** An entry in words: what happened, why or with what, and where more of it stands. */
export type Told = {
  readonly title: string;
  readonly because: string;
  readonly tone: "good" | "bad" | "plain";
  readonly url?: string;
};

/** What each is called in `timeline.json`. */
const WORDS = {
  applied: "applied",
  joined: "joined",
  "code-given": "codeGiven",
  "code-live": "codeLive",
  "code-refused": "codeRefused",
  "code-drifted": "codeDrifted",
  "code-ended": "codeEnded",
  "link-made": "linkMade",
  "link-ended": "linkEnded",
  "first-order": "firstOrder",
  paused: "paused",
  resumed: "resumed",
  collaboration: "collaboration",
  "mail-sent": "mailSent",
  "mail-waiting": "mailWaiting",
  "mail-failed": "mailFailed",
} as const satisfies Record<Happening["kind"], string>;

const GOOD: readonly Happening["kind"][] = ["joined", "first-order", "resumed", "code-live"];
const BAD: readonly Happening["kind"][] = ["code-refused", "code-drifted", "mail-failed", "paused"];

/** Tells entries of a creator's timeline. */
export function useTimelineWords(creatorId: string): (entry: ShownEntry) => Told {
  const t = useWords();
  const { formats } = useShop();
  const codeWords = useCodeWords();
  const linkName = useLinkName();

  function titleOf(it: Happening): string {
    const word = WORDS[it.kind];
    const kind = it.kind === "collaboration" ? kindWord(it.what) : null;
    const code = "code" in it ? it.code : "";
    const order = it.kind === "first-order" ? it.order : "";
    const what = kind === null ? "" : t(`collaborations:kind.${kind}`);
    return t(`timeline:${word}.title`, { code, order, what });
  }
  function becauseOf(it: Happening, at: string): string {
    switch (it.kind) {
      case "applied":
        return [
          t("timeline:applied.because"),
          ...(it.termsVersion === null ? [] : [t("timeline:applied.terms", { version: it.termsVersion })]),
        ].join(" ");
      case "joined":
        return t(it.isApproved ? "timeline:joined.approved" : "timeline:joined.added");
      case "code-given": {
        const [value, day] = [codeWords.terms(it), formats.day(it.heldFrom)];
        if (it.origin === "adopted") return t("timeline:codeGiven.adopted", { value });
        if (it.batch !== null) return t("timeline:codeGiven.batch", { value, batch: it.batch });
        const isBackdated = day !== formats.day(at);
        return t(isBackdated ? "timeline:codeGiven.backdated" : "timeline:codeGiven.value", { value, day });
      }
      case "code-refused": {
        const taker = takerOf(it);
        if (taker === null) return problemSentence(it.problem);
        return taker === ""
          ? t("timeline:codeRefused.takenUnnamed")
          : t("timeline:codeRefused.taken", { title: taker });
      }
      case "code-drifted": {
        const { drift } = it;
        return t(`timeline:codeDrifted.${drift}`);
      }
      case "link-made":
        return t("timeline:linkMade.because", { page: it.path === "/" ? t("links:home") : it.path });
      case "link-ended":
        return t("timeline:linkEnded.because", { link: linkName(it) });
      case "first-order": {
        const net = formats.money(it.net);
        if (it.by === null) return t("timeline:firstOrder.other", { net });
        return "code" in it.by
          ? t("timeline:firstOrder.code", { net, code: it.by.code })
          : t("timeline:firstOrder.link", { net, slug: it.by.slug });
      }
      case "collaboration":
        return it.cost.minor === 0
          ? t("timeline:collaboration.free")
          : t("timeline:collaboration.cost", { amount: formats.money(it.cost) });
      case "mail-sent":
        return t("timeline:mailSent.because", { subject: it.subject });
      case "mail-waiting":
        return t("timeline:mailWaiting.because", { subject: it.subject });
      case "mail-failed":
        return t("timeline:mailFailed.because", { subject: it.subject, problem: it.problem });
      default: {
        const word = WORDS[it.kind];
        return t(`timeline:${word}.because`);
      }
    }
  }
  function urlOf(it: Happening): string | undefined {
    if (it.kind === "link-made" || it.kind === "link-ended")
      return `/app/creators/${creatorId}/links/${it.id}`;
    const url = it.kind === "collaboration" ? it.url : null;
    return url !== null && /^https?:/.test(url) ? url : undefined;
  }
  return ({ happening: it, at }) => ({
    title: titleOf(it),
    because: becauseOf(it, at),
    tone: GOOD.includes(it.kind) ? "good" : BAD.includes(it.kind) ? "bad" : "plain",
    url: urlOf(it),
  });
}

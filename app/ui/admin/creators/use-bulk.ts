import { useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import type { Chosen } from "#app/ui/admin/creators/chosen.ts";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { canUndo, done, type ShownChange } from "#app/ui/admin/creators/shown-change.ts";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { saveFile } from "#app/ui/admin/page/save-file.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** What the table's action answers: a change as far as it is, or the e-mails of whom was asked for. */
export type BulkAnswer = FormAnswer & {
  readonly change?: ShownChange;
  readonly emails?: readonly string[];
  readonly asked?: number;
};

/** Where the table posts to. */
export const TABLE_ACTION = "/app/creators?index";
/** So many creators can be picked to be given codes. */
const MOST_PICKED = 1_000;
/** The question before everybody who matches is paused. */
export const ASK_PAUSE = "pause-all";

/** Carries out what is asked for the creators that are ticked, and says exactly what came of it. */
export function useBulk(chosen: Chosen, creators: readonly CreatorLine[]) {
  const t = useWords();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string | null>(null);
  const wish = useWish<BulkAnswer>((answer) => {
    const because = answer.refusal?.because.change;
    if (because) setProblem(t(because === "no-program" ? "creators:bulk.noProgram" : "creators:bulk.nobody"));
    else if (answer.emails) void copy(answer.emails, answer.asked ?? 0);
    else if (answer.change) tell(answer.change);
  }, TABLE_ACTION);

  function tell(change: ShownChange) {
    chosen.clear();
    // What the worker does is told by the banner, as far as it is.
    if (change.finishedAt === null) return;
    const undo = {
      action: t("creators:change.undo"),
      onAction: () => send({ intent: "undo", id: change.id }),
    };
    shopify.toast.show(done(t, change), { duration: 10_000, ...(canUndo(change) && undo) });
  }
  async function copy(emails: readonly string[], asked: number) {
    const without = asked - emails.length;
    if (emails.length === 0) return setProblem(t("creators:bulk.copied.none"));
    try {
      await navigator.clipboard.writeText(emails.join(", "));
      const key = without > 0 ? "some" : "all";
      shopify.toast.show(t(`creators:bulk.copied.${key}`, { count: emails.length, without }));
    } catch {
      setProblem(t("creators:bulk.copyFailed"));
    }
  }
  function send(fields: Readonly<Record<string, string>>) {
    setProblem(null);
    wish.send(fields);
  }
  const change = (kind: string, program = "") => send({ intent: "change", kind, program, ...chosen.fields });
  const { matching = "" } = chosen.fields;
  return {
    isBusy: wish.isSending,
    isUnreachable: wish.isUnreachable,
    problem,
    forget: () => setProblem(null),
    pause: () => (chosen.isAll ? void shopify.modal.show(ASK_PAUSE) : change("pause")),
    pauseAll: () => {
      void shopify.modal.hide(ASK_PAUSE);
      change("pause");
    },
    resume: () => change("resume"),
    move: (program: string) => change("move", program),
    undo: (id: string) => send({ intent: "undo", id }),
    addCodes: () => {
      // Everybody is a choice of that page's own.
      if (chosen.isAll && matching === "") return navigate("/app/codes/new");
      if (chosen.count > MOST_PICKED) return setProblem(t("creators:bulk.tooMany", { count: MOST_PICKED }));
      const picked = chosen.ids.map((id) => ["creator", id]);
      return navigate(`/app/codes/new?${new URLSearchParams(chosen.isAll ? { matching } : picked)}`);
    },
    exportFile: () =>
      void saveFile(
        `/app/export/creators${chosen.isAll ? matching : `?ids=${chosen.ids.join(",")}`}`,
        "creators.csv",
      ).catch(() => setProblem(t("creators:bulk.exportFailed"))),
    copyEmails: () => {
      if (chosen.isAll) return send({ intent: "emails", ...chosen.fields });
      const picked = creators.filter(({ id }) => chosen.ids.includes(id));
      return void copy(
        picked.flatMap(({ email }) => email ?? []),
        picked.length,
      );
    },
  };
}

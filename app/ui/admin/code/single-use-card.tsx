import { useNavigate } from "@remix-run/react";
import { Checkbox, FormLayout, TextField } from "@shopify/polaris";
import { useMemo } from "react";
import { CodeForm } from "#app/ui/admin/code/code-form.tsx";
import { EndField, inDays } from "#app/ui/admin/code/end-field.tsx";
import type { ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Gives the creator codes that can be used once each, for them to hand out one by one; the old one may end. */
export function SingleUseCard({
  code: { code, creatorName, origin },
  batchId,
  today,
}: {
  code: ShownCodePage;
  batchId: string;
  today: string;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const draft = useDraft(
    useMemo(() => ({ count: "100", endsOld: "", endsOn: inDays(today), batchId }), [today, batchId]),
  );
  const { values, set } = draft;
  const says = {
    title: t("codes:single.title"),
    text: t("codes:single.text", { code, creator: creatorName }),
    button: t("codes:single.button"),
  };
  return (
    <CodeForm
      draft={draft}
      intent="single-use"
      creator={creatorName}
      says={says}
      onDone={(sent) => navigate(`/app/codes/batches/${sent.batchId}`)}
    >
      {(errorOf) => (
        <>
          <input type="hidden" name="batchId" value={values.batchId} />
          <input type="hidden" name="endsOld" value={values.endsOld} />
          <FormLayout>
            <TextField
              name="count"
              label={t("codes:single.count")}
              inputMode="numeric"
              value={values.count}
              onChange={set("count")}
              error={errorOf("count") ?? errorOf("rotation")}
              autoComplete="off"
            />
            <Checkbox
              label={t("codes:single.endsOld", { code })}
              checked={values.endsOld === "on"}
              onChange={(isChosen) => set("endsOld")(isChosen ? "on" : "")}
            />
            {values.endsOld === "on" && (
              <EndField
                label={t("codes:single.endsOn", { code })}
                origin={origin}
                value={values.endsOn}
                onChange={set("endsOn")}
                error={errorOf("endsOn")}
                today={today}
              />
            )}
          </FormLayout>
        </>
      )}
    </CodeForm>
  );
}

import { useAppBridge } from "@shopify/app-bridge-react";
import { FormLayout, TextField } from "@shopify/polaris";
import { useMemo } from "react";
import { CodeForm } from "#app/ui/admin/code/code-form.tsx";
import { EndField, inDays } from "#app/ui/admin/code/end-field.tsx";
import type { ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Gives the creator another code in place of this one, which goes on until a day. */
export function RotateCard({
  code: { code, creatorName, origin },
  today,
}: {
  code: ShownCodePage;
  today: string;
}) {
  const t = useWords();
  const shopify = useAppBridge();
  const draft = useDraft(useMemo(() => ({ code: "", endsOn: inDays(today) }), [today]));
  const says = {
    title: t("codes:rotate.title"),
    text: t("codes:rotate.text", { code, creator: creatorName }),
    button: t("codes:rotate.button"),
  };
  return (
    <CodeForm
      draft={draft}
      intent="rotate"
      creator={creatorName}
      says={says}
      onDone={({ code: typed }) => shopify.toast.show(t("codes:rotate.done", { code: typed.trim() }))}
    >
      {(errorOf) => (
        <FormLayout>
          <FormLayout.Group>
            <TextField
              name="code"
              label={t("codes:rotate.code")}
              value={draft.values.code}
              onChange={draft.set("code")}
              error={errorOf("code") ?? errorOf("rotation")}
              autoComplete="off"
              spellCheck={false}
            />
            <EndField
              label={t("codes:rotate.endsOn", { code })}
              origin={origin}
              value={draft.values.endsOn}
              onChange={draft.set("endsOn")}
              error={errorOf("endsOn")}
              today={today}
            />
          </FormLayout.Group>
        </FormLayout>
      )}
    </CodeForm>
  );
}

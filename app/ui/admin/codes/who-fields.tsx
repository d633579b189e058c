import { BlockStack, Card, ChoiceList, InlineError, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import type { ProgramTerms } from "#app/ui/admin/codes/batch-fields.ts";
import type { BatchField } from "#app/ui/admin/codes/batch-sentence.ts";
import { PickField } from "#app/ui/admin/codes/pick-field.tsx";
import type { Picked } from "#app/ui/admin/codes/shown-code.ts";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** For whom codes are made: all, those without one, a program's, or whoever is picked. A program brings its own terms. */
export function WhoFields({
  draft,
  errorOf,
  counts,
  picked: firstPicked,
  programs,
}: {
  draft: Draft<BatchField>;
  errorOf: ErrorOf;
  counts: { readonly all: number; readonly without: number };
  picked: readonly Picked[];
  programs: readonly ProgramTerms[];
}) {
  const t = useWords();
  const [picked, setPicked] = useState(firstPicked);
  const { values, set } = draft;
  const error = errorOf("who");
  const pick = (chosen: readonly Picked[]) => {
    setPicked(chosen);
    set("creatorIds")(chosen.map(({ id }) => id).join(","));
  };
  const choose = (id: string) => {
    set("programId")(id);
    const program = programs.find((each) => each.id === id);
    if (!program) return;
    set("template")(program.template);
    set("kind")(program.kind);
    set("value")(program.value);
    set("oncePerCustomer")(program.isOnce ? "on" : "");
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("codes:new.who")}
        </Text>
        <ChoiceList
          title={t("codes:new.who")}
          titleHidden
          name="who"
          choices={[
            { value: "without", label: t("codes:new.without", { count: counts.without }) },
            { value: "all", label: t("codes:new.all", { count: counts.all }) },
            { value: "program", label: t("codes:new.program") },
            { value: "picked", label: t("codes:new.picked") },
          ]}
          selected={[values.who]}
          onChange={([who = "all"]) => set("who")(who)}
        />
        <input type="hidden" name="creatorIds" value={values.creatorIds} />
        {values.who === "program" && programs.length === 0 && <Text as="p">{t("codes:new.noPrograms")}</Text>}
        {values.who === "program" && programs.length > 0 && (
          <Select
            name="programId"
            label={t("codes:new.programField")}
            options={[
              { value: "", label: "—" },
              ...programs.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={values.programId}
            onChange={choose}
          />
        )}
        {values.who === "picked" && <PickField picked={picked} onPick={pick} />}
        {error && (
          <div role="alert">
            <InlineError message={error} fieldID="who" />
          </div>
        )}
      </BlockStack>
    </Card>
  );
}

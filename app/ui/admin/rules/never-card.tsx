import { ChoiceList, Text, TextField } from "@shopify/polaris";
import type { PolicyFields } from "#app/attribution/policy.ts";
import { SAME_BY } from "#app/creators/same-person.ts";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { RulesCard } from "#app/ui/admin/rules/rules-card.tsx";

/** Which orders credit nobody: creators' own, and those of some sources. */
export function NeverCard({
  draft: { values, set },
  errorOf,
}: {
  draft: Draft<keyof PolicyFields>;
  errorOf: ErrorOf;
}) {
  const t = useWords();
  return (
    <RulesCard
      title={t("rules:form.never")}
      unseen={<input type="hidden" name="sameBy" value={values.sameBy} />}
    >
      <ChoiceList
        allowMultiple
        title={t("rules:form.own")}
        choices={SAME_BY.map((way) => ({
          value: way,
          label: t(`rules:form.sameBy.${way}`),
          helpText: t(`rules:sameByHelp.${way}`),
        }))}
        selected={values.sameBy.split(",")}
        onChange={(ways: string[]) => set("sameBy")(SAME_BY.filter((way) => ways.includes(way)).join(","))}
        error={errorOf("sameBy")}
      />
      <TextField
        name="refusedSources"
        label={t("rules:form.sources")}
        helpText={t("rules:form.sourcesHelp")}
        value={values.refusedSources}
        onChange={set("refusedSources")}
        error={errorOf("refusedSources")}
        autoComplete="off"
      />
      <Text as="p" tone="subdued">
        {t("rules:form.always")}
      </Text>
    </RulesCard>
  );
}

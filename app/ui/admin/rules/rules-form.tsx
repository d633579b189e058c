import { BlockStack, Select, TextField } from "@shopify/polaris";
import { useMemo } from "react";
import type { Policy, PolicyFields } from "#app/attribution/policy.ts";
import { type Draft, useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type ErrorOf, type SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { NeverCard } from "#app/ui/admin/rules/never-card.tsx";
import { PreviewCard } from "#app/ui/admin/rules/preview-card.tsx";
import { RulesCard } from "#app/ui/admin/rules/rules-card.tsx";
import { fieldsOf } from "#app/ui/admin/rules/shown-policy.ts";

/** The rules by which a shop credits its creators, to be changed from now on. */
export function RulesForm({
  policy,
  begun,
  programs,
  thisMonth,
  onDone,
}: {
  policy: Policy;
  /** A policy that was previewed and is to be changed further; null: none. */
  begun: Policy | null;
  programs: readonly NamedProgram[];
  thisMonth: string;
  onDone: () => void;
}) {
  const draft = useDraft<keyof PolicyFields>(
    useMemo(() => fieldsOf(policy), [policy]),
    begun ? fieldsOf(begun) : {},
  );
  return (
    <DraftForm draft={draft} sentenceOf={useRulesSentence()} onDone={onDone}>
      {(errorOf, isSaving) => (
        <BlockStack gap="400">
          <RankCard draft={draft} errorOf={errorOf} />
          <ClicksCard draft={draft} errorOf={errorOf} programs={programs} />
          <BindingCard draft={draft} errorOf={errorOf} />
          <NeverCard draft={draft} errorOf={errorOf} />
          <PreviewCard thisMonth={thisMonth} isDirty={draft.isDirty} isSaving={isSaving} />
        </BlockStack>
      )}
    </DraftForm>
  );
}

/** A program, to give its creators' clicks fewer days. */
export type NamedProgram = { readonly id: string; readonly name: string };
type Fields = { readonly draft: Draft<keyof PolicyFields>; readonly errorOf: ErrorOf };

function RankCard({ draft: { values, set }, errorOf }: Fields) {
  const t = useWords();
  return (
    <RulesCard title={t("rules:form.credit")}>
      <Select
        name="first"
        label={t("rules:form.first")}
        helpText={t("rules:form.firstHelp")}
        options={[
          { value: "code", label: t("rules:first.code") },
          { value: "link", label: t("rules:first.link") },
        ]}
        value={values.first}
        onChange={set("first")}
        error={errorOf("first")}
      />
      <Select
        name="severalCodes"
        label={t("rules:form.severalCodes")}
        options={[
          { value: "most-discount", label: t("rules:severalCodes.mostDiscount") },
          { value: "first", label: t("rules:severalCodes.first") },
          { value: "last", label: t("rules:severalCodes.last") },
        ]}
        value={values.severalCodes}
        onChange={set("severalCodes")}
        error={errorOf("severalCodes")}
      />
    </RulesCard>
  );
}

function ClicksCard({
  draft: { values, set },
  errorOf,
  programs,
}: Fields & { programs: readonly NamedProgram[] }) {
  const t = useWords();
  const days = JSON.parse(values.programDays) as Record<string, string>;
  return (
    <RulesCard
      title={t("rules:form.clicks")}
      unseen={<input type="hidden" name="programDays" value={values.programDays} />}
    >
      <TextField
        name="windowDays"
        label={t("rules:form.window")}
        helpText={t("rules:form.windowHelp")}
        suffix={t("rules:form.days")}
        inputMode="numeric"
        value={values.windowDays}
        onChange={set("windowDays")}
        error={errorOf("windowDays")}
        autoComplete="off"
      />
      <Select
        name="model"
        label={t("rules:form.model")}
        helpText={t("rules:form.modelHelp")}
        options={[
          { value: "last", label: t("rules:model.last") },
          { value: "first", label: t("rules:model.first") },
          { value: "linear", label: t("rules:model.linear") },
        ]}
        value={values.model}
        onChange={set("model")}
        error={errorOf("model")}
      />
      {programs.map(({ id, name }) => (
        <TextField
          key={id}
          label={t("rules:form.programWindow", { program: name })}
          placeholder={values.windowDays}
          suffix={t("rules:form.days")}
          inputMode="numeric"
          value={days[id] ?? ""}
          onChange={(typed) => set("programDays")(JSON.stringify({ ...days, [id]: typed }))}
          error={days[id] ? errorOf("programDays") : undefined}
          autoComplete="off"
        />
      ))}
    </RulesCard>
  );
}

function BindingCard({ draft: { values, set }, errorOf }: Fields) {
  const t = useWords();
  const isCounted = values.binding === "orders" || values.binding === "months";
  return (
    <RulesCard
      title={t("rules:form.binding")}
      unseen={
        <>
          {!isCounted && <input type="hidden" name="bindingCount" value={values.bindingCount} />}
          {values.binding === "off" && (
            <input type="hidden" name="bindingKeeps" value={values.bindingKeeps} />
          )}
        </>
      }
    >
      <Select
        name="binding"
        label={t("rules:form.bound")}
        helpText={t("rules:form.boundHelp")}
        options={[
          { value: "off", label: t("rules:binding.off") },
          { value: "orders", label: t("rules:binding.orders") },
          { value: "months", label: t("rules:binding.months") },
          { value: "forever", label: t("rules:binding.forever") },
        ]}
        value={values.binding}
        onChange={set("binding")}
        error={errorOf("binding")}
      />
      {isCounted && (
        <TextField
          name="bindingCount"
          label={t(values.binding === "orders" ? "rules:form.boundOrders" : "rules:form.boundMonths")}
          inputMode="numeric"
          value={values.bindingCount}
          onChange={set("bindingCount")}
          error={errorOf("bindingCount")}
          autoComplete="off"
        />
      )}
      {values.binding !== "off" && (
        <Select
          name="bindingKeeps"
          label={t("rules:form.keeps")}
          options={[
            { value: "first", label: t("rules:keeps.first") },
            { value: "latest", label: t("rules:keeps.latest") },
          ]}
          value={values.bindingKeeps}
          onChange={set("bindingKeeps")}
          error={errorOf("bindingKeeps")}
        />
      )}
    </RulesCard>
  );
}

const REFUSALS: Readonly<Record<string, string>> = {
  "windowDays not-a-number": "rules:refusal.windowForm",
  "windowDays out-of-range": "rules:refusal.windowRange",
  "programDays not-a-number": "rules:refusal.programForm",
  "programDays out-of-range": "rules:refusal.programRange",
  "programDays longer": "rules:refusal.programLonger",
  "bindingCount not-a-number": "rules:refusal.boundForm",
  "bindingCount out-of-range": "rules:refusal.boundRange",
  "refusedSources too-many": "rules:refusal.sourcesMany",
  "refusedSources too-long": "rules:refusal.sourcesLong",
};

/** Says what is wrong with a field of the rules, naming what was typed, the rule and the next move. */
function useRulesSentence(): SentenceOf {
  const t = useWords();
  return (field, refusal, typed) => {
    const because = refusal.because[field];
    if (because === undefined) return undefined;
    const key = REFUSALS[`${field} ${because}`] ?? "rules:refusal.unknown";
    return t(key as "rules:refusal.windowForm", { value: (typed[field] ?? "").trim() });
  };
}

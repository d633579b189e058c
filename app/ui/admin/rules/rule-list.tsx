import { List } from "@shopify/polaris";
import type { Policy } from "#app/attribution/policy.ts";
import { SAME_BY } from "#app/creators/same-person.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import type { NamedProgram } from "#app/ui/admin/rules/rules-form.tsx";

const SEVERAL = {
  "most-discount": "rules:severalCodes.mostDiscount",
  first: "rules:severalCodes.first",
  last: "rules:severalCodes.last",
} as const;

/** A policy in words, a line for each of its rules. */
export function RuleList({ policy, programs }: { policy: Policy; programs: readonly NamedProgram[] }) {
  const t = useWords();
  const { first, severalCodes, windowDays, model, refusedSources, sameBy } = policy;
  return (
    <List>
      <List.Item>{t(`rules:first.${first}`)}</List.Item>
      <List.Item>{t(SEVERAL[severalCodes])}</List.Item>
      <List.Item>
        {t("rules:versions.clicks", { count: windowDays, model: t(`rules:model.${model}`) })}
      </List.Item>
      {Object.entries(policy.programDays).map(([id, count]) => (
        <List.Item key={id}>
          {t("rules:versions.program", {
            count,
            program: programs.find((each) => each.id === id)?.name ?? id,
          })}
        </List.Item>
      ))}
      {policy.binding !== "off" && (
        <List.Item>
          {t(`rules:bound.${policy.binding}`, { count: policy.bindingCount })}{" "}
          {t(`rules:keeps.${policy.bindingKeeps}`)}.
        </List.Item>
      )}
      {sameBy.length < SAME_BY.length && (
        <List.Item>
          {sameBy.length === 0
            ? t("rules:versions.ownCredited")
            : t("rules:versions.ownBy", { ways: sameBy.map((way) => t(`rules:sameBy.${way}`)) })}
        </List.Item>
      )}
      {refusedSources.length > 0 && (
        <List.Item>{t("rules:versions.sources", { sources: refusedSources.join(", ") })}</List.Item>
      )}
    </List>
  );
}

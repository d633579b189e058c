import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { type BatchField, useBatchSentence } from "#app/ui/admin/codes/batch-sentence.ts";
import type { FormRefusal } from "#app/ui/admin/form/fields.ts";
import { useAnswer } from "#app/ui/admin/page/answer.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const MOST_CODES = 10_000;

type Made = { readonly code: string } | { readonly because: string };
type Answer = {
  readonly preview:
    | FormRefusal
    | {
        readonly people: number;
        readonly first: readonly { readonly id: string; readonly name: string; readonly made: Made }[];
        readonly numbered: number;
        readonly without: readonly string[];
        readonly withoutCount: number;
      };
};

/** What the form would bring: undefined before the first answer; `codes` is how many, null while that is not known. */
export type Preview = {
  readonly answer: Answer["preview"] | undefined;
  readonly isFailed: boolean;
  readonly codes: number | null;
};

/** Asks what the form would bring, once filling it in pauses. */
export function usePreview(values: Readonly<Record<BatchField, string>>): Preview {
  const { who, programId, creatorIds, template, kind, value } = values;
  const form = new URLSearchParams({ who, programId, creatorIds, template, kind, value });
  const { answer: asked, isFailed } = useAnswer<Answer>("/app/codes/preview", form.toString());
  const answer = asked?.preview;
  const isKnown = answer !== undefined && !("because" in answer) && answer.people <= MOST_CODES;
  const codes = isKnown ? answer.people - answer.withoutCount : null;
  return { answer, isFailed, codes: codes === 0 ? null : codes };
}

/** The first codes the form would bring, and what is to know of the others. */
export function PreviewCard({
  preview: { answer, isFailed },
  hasChance,
}: {
  preview: Preview;
  hasChance: boolean;
}) {
  const t = useWords();
  const sentenceOf = useBatchSentence();
  const refusal = answer && "because" in answer ? answer : null;
  // Nobody is chosen yet is no mistake.
  const wrong = refusal && sentenceOf("template", refusal, {});
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("codes:preview.title")}
        </Text>
        <div aria-live="polite">
          {!answer || "because" in answer ? (
            <Text as="p" tone="subdued" breakWord>
              {isFailed ? t("codes:preview.failed") : (wrong ?? t("codes:preview.waiting"))}
            </Text>
          ) : (
            <Brought answer={answer} hasChance={hasChance} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

function Brought({
  answer,
  hasChance,
}: {
  answer: Exclude<Answer["preview"], FormRefusal>;
  hasChance: boolean;
}) {
  const t = useWords();
  const { people, first, numbered, without, withoutCount } = answer;
  const names = without.slice(0, 3).join(", ");
  if (people === 0) return <Text as="p">{t("codes:preview.nobody")}</Text>;
  if (people > MOST_CODES)
    return (
      <Text as="p" tone="critical">
        {t("codes:preview.tooMany", { count: people })}
      </Text>
    );
  return (
    <BlockStack gap="300">
      <Text as="p" fontWeight="semibold">
        {t("codes:preview.count", { count: people - withoutCount })}
      </Text>
      <BlockStack as="ul" gap="100">
        {first.map(({ id, name, made }) => (
          <li key={id}>
            <InlineStack align="space-between" gap="200">
              <Text as="span" breakWord>
                {name}
              </Text>
              {"code" in made ? (
                <CodeText code={made.code} />
              ) : (
                <Text as="span" tone="subdued">
                  {t("codes:preview.noCode")}
                </Text>
              )}
            </InlineStack>
          </li>
        ))}
      </BlockStack>
      {numbered > 0 && (
        <Text as="p" tone="subdued">
          {t("codes:preview.numbered", { count: numbered })}
        </Text>
      )}
      {hasChance && (
        <Text as="p" tone="subdued">
          {t("codes:preview.random")}
        </Text>
      )}
      {withoutCount > 0 && (
        <Text as="p" tone="caution" breakWord>
          {t("codes:preview.without", { count: withoutCount, names })}
        </Text>
      )}
    </BlockStack>
  );
}

import {
  BlockStack,
  Box,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon } from "@shopify/polaris-icons";
import { useMemo } from "react";
import { type ChannelRule, DEFAULT_CHANNEL_RULES, LOOKS, RULED } from "#app/attribution/channel.ts";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** A row as it is typed: values as one text. */
type Row = { readonly look: string; readonly values: string; readonly channel: string };

const written = (rules: readonly ChannelRule[]): string =>
  JSON.stringify(rules.map(({ values, ...rule }) => ({ ...rule, values: values.join(", ") })));
const FRESH: Row = { look: "referrer", values: "", channel: "social" };

/** The rules by which channels are told, in their sequence: the first that fits decides. */
export function ChannelsForm({ rules, onDone }: { rules: readonly ChannelRule[]; onDone: () => void }) {
  const t = useWords();
  const draft = useDraft<"rules">(useMemo(() => ({ rules: written(rules) }), [rules]));
  const rows = JSON.parse(draft.values.rules) as Row[];
  const setRows = (next: readonly Row[]) => draft.set("rules")(JSON.stringify(next));
  const isUsual = draft.values.rules === written(DEFAULT_CHANNEL_RULES);
  return (
    <DraftForm draft={draft} sentenceOf={useChannelsSentence()} onDone={onDone}>
      {(errorOf) => (
        <BlockStack gap="400">
          <input type="hidden" name="rules" value={isUsual ? "" : draft.values.rules} />
          <Card>
            <BlockStack gap="400">
              <BlockStack gap="100">
                <Text as="h2" variant="headingMd">
                  {t("channels:rules")}
                </Text>
                <Text as="p" tone="subdued">
                  {t("channels:sequence")}
                </Text>
              </BlockStack>
              {errorOf("rules") && (
                <Box>
                  <Text as="p" tone="critical">
                    {errorOf("rules")}
                  </Text>
                </Box>
              )}
              {rows.map((row, index) => (
                <RuleRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a rule is what stands at its place
                  key={index}
                  row={row}
                  index={index}
                  count={rows.length}
                  onChange={(next) => setRows(rows.with(index, next))}
                  onRemove={() => setRows(rows.toSpliced(index, 1))}
                  onMove={(by) => setRows(rows.toSpliced(index, 1).toSpliced(index + by, 0, row))}
                />
              ))}
              <InlineStack gap="200">
                <Button onClick={() => setRows([...rows, FRESH])}>{t("channels:add")}</Button>
                <Button
                  variant="tertiary"
                  disabled={isUsual}
                  onClick={() => draft.set("rules")(written(DEFAULT_CHANNEL_RULES))}
                >
                  {t("channels:usual")}
                </Button>
              </InlineStack>
            </BlockStack>
          </Card>
          <Card>
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                {t("channels:always")}
              </Text>
              <Text as="p">{t("channels:before")}</Text>
              <Text as="p">{t("channels:after")}</Text>
            </BlockStack>
          </Card>
        </BlockStack>
      )}
    </DraftForm>
  );
}

function RuleRow({
  row,
  index,
  count,
  onChange,
  onRemove,
  onMove,
}: {
  row: Row;
  index: number;
  count: number;
  onChange: (row: Row) => void;
  onRemove: () => void;
  onMove: (by: 1 | -1) => void;
}) {
  const t = useWords();
  const number = index + 1;
  const set = (name: keyof Row) => (value: string) => onChange({ ...row, [name]: value });
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
      <Text as="p" visuallyHidden>
        <legend>{t("channels:rule", { number })}</legend>
      </Text>
      <FormLayout>
        <FormLayout.Group condensed>
          <Select
            label={t("channels:look", { number })}
            options={LOOKS.map((value) => ({ value, label: t(`channels:looks.${value}`) }))}
            value={row.look}
            onChange={set("look")}
          />
          <TextField
            label={t("channels:values")}
            value={row.values}
            onChange={set("values")}
            multiline={1}
            autoComplete="off"
          />
          <Select
            label={t("channels:is")}
            options={RULED.map((value) => ({ value, label: t(`order:channels.${value}`) }))}
            value={row.channel}
            onChange={set("channel")}
          />
        </FormLayout.Group>
        <InlineStack gap="100">
          <Button
            icon={ArrowUpIcon}
            variant="tertiary"
            disabled={index === 0}
            accessibilityLabel={t("channels:up", { number })}
            onClick={() => onMove(-1)}
          />
          <Button
            icon={ArrowDownIcon}
            variant="tertiary"
            disabled={number === count}
            accessibilityLabel={t("channels:down", { number })}
            onClick={() => onMove(1)}
          />
          <Button
            icon={DeleteIcon}
            variant="tertiary"
            tone="critical"
            accessibilityLabel={t("channels:remove", { number })}
            onClick={onRemove}
          />
        </InlineStack>
      </FormLayout>
    </fieldset>
  );
}

/** Says which rule is wrong, and how. */
function useChannelsSentence(): SentenceOf {
  const t = useWords();
  return (field, refusal) => {
    const because = refusal.because[field] as "unreadable" | undefined;
    const number = (refusal as { rule?: number }).rule ?? 0;
    return because && t(`channels:refusal.${because}`, { number });
  };
}

import { BlockStack, Checkbox, Icon, InlineStack, Tag, Text, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { Picked } from "#app/ui/admin/codes/shown-code.ts";
import { useAnswer } from "#app/ui/admin/page/answer.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const SHOWN_TAGS = 30;

/** Creators to pick: a search, what it finds to be ticked, and who is picked so far. */
export function PickField({
  picked,
  onPick,
}: {
  picked: readonly Picked[];
  onPick: (picked: readonly Picked[]) => void;
}) {
  const t = useWords();
  const [search, setSearch] = useState("");
  const { answer } = useAnswer<{ people: readonly Picked[] }>(
    `/app/codes/preview?q=${encodeURIComponent(search)}`,
  );
  const people = answer?.people;
  const isPicked = (id: string) => picked.some((each) => each.id === id);
  const toggle = (person: Picked) =>
    onPick(isPicked(person.id) ? picked.filter(({ id }) => id !== person.id) : [...picked, person]);
  return (
    <BlockStack gap="200">
      <TextField
        label={t("codes:new.pick")}
        placeholder={t("codes:new.pickHint")}
        type="search"
        prefix={<Icon source={SearchIcon} />}
        value={search}
        onChange={setSearch}
        autoComplete="off"
        spellCheck={false}
      />
      {people?.length === 0 && <Text as="p">{t("codes:new.pickNone", { search })}</Text>}
      <BlockStack gap="0">
        {people?.map((person) => (
          <Checkbox
            key={person.id}
            label={person.name}
            helpText={person.codes.join(", ") || undefined}
            checked={isPicked(person.id)}
            onChange={() => toggle(person)}
          />
        ))}
      </BlockStack>
      {picked.length > 0 && (
        <BlockStack gap="200">
          <Text as="p" tone="subdued">
            {t("codes:new.pickedCount", { count: picked.length })}
          </Text>
          <InlineStack gap="100">
            {picked.slice(0, SHOWN_TAGS).map((person) => (
              <Tag key={person.id} onRemove={() => toggle(person)}>
                {person.name}
              </Tag>
            ))}
          </InlineStack>
        </BlockStack>
      )}
    </BlockStack>
  );
}

import { Autocomplete, Icon } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useAnswer } from "#app/ui/admin/page/answer.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

type Person = { readonly id: string; readonly name: string; readonly codes: readonly string[] };

/** A creator to be found by name, e-mail or code and picked; or nobody. `onPick` is told the id, "nobody", or "" for none yet. */
export function CreatorField({ onPick, error }: { onPick: (id: string) => void; error: string | undefined }) {
  const t = useWords();
  const [typed, setTyped] = useState("");
  const [picked, setPicked] = useState<string[]>([]);
  const { answer } = useAnswer<{ people: readonly Person[] }>(
    `/app/codes/preview?q=${encodeURIComponent(picked.length > 0 ? "" : typed)}`,
  );
  const nobody = { value: "nobody", label: t("order:hand.nobody") };
  const people = (answer?.people ?? []).map(({ id, name, codes }) => ({
    value: id,
    label: codes.length > 0 ? `${name} (${codes.join(", ")})` : name,
  }));
  const options = [...people, nobody];
  const pick = ([id = ""]: string[]) => {
    setPicked(id === "" ? [] : [id]);
    setTyped(options.find(({ value }) => value === id)?.label ?? "");
    onPick(id);
  };
  return (
    <Autocomplete
      options={options}
      selected={picked}
      onSelect={pick}
      loading={answer === undefined}
      textField={
        <Autocomplete.TextField
          label={t("order:hand.creator")}
          placeholder={t("order:hand.search")}
          prefix={<Icon source={SearchIcon} />}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setPicked([]);
            onPick("");
          }}
          error={error}
          autoComplete="off"
        />
      }
    />
  );
}

import { useCallback, useMemo, useState } from "react";

/** A form's input between what is saved and what is typed. */
export type Draft<Name extends string> = {
  readonly values: Readonly<Record<Name, string>>;
  readonly isDirty: boolean;
  set(name: Name): (value: string) => void;
  reset(): void;
};

/** Holds what was typed over what is saved: a field that was not touched follows what is saved. `begun`: what was typed before. */
export function useDraft<Name extends string>(
  saved: Readonly<Record<Name, string>>,
  begun: Partial<Record<Name, string>> = {},
): Draft<Name> {
  const [typed, setTyped] = useState<Partial<Record<Name, string>>>(begun);
  const values = useMemo(() => ({ ...saved, ...typed }), [saved, typed]);
  const isDirty = (Object.keys(typed) as Name[]).some((name) => typed[name] !== saved[name]);
  const set = useCallback(
    (name: Name) => (value: string) => setTyped((before) => ({ ...before, [name]: value })),
    [],
  );
  const reset = useCallback(() => setTyped({}), []);
  return { values, isDirty, set, reset };
}

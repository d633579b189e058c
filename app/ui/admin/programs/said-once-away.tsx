import { useNavigation } from "@remix-run/react";
import { useEffect } from "react";

/** Says something once, when a form that is being saved leads away to another page: by then it was saved. */
export function SaidOnceAway({
  isSaving,
  to,
  onSay,
}: {
  isSaving: boolean;
  to: string | RegExp;
  onSay: () => void;
}) {
  const { state, location } = useNavigation();
  const isThere = (path: string) => (typeof to === "string" ? path === to : to.test(path));
  const isDone = isSaving && state === "loading" && isThere(location.pathname);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time it is done
  useEffect(() => {
    if (isDone) onSay();
  }, [isDone]);
  return null;
}

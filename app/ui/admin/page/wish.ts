import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";

/** A button's wish on its way to the page's action, and whether the app could not be reached. */
export type Wish = {
  readonly send: (fields: Readonly<Record<string, string>>) => void;
  readonly isSending: boolean;
  readonly isUnreachable: boolean;
};

/** Posts fields to an action, and calls back once with each answer that came. `action` is an address, if not the page's own. */
export function useWish<Answer extends FormAnswer>(
  onAnswer: (answer: Answer) => void,
  action?: string,
): Wish {
  const fetcher = useFetcher<Answer>();
  const call = useRef(onAnswer);
  call.current = onAnswer;
  const isSending = fetcher.state !== "idle";
  // Told before the page is loaded anew: by then the button may be gone, and nobody would say what came of it.
  const answer = fetcher.state === "submitting" ? undefined : (fetcher.data as Answer | undefined);
  useEffect(() => {
    if (answer && !answer.isUnreachable) call.current(answer);
  }, [answer]);
  return {
    send: (fields) => fetcher.submit(fields, { method: "post", ...(action && { action }) }),
    isSending,
    isUnreachable: answer?.isUnreachable === true,
  };
}

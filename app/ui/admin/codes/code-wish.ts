import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import type { Wish } from "#app/ui/admin/page/wish.ts";

/**
 * Like `useWish`, but calls back as soon as the answer is there: the page that is then loaded anew may have no place for the
 * button any more that was pressed.
 */
export function useCodeWish<Answer extends FormAnswer>(
  onAnswer: (answer: Answer) => void,
  action?: string,
): Wish {
  const fetcher = useFetcher<Answer>();
  const call = useRef(onAnswer);
  call.current = onAnswer;
  const answer = fetcher.data as Answer | undefined;
  useEffect(() => {
    if (answer && !answer.isUnreachable) call.current(answer);
  }, [answer]);
  const isSending = fetcher.state !== "idle";
  return {
    send: (fields) => fetcher.submit(fields, { method: "post", ...(action && { action }) }),
    isSending,
    isUnreachable: !isSending && answer?.isUnreachable === true,
  };
}

import { useFetcher } from "@remix-run/react";
import { useRef } from "react";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";

/** A button's wish on its way to the page's action, and whether the app could not be reached. */
export type Wish = {
  readonly send: (fields: Readonly<Record<string, string>>) => void;
  readonly isSending: boolean;
  readonly isUnreachable: boolean;
};

type Hear = (answer: FormAnswer) => void;

/** Who waits for an answer, by the name the wish was sent under. */
const waiting = new Map<string, Hear>();
const NAME = "wish";
let sent = 0;

/**
 * Posts fields to an action, and calls back once with each answer that came and what was asked. It is told before the page
 * is loaded anew, which may have no place any more for the button that was pressed. `action` is an address, if not the
 * page's own; its route has `keepInput` as its client action.
 */
export function useWish<Answer extends FormAnswer>(
  onAnswer: (answer: Answer, asked: Readonly<Record<string, string>>) => void,
  action?: string,
): Wish {
  const fetcher = useFetcher<Answer>();
  const call = useRef(onAnswer);
  call.current = onAnswer;
  const isSending = fetcher.state !== "idle";
  return {
    send: (fields) => {
      const name = `${++sent}`;
      waiting.set(name, (answer) => call.current(answer as Answer, fields));
      fetcher.submit({ ...fields, [NAME]: name }, { method: "post", ...(action && { action }) });
    },
    isSending,
    isUnreachable: !isSending && (fetcher.data as Answer | undefined)?.isUnreachable === true,
  };
}

/** Who waits for the answer to a posted form; undefined when nobody does. What it is told once, it is not told again. */
export function whoWished(form: FormData): Hear | undefined {
  const name = String(form.get(NAME) ?? "");
  const hear = waiting.get(name);
  waiting.delete(name);
  return hear;
}

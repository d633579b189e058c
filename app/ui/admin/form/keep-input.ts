import {
  type ClientActionFunctionArgs,
  isRouteErrorResponse,
  type ShouldRevalidateFunction,
} from "@remix-run/react";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";

/** Answers a form whose action could not be reached, or failed, so that the page stays and with it what was typed. */
export async function keepInput({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  try {
    const answer = await serverAction();
    return isAnswer(answer) ? answer : UNREACHABLE;
  } catch (error) {
    const isExpected = error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
    if (isExpected) throw error;
    return UNREACHABLE;
  }
}

const UNREACHABLE: FormAnswer = { refusal: null, isUnreachable: true };

/** Whether the app itself answered: a gateway in front of it answers with a page of its own. */
const isAnswer = (answer: unknown): answer is FormAnswer =>
  typeof answer === "object" && answer !== null && "refusal" in answer;

/** Leaves the page as it is when its form could not be sent: loading it anew would fail too, and take the input along. */
export const keepPage: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) =>
  (actionResult as FormAnswer | undefined)?.isUnreachable ? false : defaultShouldRevalidate;

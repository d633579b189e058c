import {
  type ClientActionFunctionArgs,
  isRouteErrorResponse,
  type ShouldRevalidateFunction,
} from "@remix-run/react";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { whoWished } from "#app/ui/admin/page/wish.ts";

/**
 * Answers a form whose action could not be reached, or failed, so that the page stays and with it what was typed. The button
 * that wished for something is told what came of it.
 */
export async function keepInput({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  const hear = whoWished(await request.clone().formData());
  try {
    const answer = await serverAction();
    if (!isAnswer(answer)) return UNREACHABLE;
    hear?.(answer);
    return answer;
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

import {
  type ClientActionFunctionArgs,
  isRouteErrorResponse,
  type ShouldRevalidateFunction,
} from "@remix-run/react";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";

/** Answers a form whose action could not be reached, or failed, so that the page stays and with it what was typed. */
export async function keepInput({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    const isExpected = error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
    if (isExpected) throw error;
    return { refusal: null, isUnreachable: true } satisfies FormAnswer;
  }
}

/** Leaves the page as it is when its form could not be sent: loading it anew would fail too, and take the input along. */
export const keepPage: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) =>
  (actionResult as FormAnswer | undefined)?.isUnreachable ? false : defaultShouldRevalidate;

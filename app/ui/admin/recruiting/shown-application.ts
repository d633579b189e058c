import { APPLICATION_STATES, type ApplicationState } from "#app/creators/application.ts";
import type { CodeValue } from "#app/creators/code.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";

/** An application as pages show it; instants as ISO text. */
export type ShownApplication = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly handle: string | null;
  readonly url: string | null;
  readonly audience: number | null;
  readonly message: string;
  readonly language: CreatorLanguage;
  readonly termsVersion: number | null;
  readonly acceptedAt: string | null;
  readonly state: ApplicationState;
  readonly decidedAt: string | null;
  readonly reply: string | null;
  readonly creatorId: string | null;
  readonly createdAt: string;
};

/** What the shop knows of an applicant already. */
export type ShownKnown = {
  readonly creator: { readonly id: string; readonly name: string } | null;
  readonly times: number;
};

/** An applicant in the list. */
export type Applicant = { readonly application: ShownApplication; readonly known: ShownKnown };

/** What approving would give. */
export type ShownProposal = {
  readonly programId: string | null;
  readonly programName: string | null;
  readonly code: string;
  readonly value: CodeValue;
};

/** What became of a mail; instants as ISO text. */
export type ShownMail = {
  readonly id: string;
  readonly kind: "invitation" | "application-received" | "application-declined";
  readonly subject: string;
  readonly problem: string | null;
  readonly sentAt: string | null;
  readonly createdAt: string;
};

/** Which applications are shown; "all" shows those that wait first. */
export type Filter = ApplicationState | "all";
export const FILTERS: readonly Filter[] = ["waiting", "approved", "declined", "all"];

/** What the address of the list says: which applications, and which page of them. */
export type ApplicationsQuery = { readonly filter: Filter; readonly page: number };

/** Reads the list's address; what it does not know is as usual: those that wait, the first page. */
export function readApplicationsQuery(params: URLSearchParams): ApplicationsQuery {
  const asked = params.get("show");
  const filter = FILTERS.find((each) => each === asked) ?? "waiting";
  const page = Number(params.get("page") ?? "1");
  return { filter, page: Number.isSafeInteger(page) && page > 0 && page < 1_000_000 ? page : 1 };
}

/** Writes the list's address. */
export function formatApplicationsQuery({ filter, page }: ApplicationsQuery): string {
  const params = new URLSearchParams();
  if (filter !== "waiting") params.set("show", filter);
  if (page > 1) params.set("page", String(page));
  return params.size > 0 ? `?${params}` : "";
}

/** How many applications a filter shows. */
export const countOf = (counts: Readonly<Record<ApplicationState, number>>, filter: Filter): number =>
  filter === "all" ? APPLICATION_STATES.reduce((sum, state) => sum + counts[state], 0) : counts[filter];

import type { ApplicationFields, ApplicationRefusal } from "#app/creators/application.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";
import type { Say } from "#app/locales/spoken.ts";

/** A shop's application page as it is shown; the day of the terms in the reader's words. */
export type ShownJoin = {
  readonly shop: { readonly name: string; readonly host: string };
  readonly address: string;
  readonly language: CreatorLanguage;
  readonly view: "form" | "thanks" | "closed";
  readonly intro: string;
  readonly terms: { readonly version: number; readonly text: string; readonly day: string } | null;
  readonly token: string;
};

/** What the page answers to a form it did not take: what was typed, what is wrong with it, or why it must be sent again. */
export type JoinAnswer = {
  readonly typed: ApplicationFields;
  readonly because: ApplicationRefusal["because"];
  readonly notice: "too-fast" | "old" | "busy" | null;
  readonly token: string;
};

export const FIELDS = ["name", "email", "handle", "url", "audience", "message", "terms"] as const;
export type JoinField = (typeof FIELDS)[number];

export const BLANK: ApplicationFields = {
  ...{ name: "", email: "", handle: "", url: "", audience: "", message: "", terms: "" },
};

/** The sentence of each refusal. */
const SENTENCES = {
  name: { empty: "join:problem.nameEmpty", "too-long": "join:problem.nameLong" },
  email: {
    empty: "join:problem.emailEmpty",
    "not-an-email": "join:problem.emailForm",
    "too-long": "join:problem.emailLong",
  },
  handle: { "too-long": "join:problem.handleLong" },
  url: { "not-an-address": "join:problem.urlForm", "too-long": "join:problem.urlLong" },
  audience: { "not-a-number": "join:problem.audienceForm", "too-large": "join:problem.audienceLarge" },
  message: { "too-long": "join:problem.messageLong" },
  terms: { "not-accepted": "join:problem.termsNotAccepted", changed: "join:problem.termsChanged" },
} as const;

const NOTICES = {
  "too-fast": "join:problem.tooFast",
  old: "join:problem.old",
  busy: "join:problem.busy",
} as const;

/** What is wrong with a field, naming what was typed, the rule and the next move; undefined when it is right. */
export function problemWith(say: Say, field: JoinField, answer: JoinAnswer | undefined): string | undefined {
  const because = answer?.because[field];
  if (!answer || because === undefined) return undefined;
  const value = answer.typed[field].trim();
  const sentences: Readonly<Record<string, string>> = SENTENCES[field];
  const key = sentences[because] as "join:problem.emailForm" | undefined;
  return key && say(key, { value: shortened(value), length: [...value].length });
}

/** Why the form as a whole must be sent again; undefined when it need not. */
export const noticeOf = (say: Say, answer: JoinAnswer | undefined): string | undefined =>
  answer?.notice ? say(NOTICES[answer.notice]) : undefined;

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

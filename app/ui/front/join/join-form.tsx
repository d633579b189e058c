import type { ReactNode } from "react";
import { LONGEST } from "#app/creators/application.ts";
import type { Say } from "#app/locales/spoken.ts";
import styles from "#app/ui/front/join/form.module.css";
import {
  BLANK,
  FIELDS,
  type JoinAnswer,
  type JoinField,
  noticeOf,
  problemWith,
  type ShownJoin,
} from "#app/ui/front/join/shown.ts";

type Asked = {
  readonly say: Say;
  readonly answer: JoinAnswer | undefined;
};

/** The application itself: a plain form that any browser sends, without a script. */
export function JoinForm({ page, say, answer }: { page: ShownJoin } & Asked) {
  const asked = { say, answer };
  return (
    <form
      method="post"
      id="application"
      action={`${page.address}#application`}
      noValidate
      className={styles.form}
    >
      <h2 className={styles.formTitle}>{say("join:form")}</h2>
      <Problems {...asked} />
      <input type="hidden" name="token" value={answer?.token ?? page.token} />
      <input type="hidden" name="language" value={page.language} />
      <div className={styles.trap} aria-hidden="true">
        <label htmlFor="trap">{say("join:field.trap")}</label>
        <input id="trap" name="leave_empty" type="text" tabIndex={-1} autoComplete="off" />
      </div>
      <TextInput {...asked} field="name" autoComplete="name" maxLength={LONGEST.name} isAsked />
      <TextInput
        {...asked}
        field="email"
        type="email"
        autoComplete="email"
        maxLength={LONGEST.email}
        hint={say("join:field.emailHint")}
        isAsked
      />
      <div className={styles.pair}>
        <TextInput {...asked} field="handle" maxLength={LONGEST.handle} hint={say("join:field.handleHint")} />
        <TextInput
          {...asked}
          field="audience"
          inputMode="numeric"
          maxLength={20}
          hint={say("join:field.audienceHint")}
        />
      </div>
      <TextInput
        {...asked}
        field="url"
        inputMode="url"
        autoComplete="url"
        maxLength={LONGEST.url}
        hint={say("join:field.urlHint")}
      />
      <MessageInput {...asked} />
      {page.terms && <Terms {...asked} terms={page.terms} />}
      <button type="submit" className={styles.send}>
        {say("join:send")}
      </button>
      <p className={styles.use}>{say("join:use", { shop: page.shop.name })}</p>
    </form>
  );
}

function Problems({ say, answer }: Asked) {
  const notice = noticeOf(say, answer);
  const wrong = FIELDS.flatMap((field) => {
    const problem = problemWith(say, field, answer);
    return problem ? [{ field, problem }] : [];
  });
  if (!notice && wrong.length === 0) return null;
  return (
    <div className={styles.problems} role="alert">
      <p>{notice ?? say("join:problems", { count: wrong.length })}</p>
      {wrong.length > 0 && (
        <ul>
          {wrong.map(({ field, problem }) => (
            <li key={field}>
              <a href={`#${field}`}>{problem}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type TextField = Exclude<JoinField, "terms" | "message">;

function TextInput({
  field,
  hint,
  isAsked = false,
  say,
  answer,
  ...input
}: Asked & {
  field: TextField;
  hint?: string;
  isAsked?: boolean;
  type?: "email";
  inputMode?: "numeric" | "url";
  autoComplete?: string;
  maxLength: number;
}) {
  const problem = problemWith(say, field, answer);
  return (
    <Field
      field={field}
      label={say(`join:field.${field}`)}
      hint={hint}
      problem={problem}
      optional={isAsked ? null : say("join:optional")}
    >
      <input
        id={field}
        name={field}
        type="text"
        defaultValue={(answer?.typed ?? BLANK)[field]}
        required={isAsked}
        spellCheck={false}
        autoComplete="off"
        {...input}
        {...described(field, hint, problem)}
      />
    </Field>
  );
}

function MessageInput({ say, answer }: Asked) {
  const problem = problemWith(say, "message", answer);
  return (
    <Field
      field="message"
      label={say("join:field.message")}
      problem={problem}
      optional={say("join:optional")}
    >
      <textarea
        id="message"
        name="message"
        rows={5}
        maxLength={LONGEST.message}
        defaultValue={(answer?.typed ?? BLANK).message}
        {...described("message", undefined, problem)}
      />
    </Field>
  );
}

function Terms({ say, answer, terms }: Asked & { terms: NonNullable<ShownJoin["terms"]> }) {
  const problem = problemWith(say, "terms", answer);
  const wasTicked = answer?.typed.terms === String(terms.version);
  return (
    <div className={styles.terms}>
      <h3 id="terms-title">
        {say("join:terms.title")} <span>{say("join:terms.since", { day: terms.day })}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className={styles.termsText} aria-labelledby="terms-title" tabIndex={0}>
        {terms.text}
      </section>
      <label className={styles.accept}>
        <input
          id="terms"
          name="terms"
          type="checkbox"
          value={terms.version}
          defaultChecked={wasTicked}
          required
          {...described("terms", undefined, problem)}
        />
        <span>{say("join:terms.accept")}</span>
      </label>
      {problem && <Problem field="terms" text={problem} />}
    </div>
  );
}

function Field({
  field,
  label,
  hint,
  problem,
  optional,
  children,
}: {
  field: JoinField;
  label: string;
  hint?: string;
  problem: string | undefined;
  optional: string | null;
  children: ReactNode;
}) {
  return (
    <div className={styles.field}>
      <label htmlFor={field}>
        {label} {optional && <span className={styles.optional}>{optional}</span>}
      </label>
      {children}
      {problem && <Problem field={field} text={problem} />}
      {hint && (
        <p id={`${field}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

function Problem({ field, text }: { field: JoinField; text: string }) {
  return (
    <p id={`${field}-problem`} className={styles.problem}>
      {text}
    </p>
  );
}

function described(field: JoinField, hint: string | undefined, problem: string | undefined) {
  const ids = [problem && `${field}-problem`, hint && `${field}-hint`].filter(Boolean).join(" ");
  return { "aria-invalid": problem ? true : undefined, "aria-describedby": ids || undefined };
}

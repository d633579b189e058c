import { useFetcher } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, Box } from "@shopify/polaris";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { FormAnswer, FormRefusal } from "#app/ui/admin/form/fields.ts";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useHold } from "#app/ui/admin/page/unsaved.tsx";

/** What is wrong with a field as it stands; undefined when it is right, or was changed since. */
export type ErrorOf = (field: string) => string | undefined;

/** Says what is wrong with a field: a sentence that names what was typed, the rule and the next move. */
export type SentenceOf = (
  field: string,
  refusal: FormRefusal,
  typed: Readonly<Record<string, string>>,
) => string | undefined;

/**
 * A form with Shopify's save bar: posts its named fields and `intent`, shows beside each field why it was refused until
 * the field is changed, and holds the page's self-refresh while input is unsaved. `onDone` is called once it is saved.
 * `sentenceOf` says what is wrong where the fields are not a creator's or a code's; `action` is another address to post to.
 * Without a bar (`hasBar`) it is no draft to be saved but an answer to be given, by its own button alone.
 */
export function DraftForm<Name extends string>({
  draft,
  intent,
  action,
  sentenceOf,
  hasBar = true,
  onDone,
  children,
}: {
  draft: Draft<Name>;
  intent?: string;
  action?: string;
  sentenceOf?: SentenceOf;
  hasBar?: boolean;
  onDone?: (values: Readonly<Record<Name, string>>) => void;
  children: (errorOf: ErrorOf, isSaving: boolean) => ReactNode;
}) {
  const t = useWords();
  const { currency } = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(draft.values);
  const isSaving = fetcher.state !== "idle";
  const refusal = isSaving ? null : (fetcher.data?.refusal ?? null);
  useHold(draft.isDirty);
  useFocusOnRefusal(form, refusal);
  useDone(isSaving ? null : fetcher.data, () => {
    draft.reset();
    onDone?.(sent);
  });

  const sentence: SentenceOf =
    sentenceOf ?? ((field, refused, typed) => refusalSentence(t, field, refused, typed, currency));
  const isUnchanged = (field: string) =>
    draft.values[field as Name] === sent[field as Name] &&
    (field !== "value" || draft.values["kind" as Name] === sent["kind" as Name]);
  const errorOf: ErrorOf = (field) =>
    refusal && isUnchanged(field) ? sentence(field, refusal, sent) : undefined;
  return (
    <fetcher.Form method="post" action={action} ref={form} noValidate onSubmit={() => setSent(draft.values)}>
      {intent && <input type="hidden" name="intent" value={intent} />}
      {children(errorOf, isSaving)}
      {!isSaving && fetcher.data?.isUnreachable && <NotSent />}
      {hasBar && (
        <DraftBar
          isOpen={draft.isDirty}
          isSaving={isSaving}
          onSave={() => form.current?.requestSubmit()}
          onDiscard={draft.reset}
        />
      )}
    </fetcher.Form>
  );
}

/** In place and lasting: what was typed still stands above it. */
export function NotSent() {
  const t = useWords();
  return (
    <Box paddingBlockStart="300">
      <Banner tone="critical">{t("shell:form.failed")}</Banner>
    </Box>
  );
}

function DraftBar({
  isOpen,
  isSaving,
  onSave,
  onDiscard,
}: {
  isOpen: boolean;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}) {
  const t = useWords();
  const id = useId();
  return (
    <SaveBar id={`save-${id}`} open={isOpen}>
      <button type="button" variant="primary" loading={isSaving ? "" : undefined} onClick={onSave}>
        {t("shell:form.save")}
      </button>
      <button type="button" disabled={isSaving} onClick={onDiscard}>
        {t("shell:form.discard")}
      </button>
    </SaveBar>
  );
}

/** Calls back once for each answer that refuses nothing. */
function useDone(answer: FormAnswer | null | undefined, onDone: () => void) {
  const call = useRef(onDone);
  call.current = onDone;
  useEffect(() => {
    if (answer && answer.refusal === null && !answer.isUnreachable) call.current();
  }, [answer]);
}

/** Takes the merchant to the first field that was refused. */
function useFocusOnRefusal(form: React.RefObject<HTMLFormElement>, refusal: FormRefusal | null) {
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, refusal]);
}

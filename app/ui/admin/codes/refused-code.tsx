import { useAppBridge } from "@shopify/app-bridge-react";
import { Button, ButtonGroup, Form, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { CODE_ACTIONS, problemSentence, type ShownCode, takerOf } from "#app/ui/admin/codes/shown-code.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** A code that Shopify would not have: why, and the ways on: again, with the discount that has it, or under another name. */
export function RefusedCode({ code: shown }: { code: ShownCode }) {
  const t = useWords();
  const { id, code, problem } = shown;
  const taker = takerOf(shown);
  const [isRenaming, setIsRenaming] = useState(false);
  const again = useTry(t("codes:retry.asked", { code }), code);
  const adopt = useTry(t("codes:retry.adopted"), code);
  const why = () => {
    if (taker === null) return t("creators:codes.problem", { problem: problemSentence(problem ?? "") });
    return taker === "" ? t("codes:retry.adoptUnnamed") : t("codes:retry.adoptTaken", { title: taker });
  };
  return (
    <>
      <Text as="p" tone="critical" breakWord>
        {why()}
      </Text>
      <ButtonGroup>
        {taker !== null && (
          <Button
            size="slim"
            onClick={() => adopt.send({ intent: "adopt", code: id })}
            loading={adopt.isSending}
            accessibilityLabel={`${t("codes:retry.adopt")}: ${code}`}
          >
            {t("codes:retry.adopt")}
          </Button>
        )}
        <Button
          size="slim"
          onClick={() => setIsRenaming(!isRenaming)}
          ariaExpanded={isRenaming}
          accessibilityLabel={`${t("codes:retry.other")}: ${code}`}
        >
          {t("codes:retry.other")}
        </Button>
        <Button
          size="slim"
          variant="tertiary"
          onClick={() => again.send({ intent: "retry", code: id })}
          loading={again.isSending}
          accessibilityLabel={`${t("codes:retry.again")}: ${code}`}
        >
          {t("codes:retry.again")}
        </Button>
      </ButtonGroup>
      {isRenaming && <OtherName code={shown} onDone={() => setIsRenaming(false)} />}
      {again.error && (
        <div role="alert">
          <Text as="p" tone="critical">
            {again.error}
          </Text>
        </div>
      )}
      {(again.isUnreachable || adopt.isUnreachable) && <NotSent />}
    </>
  );
}

function OtherName({ code: { id, code }, onDone }: { code: ShownCode; onDone: () => void }) {
  const t = useWords();
  const [name, setName] = useState(code);
  const other = useTry(t("codes:retry.asked", { code: name.trim() }), name, onDone);
  return (
    <Form onSubmit={() => other.send({ intent: "rename", code: id, name })}>
      <InlineStack gap="200" blockAlign="end">
        <TextField
          label={t("codes:retry.field")}
          value={name}
          onChange={setName}
          error={other.error}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
        <Button submit variant="primary" loading={other.isSending}>
          {t("codes:retry.save")}
        </Button>
      </InlineStack>
      {other.isUnreachable && <NotSent />}
    </Form>
  );
}

/** Asks for another try, and says so when it is on its way; what is wrong with it comes out as a sentence. */
function useTry(done: string, code: string, onDone: () => void = () => {}) {
  const t = useWords();
  const { currency } = useShop();
  const shopify = useAppBridge();
  const [error, setError] = useState<string>();
  const wish = useWish<FormAnswer>(({ refusal }) => {
    setError(refusal ? refusalSentence(t, "code", refusal, { code }, currency) : undefined);
    if (refusal !== null) return;
    shopify.toast.show(done);
    onDone();
  }, CODE_ACTIONS);
  const send = (fields: Readonly<Record<string, string>>) => {
    setError(undefined);
    wish.send(fields);
  };
  return { ...wish, send, error };
}

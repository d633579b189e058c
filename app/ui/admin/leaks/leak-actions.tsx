import { useAppBridge } from "@shopify/app-bridge-react";
import { ActionList, Button, ButtonGroup, Popover } from "@shopify/polaris";
import { useState } from "react";
import { IGNORED_FOR } from "#app/attribution/leak-finding.ts";
import { CODE_ACTIONS } from "#app/ui/admin/codes/shown-code.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import type { ShownLeak } from "#app/ui/admin/leaks/shown-leak.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** What can be done about a code that seems to have leaked. */
export function LeakActions({ leak }: { leak: ShownLeak }) {
  const { id, codeId, code, state, isPaused, isEnding } = leak;
  const t = useWords();
  const shopify = useAppBridge();
  const [isChoosing, setIsChoosing] = useState(false);
  const wish = useWish<FormAnswer>((_, { intent }) => {
    shopify.toast.show(t(intent === "mind" ? "leaks:minded" : "leaks:ignored.done", { code }));
  }, CODE_ACTIONS);
  const pause = useWish<FormAnswer>(
    () => shopify.toast.show(t("codes:pause.paused")),
    `/app/codes/${codeId}`,
  );
  const to = (place: string) => `/app/codes/${codeId}#${place}`;
  const ignore = (how: string) => () => {
    setIsChoosing(false);
    wish.send({ intent: "ignore", leak: id, how });
  };
  const chooser = (
    <Button
      size="slim"
      disclosure
      onClick={() => setIsChoosing((is) => !is)}
      loading={wish.isSending}
      accessibilityLabel={`${t("leaks:ignore.button")}: ${code}`}
    >
      {t("leaks:ignore.button")}
    </Button>
  );
  return (
    <>
      <ButtonGroup>
        {state === "open" && !isEnding && (
          <Button size="slim" url={to("replace")} accessibilityLabel={`${t("leaks:act.replace")}: ${code}`}>
            {t("leaks:act.replace")}
          </Button>
        )}
        {state === "open" && !isEnding && (
          <Button
            size="slim"
            url={to("single-use")}
            accessibilityLabel={`${t("leaks:act.singleUse")}: ${code}`}
          >
            {t("leaks:act.singleUse")}
          </Button>
        )}
        {state === "open" && !isPaused && (
          <Button
            size="slim"
            onClick={() => pause.send({ intent: "pause" })}
            loading={pause.isSending}
            accessibilityLabel={`${t("codes:pause.pause")}: ${code}`}
          >
            {t("codes:pause.pause")}
          </Button>
        )}
        {state === "ignored" ? (
          <Button
            size="slim"
            onClick={() => wish.send({ intent: "mind", leak: id })}
            loading={wish.isSending}
            accessibilityLabel={`${t("leaks:mind")}: ${code}`}
          >
            {t("leaks:mind")}
          </Button>
        ) : (
          <Popover
            active={isChoosing}
            activator={chooser}
            onClose={() => setIsChoosing(false)}
            autofocusTarget="first-node"
          >
            <ActionList
              actionRole="menuitem"
              items={IGNORED_FOR.map((how) => ({
                content: t(`leaks:ignore.for.${how}`),
                onAction: ignore(how),
              }))}
            />
          </Popover>
        )}
      </ButtonGroup>
      {(wish.isUnreachable || pause.isUnreachable) && <NotSent />}
    </>
  );
}

import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { type ReactNode, useEffect } from "react";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const FIRST_WAIT_MS = 4_000;
const AT_MOST_MS = 60_000;

/** What stands in place of a page that is not there (404), or that failed and is tried again by itself. */
export function PageFailure() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <NotFound /> : <Failed />;
}

function NotFound() {
  const t = useWords();
  return (
    <Notice title={t("shell:notFound.title")} text={t("shell:notFound.text")}>
      <Button url="/app/creators" variant="primary">
        {t("shell:notFound.back")}
      </Button>
    </Notice>
  );
}

function Failed() {
  const t = useWords();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    let wait = FIRST_WAIT_MS;
    let timer = setTimeout(again, wait);
    function again() {
      if (document.visibilityState === "visible") revalidate();
      wait = Math.min(wait * 2, AT_MOST_MS);
      timer = setTimeout(again, wait);
    }
    return () => clearTimeout(timer);
  }, [revalidate]);
  return (
    <Notice title={t("shell:failed.title")} text={t("shell:failed.text")}>
      <Button variant="primary" loading={state !== "idle"} onClick={revalidate}>
        {t("shell:failed.retry")}
      </Button>
    </Notice>
  );
}

/** What stands in place of the whole app when not even the shop could be loaded: nothing but a new start helps. */
export function Unopened() {
  const t = useWords();
  return (
    <Notice title={t("shell:failed.title")} text={t("shell:failed.unopened")}>
      <Button variant="primary" onClick={() => window.location.reload()}>
        {t("shell:failed.retry")}
      </Button>
    </Notice>
  );
}

/** A page that says one thing and offers one way on. */
function Notice({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Page title={title} narrowWidth>
      <Card>
        <BlockStack gap="400">
          <Text as="p">{text}</Text>
          <InlineStack>{children}</InlineStack>
        </BlockStack>
      </Card>
    </Page>
  );
}

import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { AboutCard } from "#app/ui/admin/recruiting/about-card.tsx";
import { StateBadge } from "#app/ui/admin/recruiting/applications-table.tsx";
import { ApproveCard } from "#app/ui/admin/recruiting/approve-card.tsx";
import { DecidedCard } from "#app/ui/admin/recruiting/decided-card.tsx";
import { DeclineCard } from "#app/ui/admin/recruiting/decline-card.tsx";
import { MailsCard } from "#app/ui/admin/recruiting/mails-card.tsx";
import type {
  ShownApplication,
  ShownKnown,
  ShownMail,
  ShownProposal,
} from "#app/ui/admin/recruiting/shown-application.ts";

/** An application's page as its loader sends it. */
export type ApplicationShown = {
  readonly application: ShownApplication;
  readonly known: ShownKnown;
  readonly terms: { readonly version: number; readonly text: string } | null;
  readonly mails: readonly ShownMail[];
  readonly proposals: readonly ShownProposal[];
  /** Whom approved creators join, unless another is chosen. */
  readonly programId: string | null;
  readonly canPost: boolean;
};

/** An application: all they wrote, and the answer, to be given or as it was given. */
export function ApplicationView({ page }: { page: ApplicationShown }) {
  const t = useWords();
  const { application, proposals, programId } = page;
  const { state } = application;
  useSayDecided(application);
  return (
    <Page
      title={application.name}
      titleMetadata={<StateBadge state={state} />}
      backAction={{ content: t("recruiting:title"), url: "/app/recruiting" }}
    >
      <BlockStack gap="400">
        <KnownBanners page={page} />
        <Layout>
          <Layout.Section variant="oneHalf">
            <BlockStack gap="400">
              <AboutCard application={application} terms={page.terms} />
              <MailsCard mails={page.mails} canPost={page.canPost} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneHalf">
            <BlockStack gap="400">
              {state !== "waiting" && <DecidedCard application={application} />}
              {state !== "approved" && (
                <ApproveCard application={application} proposals={proposals} programId={programId} />
              )}
              {state === "waiting" && <DeclineCard application={application} />}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

/** Says what was decided once the page shows it: here, or meanwhile by somebody else. */
function useSayDecided({ name, state }: ShownApplication) {
  const t = useWords();
  const shopify = useAppBridge();
  const before = useRef(state);
  useEffect(() => {
    if (state === "approved" && before.current !== state)
      shopify.toast.show(t("recruiting:decide.approved", { name }));
    if (state === "declined" && before.current !== state)
      shopify.toast.show(t("recruiting:decide.declined", { name }));
    before.current = state;
  }, [name, shopify, state, t]);
}

/** What a merchant should know before deciding, and the applicant may not. */
function KnownBanners({ page: { application, known } }: { page: ApplicationShown }) {
  const t = useWords();
  if (application.state !== "waiting") return null;
  const { creator, times } = known;
  return (
    <>
      {creator && (
        <Banner
          tone="warning"
          title={t("recruiting:one.isCreator", { name: creator.name })}
          action={{
            content: t("recruiting:one.openCreator", { name: creator.name }),
            url: `/app/creators/${creator.id}`,
          }}
        >
          {t("recruiting:one.isCreatorText")}
        </Banner>
      )}
      {times > 1 && (
        <Banner tone="info" title={t("recruiting:one.again", { count: times })}>
          {t("recruiting:one.againText")}
        </Banner>
      )}
    </>
  );
}

import { useNavigate, useNavigation, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import { type CreatorsQuery, formatCreatorsQuery } from "#app/attribution/creators-query.ts";
import { useBulkActions } from "#app/ui/admin/creators/bulk-actions.ts";
import { ChangeBanner } from "#app/ui/admin/creators/change-banner.tsx";
import { useChosen } from "#app/ui/admin/creators/chosen.ts";
import type { CreatorLine, ProgramName } from "#app/ui/admin/creators/creator-line.ts";
import { CreatorsFilters } from "#app/ui/admin/creators/creators-filters.tsx";
import { CreatorsList } from "#app/ui/admin/creators/creators-list.tsx";
import { CreatorsTable } from "#app/ui/admin/creators/creators-table.tsx";
import { PauseQuestion } from "#app/ui/admin/creators/pause-question.tsx";
import type { ShownChange } from "#app/ui/admin/creators/shown-change.ts";
import { useBulk } from "#app/ui/admin/creators/use-bulk.ts";
import { useViews } from "#app/ui/admin/creators/use-views.ts";
import { addressOf } from "#app/ui/admin/creators/views.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

/** What the table's loader sends. */
export type CreatorsShown = {
  readonly query: CreatorsQuery;
  readonly creators: readonly CreatorLine[];
  readonly total: number;
  readonly pages: number;
  readonly programs: readonly ProgramName[];
  readonly views: readonly { readonly id: string; readonly name: string; readonly query: string }[];
  readonly change: ShownChange | null;
};

/** The creators: viewed, searched, filtered, sorted and paged by the address, and changed many at once. */
export function CreatorsCard({ shown }: { shown: CreatorsShown }) {
  const { query, total, pages, programs } = shown;
  const t = useWords();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const [params] = useSearchParams();
  const views = useViews(shown.views, params.get("view"), query);
  const isLoading = navigation.state === "loading" && navigation.location.pathname === "/app/creators";
  const addressWith = (change: Partial<CreatorsQuery>) =>
    addressOf({ ...query, page: 1, ...change }, views.view);
  const show = (change: Partial<CreatorsQuery>) =>
    // Letters of a search are not steps to go back by.
    navigate(addressWith(change), { replace: "search" in change, preventScrollReset: true });
  return (
    <Card padding="0">
      {views.problem !== null && (
        <Banner tone="critical" onDismiss={views.forget}>
          {views.problem}
        </Banner>
      )}
      <CreatorsFilters query={query} views={views} programs={programs} isLoading={isLoading} show={show} />
      <div role="status">
        <Text as="span" visuallyHidden>
          {views.isEdited ? t("creators:list.found", { count: total }) : ""}
        </Text>
      </div>
      <Rows key={formatCreatorsQuery(query)} shown={shown} isLoading={isLoading} show={show} />
      {pages > 1 && (
        <Pager
          previous={query.page > 1 ? addressWith({ page: query.page - 1 }) : null}
          next={query.page < pages ? addressWith({ page: query.page + 1 }) : null}
          previousLabel={t("shell:pages.previous")}
          nextLabel={t("shell:pages.next")}
          label={t("shell:pages.label", { page: query.page, pages })}
        />
      )}
    </Card>
  );
}

/** The rows, what is ticked among them, and what is done with that. */
function Rows({
  shown: { query, creators, total, programs, change },
  isLoading,
  show,
}: {
  shown: CreatorsShown;
  isLoading: boolean;
  show: (change: Partial<CreatorsQuery>) => void;
}) {
  const chosen = useChosen(creators, query, total);
  const bulk = useBulk(chosen, creators);
  const actions = useBulkActions(bulk, programs);
  return (
    <>
      {change && <ChangeBanner change={change} onUndo={bulk.undo} />}
      {bulk.problem !== null && (
        <Banner tone="critical" onDismiss={bulk.forget}>
          {bulk.problem}
        </Banner>
      )}
      {bulk.isUnreachable && (
        <Box padding="400" paddingBlockStart="0">
          <NotSent />
        </Box>
      )}
      {creators.length === 0 ? (
        <NoMatch />
      ) : (
        <WideOrNarrow
          wide={
            <CreatorsTable
              {...{ creators, query, total, chosen, actions, isLoading }}
              onSort={(sort, isDescending) => show({ sort, isDescending })}
            />
          }
          narrow={<CreatorsList {...{ creators, total, chosen, actions }} />}
        />
      )}
      <PauseQuestion count={chosen.count} onConfirm={bulk.pauseAll} />
    </>
  );
}

function NoMatch() {
  const t = useWords();
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="p" variant="headingMd" alignment="center">
          {t("creators:noMatch.title")}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t("creators:noMatch.text")}
        </Text>
        <Button url="/app/creators">{t("creators:noMatch.clear")}</Button>
      </BlockStack>
    </Box>
  );
}

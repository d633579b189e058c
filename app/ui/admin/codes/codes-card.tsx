import { useNavigate, useNavigation } from "@remix-run/react";
import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { ALL_CODES, type CodesQuery, formatCodesQuery, isNarrowed } from "#app/creators/codes-query.ts";
import { CodesFilters } from "#app/ui/admin/codes/codes-filters.tsx";
import { CodesList, CodesTable } from "#app/ui/admin/codes/codes-table.tsx";
import type { CodeLine, ProgramChoice } from "#app/ui/admin/codes/shown-code.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

/** The shop's codes, searched, narrowed and paged by the address. */
export function CodesCard({
  codes,
  query,
  total,
  pages,
  programs,
  now,
}: {
  codes: readonly CodeLine[];
  query: CodesQuery;
  total: number;
  pages: number;
  programs: readonly ProgramChoice[];
  now: Date;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const isLoading = navigation.state === "loading" && navigation.location.pathname === "/app/codes";
  const addressOf = (change: Partial<CodesQuery>) =>
    `/app/codes${formatCodesQuery({ ...query, page: 1, ...change })}`;
  return (
    <Card padding="0">
      <CodesFilters
        query={query}
        programs={programs}
        onChange={(change) => navigate(addressOf(change), { replace: true, preventScrollReset: true })}
      />
      <div role="status">
        <Text as="span" visuallyHidden>
          {isNarrowed(query) ? t("codes:list.found", { count: total }) : ""}
        </Text>
      </div>
      {codes.length === 0 ? (
        <NoMatch />
      ) : (
        <WideOrNarrow
          wide={<CodesTable codes={codes} isLoading={isLoading} now={now} />}
          narrow={<CodesList codes={codes} now={now} />}
        />
      )}
      {pages > 1 && (
        <Pager
          previous={query.page > 1 ? addressOf({ page: query.page - 1 }) : null}
          next={query.page < pages ? addressOf({ page: query.page + 1 }) : null}
          previousLabel={t("shell:pages.previous")}
          nextLabel={t("shell:pages.next")}
          label={t("shell:pages.label", { page: query.page, pages })}
        />
      )}
    </Card>
  );
}

function NoMatch() {
  const t = useWords();
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="p" variant="headingMd" alignment="center">
          {t("codes:noMatch.title")}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t("codes:noMatch.text")}
        </Text>
        <Link url={`/app/codes${formatCodesQuery(ALL_CODES)}`}>{t("codes:noMatch.all")}</Link>
      </BlockStack>
    </Box>
  );
}

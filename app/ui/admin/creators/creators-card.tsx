import { useNavigate, useNavigation } from "@remix-run/react";
import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { CreatorsList } from "#app/ui/admin/creators/creators-list.tsx";
import { type CreatorsQuery, formatCreatorsQuery } from "#app/ui/admin/creators/creators-query.ts";
import { CreatorsSearch } from "#app/ui/admin/creators/creators-search.tsx";
import { CreatorsTable } from "#app/ui/admin/creators/creators-table.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

/** The creators, searched, sorted and paged by the address. */
export function CreatorsCard({
  creators,
  query,
  total,
  pages,
}: {
  creators: readonly CreatorLine[];
  query: CreatorsQuery;
  total: number;
  pages: number;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const isLoading = navigation.state === "loading" && navigation.location.pathname === "/app/creators";
  const addressOf = (change: Partial<CreatorsQuery>) =>
    `/app/creators${formatCreatorsQuery({ ...query, page: 1, ...change })}`;
  const show = (change: Partial<CreatorsQuery>) =>
    navigate(addressOf(change), { replace: true, preventScrollReset: true });
  return (
    <Card padding="0">
      <CreatorsSearch query={query} onChange={show} />
      <div role="status">
        <Text as="span" visuallyHidden>
          {query.search === "" ? "" : t("creators:list.found", { count: total })}
        </Text>
      </div>
      {creators.length === 0 ? (
        <NoMatch search={query.search.trim()} />
      ) : (
        <WideOrNarrow
          wide={
            <CreatorsTable
              creators={creators}
              query={query}
              isLoading={isLoading}
              onSort={(sort, isDescending) => show({ sort, isDescending })}
            />
          }
          narrow={<CreatorsList creators={creators} />}
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

function NoMatch({ search }: { search: string }) {
  const t = useWords();
  return (
    <Box padding="800">
      <BlockStack gap="100">
        <Text as="p" variant="headingMd" alignment="center" breakWord>
          {t("creators:noMatch.title", { search })}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t("creators:noMatch.text")}
        </Text>
      </BlockStack>
    </Box>
  );
}

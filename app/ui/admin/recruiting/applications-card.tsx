import { useNavigate, useNavigation } from "@remix-run/react";
import { Box, Card, Tabs, Text } from "@shopify/polaris";
import type { ApplicationState } from "#app/creators/application.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { ApplicationsList, ApplicationsTable } from "#app/ui/admin/recruiting/applications-table.tsx";
import {
  type Applicant,
  type ApplicationsQuery,
  countOf,
  FILTERS,
  formatApplicationsQuery,
} from "#app/ui/admin/recruiting/shown-application.ts";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

const ADDRESS = "/app/recruiting";

/** The applications, those that wait first. */
export function ApplicationsCard({
  applicants,
  counts,
  query,
  pages,
}: {
  applicants: readonly Applicant[];
  counts: Readonly<Record<ApplicationState, number>>;
  query: ApplicationsQuery;
  pages: number;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const isLoading = navigation.state === "loading" && navigation.location.pathname === ADDRESS;
  const addressOf = (change: Partial<ApplicationsQuery>) =>
    ADDRESS + formatApplicationsQuery({ ...query, ...change });
  const { filter, page } = query;
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          {t("recruiting:list.title")}
        </Text>
      </Box>
      <Tabs
        tabs={FILTERS.map((each) => ({
          id: `show-${each}`,
          panelID: "applications",
          content: t(`recruiting:list.${each}`, { count: countOf(counts, each) }),
        }))}
        selected={FILTERS.indexOf(filter)}
        onSelect={(at) =>
          navigate(addressOf({ filter: FILTERS[at] ?? "waiting", page: 1 }), {
            replace: true,
            preventScrollReset: true,
          })
        }
      />
      <div id="applications" role="tabpanel" aria-labelledby={`show-${filter}`}>
        {applicants.length === 0 ? (
          <Box padding="400">
            <Text as="p" tone="subdued">
              {emptyText()}
            </Text>
          </Box>
        ) : (
          <WideOrNarrow
            wide={<ApplicationsTable applicants={applicants} isLoading={isLoading} />}
            narrow={<ApplicationsList applicants={applicants} />}
          />
        )}
      </div>
      {pages > 1 && (
        <Pager
          previous={page > 1 ? addressOf({ page: page - 1 }) : null}
          next={page < pages ? addressOf({ page: page + 1 }) : null}
          previousLabel={t("shell:pages.previous")}
          nextLabel={t("shell:pages.next")}
          label={t("shell:pages.label", { page, pages })}
        />
      )}
    </Card>
  );

  function emptyText(): string {
    if (countOf(counts, "all") === 0) return t("recruiting:list.none");
    return filter === "waiting" ? t("recruiting:list.noneOpen") : t("recruiting:list.noneSuch");
  }
}

import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { formatCreatorsQuery, readCreatorsQuery } from "#app/attribution/creators-query.ts";
import { listCreators, listEmails, listProgramNames } from "#app/attribution/creators-table.server.ts";
import { totalFigures } from "#app/attribution/credited.server.ts";
import { findNewest } from "#app/creators/changes.server.ts";
import { listViews } from "#app/creators/views.server.ts";
import { db } from "#app/db.server.ts";
import {
  AT_ONCE,
  changeCreators,
  chosenIds,
  readChosen,
  readWanted,
  tablePulse,
  undoChange,
} from "#app/flows/change-creators.server.ts";
import { CREATORS_PAGE, changeView, dropView, keepView } from "#app/flows/keep-view.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { CreatorsCard } from "#app/ui/admin/creators/creators-card.tsx";
import { CreditedTotals } from "#app/ui/admin/creators/credited-totals.tsx";
import { NoCreators } from "#app/ui/admin/creators/no-creators.tsx";
import { useExport } from "#app/ui/admin/imports/use-export.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What the worker changed is told for so long after it is done. */
const TOLD_MS = 600_000;

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("creators:list.title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const query = readCreatorsQuery(new URL(request.url).searchParams);
  const pulse = await tablePulse(db(), shop, now);
  const [totals, list, programs, views, change] = await Promise.all([
    totalFigures(db(), shop),
    listCreators(db(), shop, query),
    listProgramNames(db(), shop),
    listViews(db(), shop, CREATORS_PAGE),
    findNewest(db(), shop, { since: new Date(now.getTime() - TOLD_MS), above: AT_ONCE }),
  ]);
  if (query.page > list.pages) {
    return redirect(`/app/creators${formatCreatorsQuery({ ...query, page: list.pages })}`);
  }
  return json({ pulse, pulseOf: "creators", query, totals, programs, views, change, ...list });
}

type Wish = (shop: Shop, form: FormData, now: Date) => Promise<{ refusal: object | null } | null>;

/** What the table may ask for, by its `intent`; null where what it names is gone. */
const WISHES: ReadonlyMap<string, Wish> = new Map<string, Wish>([
  [
    "change",
    async (shop, form, now) => {
      const wanted = readWanted(form);
      const change = wanted && (await changeCreators(db(), shop, readChosen(form), wanted, now));
      return change && ("because" in change ? { refusal: change } : { refusal: null, change });
    },
  ],
  [
    "undo",
    async (shop, form, now) => {
      const id = parseId("change", String(form.get("id")));
      const change = id && (await undoChange(db(), shop, id, now));
      return change && ("because" in change ? { refusal: change } : { refusal: null, change });
    },
  ],
  [
    "emails",
    async (shop, form) => {
      const ids = await chosenIds(db(), shop, readChosen(form));
      return { refusal: null, emails: await listEmails(db(), shop, ids), asked: ids.length };
    },
  ],
  [
    "save-view",
    async (shop, form, now) =>
      told(await keepView(db(), shop.id, String(form.get("name")), String(form.get("query")), now)),
  ],
  [
    "change-view",
    async (shop, form, now) => {
      const said = (name: string) => (form.has(name) ? String(form.get(name)) : null);
      const fields = { name: said("name"), query: said("query") };
      return told(await changeView(db(), shop.id, String(form.get("id")), fields, now));
    },
  ],
  ["delete-view", async (shop, form) => told(await dropView(db(), shop.id, String(form.get("id"))))],
]);

const told = (outcome: Awaited<ReturnType<typeof changeView>> | null) =>
  outcome && ("because" in outcome ? { refusal: outcome } : { refusal: null, viewId: outcome.id });

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const form = await request.formData();
  const wish = WISHES.get(String(form.get("intent")));
  if (!wish) throw new Response(null, { status: 400 });
  const answer = await wish(shop, form, now);
  if (!answer) throw new Response(null, { status: 404 });
  return json(answer, { status: answer.refusal ? 422 : 200 });
}

export default function Creators() {
  const t = useWords();
  const shown = useLoaderData<typeof loader>();
  const { totals } = shown;
  const isEmpty = totals.creators === 0;
  const exporting = useExport(`/app/export/creators${formatCreatorsQuery(shown.query)}`, "creators.csv");
  const exported = { content: t("creators:list.export"), onAction: () => void exporting.start() };
  const imported = { content: t("creators:list.import"), url: "/app/import" };
  const made = { content: t("creators:list.collaborations"), url: "/app/collaborations" };
  return (
    <Page
      title={t("creators:list.title")}
      primaryAction={isEmpty ? undefined : { content: t("creators:list.add"), url: "/app/creators/new" }}
      secondaryActions={isEmpty ? [] : [made, { ...exported, loading: exporting.isRunning }, imported]}
      fullWidth
    >
      <BlockStack gap="400">
        {isEmpty && <NoCreators />}
        {(!isEmpty || totals.uncredited.orders > 0) && <CreditedTotals totals={totals} />}
        {!isEmpty && <CreatorsCard shown={shown} />}
      </BlockStack>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Page } from "@shopify/polaris";
import { figuresByProgram } from "#app/attribution/by-program.server.ts";
import { findProgram } from "#app/creators/programs.server.ts";
import { db, inShop } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { editProgram, putAway } from "#app/flows/save-program.server.ts";
import { type ProgramId, parseId } from "#app/kernel/id.ts";
import { money } from "#app/kernel/money.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { Figures } from "#app/ui/admin/figures.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { ArchiveCard } from "#app/ui/admin/programs/archive-card.tsx";
import { readProgramFields } from "#app/ui/admin/programs/fields.ts";
import { ProgramForm } from "#app/ui/admin/programs/program-form.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.program.name ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("program", params.id ?? "");
  const program = id && (await inShop(db(), shop.id, (tx) => findProgram(tx, shop.id, id)));
  if (!program) throw new Response(null, { status: 404 });
  const none = { creators: 0, orders: 0, net: money(0, shop.currency) };
  const figures = (await figuresByProgram(db(), shop)).get(program.id) ?? none;
  return json({ program, figures });
}

type Shop = Awaited<ReturnType<typeof openShop>>;

/** What a form on the page may ask for, by its `intent`. */
const CHANGES = new Map([
  [
    "edit",
    (shop: Shop, id: ProgramId, form: FormData) =>
      editProgram(db(), shop, id, readProgramFields(form), new Date()),
  ],
  ["archive", (shop: Shop, id: ProgramId) => putAway(db(), shop.id, id, true, new Date())],
  ["unarchive", (shop: Shop, id: ProgramId) => putAway(db(), shop.id, id, false, new Date())],
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("program", params.id ?? "");
  const form = await request.formData();
  const change = CHANGES.get(String(form.get("intent")));
  if (!change) throw new Response(null, { status: 400 });
  const outcome = id && (await change(shop, id, form));
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

export default function ProgramRoute() {
  const t = useWords();
  const shopify = useAppBridge();
  const { formats } = useShop();
  const { program, figures } = useLoaderData<typeof loader>();
  return (
    <Page
      title={program.name}
      titleMetadata={program.isArchived && <Badge>{t("programs:archived")}</Badge>}
      backAction={{ content: t("programs:title"), url: "/app/programs" }}
      secondaryActions={[{ content: t("programs:page.show"), url: `/app/creators?program=${program.id}` }]}
      narrowWidth
    >
      <BlockStack gap="400">
        <Figures
          title={t("programs:page.figures")}
          figures={[
            { label: t("programs:page.creators"), value: formats.count(figures.creators) },
            { label: t("programs:page.orders"), value: formats.count(figures.orders) },
            { label: t("programs:page.net"), value: formats.money(figures.net) },
          ]}
        />
        <ProgramForm
          key={program.id}
          program={program}
          saveLabel={t("programs:form.save")}
          onDone={() => shopify.toast.show(t("programs:form.saved"))}
        />
        <ArchiveCard program={program} />
      </BlockStack>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

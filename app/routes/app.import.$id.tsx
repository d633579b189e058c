import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { readReport, readSamples } from "#app/flows/read-report.server.ts";
import { chooseColumns, discardImport, reopenColumns, startImport } from "#app/flows/steer-import.server.ts";
import { findImportPulse, findRun } from "#app/imports/runs.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { type ImportId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { ImportView } from "#app/ui/admin/imports/import-view.tsx";
import { readChoices } from "#app/ui/admin/imports/shown-import.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.run.fileName ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const id = parseId("import", params.id ?? "");
  const pulse = await findImportPulse(db(), shop.id);
  const run = id && (await findRun(db(), shop.id, id));
  if (!run) throw new Response(null, { status: 404 });
  const isMapping = run.state === "mapping";
  return json({
    ...{ pulse, pulseOf: "imports", run, today: dayIn(shop.timeZone, now) },
    samples: isMapping ? await readSamples(db(), shop.id, run) : [],
    programs: isMapping ? (await listPrograms(db(), shop)).map(({ id, name }) => ({ id, name })) : [],
    report: await readReport(db(), shop.id, run, new URL(request.url).searchParams),
  });
}

type Steer = (shop: Shop, id: ImportId, form: FormData) => ReturnType<typeof chooseColumns>;

/** What the page may ask for, by its `intent`. */
const WISHES: ReadonlyMap<string, Steer> = new Map<string, Steer>([
  [
    "check",
    async (shop, id, form) => {
      const run = await findRun(db(), shop.id, id);
      return run && chooseColumns(db(), shop, id, readChoices(run.kind, form), new Date());
    },
  ],
  ["import", (shop, id) => startImport(db(), shop.id, id, new Date())],
  ["reopen", (shop, id) => reopenColumns(db(), shop.id, id)],
  ["discard", (shop, id) => discardImport(db(), shop.id, id)],
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("import", params.id ?? "");
  const form = await request.formData();
  const intent = String(form.get("intent"));
  const steer = WISHES.get(intent);
  if (!steer) throw new Response(null, { status: 400 });
  const outcome = id && (await steer(shop, id, form));
  if (!outcome) throw new Response(null, { status: 404 });
  if (typeof outcome === "object") return json({ refusal: outcome }, { status: 422 });
  if (intent === "discard" && outcome === "done") return redirect("/app/import");
  return json({ refusal: null, isLate: outcome === "too-late" });
}

export default function Import() {
  const { run, report, samples, programs, today } = useLoaderData<typeof loader>();
  return (
    <ImportView key={run.id} run={run} report={report} samples={samples} programs={programs} today={today} />
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { readRefused } from "#app/flows/read-report.server.ts";
import { csvDownload } from "#app/imports/download.server.ts";
import { findRun } from "#app/imports/runs.server.ts";
import { parseId } from "#app/kernel/id.ts";
import { LANGUAGE, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { problemSentence } from "#app/ui/admin/imports/problem-sentence.ts";

/** The rows of an import that were refused, each with why, as a file to be mended and imported again. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("import", params.id ?? "");
  const run = id && (await findRun(db(), shop.id, id));
  const { t } = wordsIn(LANGUAGE);
  const pieces =
    run &&
    (await readRefused(db(), shop.id, run, t("imports:problemColumn"), (problem) =>
      problemSentence(t, problem),
    ));
  if (!run || !pieces) throw new Response(null, { status: 404 });
  return csvDownload(`refused-${run.fileName.replace(/\.[a-z]{3}$/i, "")}.csv`, pieces);
}

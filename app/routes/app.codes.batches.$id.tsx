import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findProgress } from "#app/creators/batch-progress.server.ts";
import { type BatchPart, listBatchCodes } from "#app/creators/code-list.server.ts";
import { readCodesQuery } from "#app/creators/codes-query.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { codesPulse } from "#app/flows/read-codes.server.ts";
import { retryBatch } from "#app/flows/retry-code.server.ts";
import { parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { BatchView } from "#app/ui/admin/codes/batch-view.tsx";
import { text } from "#app/ui/admin/form/fields.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.batch.title ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

const PARTS: readonly BatchPart[] = ["all", "refused", "creating"];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const pulse = await codesPulse(db(), shop, now);
  const id = parseId("batch", params.id ?? "");
  const found = id && (await findProgress(db(), shop.id, id));
  if (!found) throw new Response(null, { status: 404 });
  const { searchParams } = new URL(request.url);
  const part = PARTS.find((each) => each === searchParams.get("show")) ?? "all";
  const { page } = readCodesQuery(searchParams);
  const { batch, progress } = found;
  const list = await listBatchCodes(db(), shop, batch.id, part, page);
  return json({ pulse, pulseOf: "codes", batch, progress, part, page, loadedAt: now, ...list });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const intent = text(await request.formData(), "intent");
  if (intent !== "again" && intent !== "renumber") throw new Response(null, { status: 400 });
  const id = parseId("batch", params.id ?? "");
  if (!id || !(await findProgress(db(), shop.id, id))) throw new Response(null, { status: 404 });
  return json({ refusal: null, tried: await retryBatch(db(), shop.id, id, intent === "renumber", now) });
}

export default function BatchRoute() {
  return <BatchView {...useLoaderData<typeof loader>()} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

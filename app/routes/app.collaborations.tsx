import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listCollaborations, listMonths } from "#app/creators/collaborations.server.ts";
import { readCollaborationsQuery } from "#app/creators/collaborations-query.ts";
import { nameOfCreator } from "#app/creators/creator-name.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { CollaborationsView } from "#app/ui/admin/collaborations/collaborations-view.tsx";
import { addressOf } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

const SIZE = 50;

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("collaborations:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const query = readCollaborationsQuery(new URL(request.url).searchParams);
  const { page, creatorId } = query;
  const creatorName = creatorId && (await nameOfCreator(db(), shop.id, creatorId));
  if (creatorId && creatorName === null) throw new Response(null, { status: 404 });
  const [list, months] = await Promise.all([
    listCollaborations(db(), shop, query, { page, size: SIZE }),
    listMonths(db(), shop.id),
  ]);
  const pages = Math.max(1, Math.ceil(list.totals.count / SIZE));
  if (page > pages) return redirect(addressOf({ ...query, page: pages }));
  return json({ ...list, query, pages, months, creatorName });
}

export default function Collaborations() {
  return <CollaborationsView {...useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary };

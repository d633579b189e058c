import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { listPickable } from "#app/creators/batch-progress.server.ts";
import { db } from "#app/db.server.ts";
import { previewCodes } from "#app/flows/add-codes.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { readBatchFields } from "#app/ui/admin/codes/batch-fields.ts";

const SHOWN = 20;

/** The creators a search finds, to be picked. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const search = (new URL(request.url).searchParams.get("q") ?? "").toWellFormed().replaceAll("\0", "");
  return json({ people: await listPickable(db(), shop.id, { search: search.slice(0, 200) }, SHOWN) });
}

/** What a form that adds codes would bring; nothing is written. It is a POST because ten thousand picked creators fit no address. */
export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const form = readBatchFields(await request.formData(), shop.timeZone);
  return json({ preview: await previewCodes(db(), shop, form, now) });
}

import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findApplication } from "#app/creators/applications.server.ts";
import { findRecruiting } from "#app/creators/recruiting.server.ts";
import { db, inShop } from "#app/db.server.ts";
import { approveApplication, declineApplication } from "#app/flows/decide-application.server.ts";
import { inviteAgain } from "#app/flows/invite-creator.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { readApplication, recruitingPulse } from "#app/flows/read-applications.server.ts";
import { type ApplicationId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { canPost } from "#app/queue/smtp.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findPersonHash, type Shop } from "#app/shopify/shops.server.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { ApplicationView } from "#app/ui/admin/recruiting/application-view.tsx";
import { readApprovalFields } from "#app/ui/admin/recruiting/fields.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.page.application.name ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("application", params.id ?? "");
  const hash = await findPersonHash(db(), secretKeys(), shop.id);
  const pulse = await recruitingPulse(db(), shop.id);
  const page = id && (await readApplication(db(), shop.id, hash, id));
  if (!page) throw new Response(null, { status: 404 });
  const { recruiting } = await inShop(db(), shop.id, (tx) => findRecruiting(tx, shop.id));
  const { programId } = recruiting;
  return json({ pulse, pulseOf: "recruiting", page: { ...page, programId, canPost: canPost() } });
}

type Change = (shop: Shop, hash: PersonHash, id: ApplicationId, form: FormData) => Promise<object | null>;

/** What a form on the page may ask for, by its `intent`. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  [
    "approve",
    (shop, hash, id, form) => approveApplication(db(), shop, hash, id, readApprovalFields(form), new Date()),
  ],
  [
    "decline",
    (shop, hash, id, form) => {
      const no = { message: readApprovalFields(form).message, isTold: form.get("isTold") === "on" };
      return declineApplication(db(), shop, hash, id, no, new Date());
    },
  ],
  ["invite", invite],
]);

async function invite(shop: Shop, hash: PersonHash, id: ApplicationId) {
  const application = await inShop(db(), shop.id, (tx) => findApplication(tx, shop.id, id));
  if (!application?.creatorId) return null;
  const invited = await inviteAgain(db(), shop, hash, application.creatorId, new Date());
  return invited && { invited };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("application", params.id ?? "");
  const form = await request.formData();
  const change = CHANGES.get(String(form.get("intent")));
  if (!change) throw new Response(null, { status: 400 });
  const hash = await findPersonHash(db(), secretKeys(), shop.id);
  const outcome = id && (await change(shop, hash, id, form));
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null, ...outcome });
}

export default function ApplicationRoute() {
  const { page } = useLoaderData<typeof loader>();
  return <ApplicationView key={page.application.id} page={page} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

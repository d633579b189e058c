import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { findCollaboration } from "#app/creators/collaborations.server.ts";
import { nameOfCreator } from "#app/creators/creator-name.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { dropCollaboration, saveCollaboration } from "#app/flows/save-collaboration.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { parseId, type ShopId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { CollaborationForm } from "#app/ui/admin/collaborations/collaboration-form.tsx";
import { plainDay } from "#app/ui/admin/collaborations/plain-day.ts";
import { RemoveCollaboration } from "#app/ui/admin/collaborations/remove-card.tsx";
import { kindWord, readCollaborationFields } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.name ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const { creatorId, id, collaboration } = await findIt(shop.id, params);
  const name = await nameOfCreator(db(), shop.id, creatorId);
  return json({ collaboration, creatorId, id, name: name ?? "", today: dayIn(shop.timeZone, now) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const { creatorId, id } = await findIt(shop.id, params);
  const form = await request.formData();
  if (form.get("intent") === "remove") {
    await dropCollaboration(db(), shop.id, creatorId, id);
    return redirect(`/app/creators/${creatorId}`);
  }
  const outcome = await saveCollaboration(db(), shop, creatorId, id, readCollaborationFields(form), now);
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

/** The collaboration an address names; 404 when that creator has none of that id. */
async function findIt(shopId: ShopId, params: LoaderFunctionArgs["params"]) {
  const creatorId = parseId("creator", params.id ?? "");
  const id = parseId("collaboration", params.collaborationId ?? "");
  const collaboration = creatorId && id && (await findCollaboration(db(), shopId, creatorId, id));
  if (!collaboration) throw new Response(null, { status: 404 });
  return { creatorId, id, collaboration };
}

export default function Collaboration() {
  const t = useWords();
  const shopify = useAppBridge();
  const { collaboration, creatorId, id, name, today } = useLoaderData<typeof loader>();
  const { kind, day } = collaboration;
  return (
    <Page
      title={t("collaborations:edit.title", {
        kind: t(`collaborations:kind.${kindWord(kind)}`),
        day: plainDay(day),
      })}
      subtitle={name}
      backAction={{ content: name, url: `/app/creators/${creatorId}` }}
      narrowWidth
    >
      <CollaborationForm
        collaboration={collaboration}
        id={id}
        today={today}
        saveLabel={t("collaborations:edit.save")}
        onDone={() => shopify.toast.show(t("collaborations:edit.done"))}
      />
      <RemoveCollaboration />
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

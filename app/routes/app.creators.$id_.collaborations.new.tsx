import { randomBytes } from "node:crypto";
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
import { nameOfCreator } from "#app/creators/creator-name.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { saveCollaboration } from "#app/flows/save-collaboration.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { newId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { CollaborationForm } from "#app/ui/admin/collaborations/collaboration-form.tsx";
import { readCollaborationFields } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { SaidOnceAway } from "#app/ui/admin/programs/said-once-away.tsx";

export const meta: MetaFunction = () => [
  { title: tabTitle(wordsIn(LANGUAGE).t("collaborations:new.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const creatorId = parseId("creator", params.id ?? "");
  const name = creatorId && (await nameOfCreator(db(), shop.id, creatorId));
  if (!creatorId || name === null) throw new Response(null, { status: 404 });
  const id = newId("collaboration", randomBytes(20));
  return json({ creatorId, name, id, today: dayIn(shop.timeZone, now) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const creatorId = parseId("creator", params.id ?? "");
  const form = await request.formData();
  const id = parseId("collaboration", String(form.get("id"))) ?? newId("collaboration", randomBytes(20));
  const fields = readCollaborationFields(form);
  const outcome = creatorId && (await saveCollaboration(db(), shop, creatorId, id, fields, now));
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return redirect(`/app/creators/${creatorId}`);
}

export default function NewCollaboration() {
  const t = useWords();
  const shopify = useAppBridge();
  const { creatorId, name, id, today } = useLoaderData<typeof loader>();
  const back = `/app/creators/${creatorId}`;
  return (
    <Page
      title={t("collaborations:new.title")}
      subtitle={name}
      backAction={{ content: name, url: back }}
      narrowWidth
    >
      <CollaborationForm collaboration={null} id={id} today={today} saveLabel={t("collaborations:new.save")}>
        {(isSaving) => (
          <SaidOnceAway
            isSaving={isSaving}
            to={back}
            onSay={() => shopify.toast.show(t("collaborations:new.done"))}
          />
        )}
      </CollaborationForm>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

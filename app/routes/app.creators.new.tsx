import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { listPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { NewCreatorForm } from "#app/ui/admin/creator/new-creator-form.tsx";
import { readCodeFields, readCreatorFields } from "#app/ui/admin/form/fields.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("creators:new.title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  return json({ today: dayIn(shop.timeZone, now), programs: await listPrograms(db(), shop) });
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const form = await request.formData();
  const fields = { ...readCreatorFields(form), ...readCodeFields(form, shop.timeZone) };
  const hash = await findPersonHash(db(), secretKeys(), shop.id);
  const outcome = await enrollCreator(db(), shop, hash, fields, new Date());
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return redirect(`/app/creators/${outcome.id}`);
}

export default function NewCreator() {
  const t = useWords();
  const { today, programs } = useLoaderData<typeof loader>();
  return (
    <Page
      title={t("creators:new.title")}
      backAction={{ content: t("creators:new.back"), url: "/app/creators" }}
      narrowWidth
    >
      <NewCreatorForm today={today} programs={programs} />
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { takeFile } from "#app/flows/steer-import.server.ts";
import { findImportPulse, listRuns } from "#app/imports/runs.server.ts";
import { readUpload } from "#app/imports/upload.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { RunsCard } from "#app/ui/admin/imports/runs-card.tsx";
import { UploadCard } from "#app/ui/admin/imports/upload-card.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("imports:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const pulse = await findImportPulse(db(), shop.id);
  return json({ pulse, pulseOf: "imports", runs: await listRuns(db(), shop.id) });
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const upload = await readUpload(request);
  if (upload === "too-large") return refuse("too-large");
  const { fields, file } = upload;
  if (!file) return refuse("needed");
  const kind = fields.get("kind") === "collaborations" ? "collaborations" : "creators";
  const taken = await takeFile(db(), shop, kind, file, now);
  return "because" in taken ? refuse(taken.because, taken.line) : redirect(`/app/import/${taken.id}`);
}

const refuse = (file: string, line?: number) =>
  json({ refusal: { because: { file } }, ...(line !== undefined && { line }) }, { status: 422 });

export default function Imports() {
  const t = useWords();
  const { runs } = useLoaderData<typeof loader>();
  return (
    <Page
      title={t("imports:title")}
      subtitle={t("imports:about")}
      backAction={{ content: t("imports:back"), url: "/app/creators" }}
    >
      <BlockStack gap="400">
        <UploadCard />
        {runs.length > 0 && <RunsCard runs={runs} />}
      </BlockStack>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

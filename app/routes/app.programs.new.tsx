import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { addProgram } from "#app/flows/save-program.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { readProgramFields } from "#app/ui/admin/programs/fields.ts";
import { ProgramForm } from "#app/ui/admin/programs/program-form.tsx";
import { SaidOnceAway } from "#app/ui/admin/programs/said-once-away.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("programs:new.title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  await openShop(db(), await authenticateAdmin(request), new Date());
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const outcome = await addProgram(db(), shop, readProgramFields(await request.formData()), new Date());
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return redirect("/app/programs");
}

export default function NewProgram() {
  const t = useWords();
  const shopify = useAppBridge();
  return (
    <Page
      title={t("programs:new.title")}
      backAction={{ content: t("programs:title"), url: "/app/programs" }}
      narrowWidth
    >
      <ProgramForm program={null} saveLabel={t("programs:new.save")}>
        {(isSaving, { name }) => (
          <SaidOnceAway
            isSaving={isSaving}
            to="/app/programs"
            onSay={() => shopify.toast.show(t("programs:new.done", { name: name.trim() }))}
          />
        )}
      </ProgramForm>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };

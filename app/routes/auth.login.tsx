import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { login } from "#app/shopify/login.server.ts";
import { useWayBack } from "#app/ui/admin/page/way-back.ts";
import { Door, ShopForm } from "#app/ui/front/door.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("front:loginTitle")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  return json({ problem: await login(request) });
}

export async function action({ request }: ActionFunctionArgs) {
  const problem = await login(request);
  return json({ problem }, { status: problem ? 422 : 200 });
}

export default function Login() {
  const { t } = wordsIn(LANGUAGE);
  useWayBack();
  const loaded = useLoaderData<typeof loader>();
  const { problem } = useActionData<typeof action>() ?? loaded;
  const sentences = { missing: t("front:refusal.missing"), invalid: t("front:refusal.invalid") };
  return (
    <Door title={t("front:loginTitle")}>
      <ShopForm
        label={t("front:shop")}
        hint={t("front:shopHint")}
        open={t("front:open")}
        problem={problem ? sentences[problem] : undefined}
      />
    </Door>
  );
}

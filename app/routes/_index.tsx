import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { LANGUAGE, wordsIn } from "#app/locales/words.ts";
import { Door, ShopForm } from "#app/ui/front/door.tsx";

export const meta: MetaFunction = () => [{ title: "Tributary" }];

/** Shopify opens the app with the shop in the address; anyone else finds the door. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  return searchParams.has("shop") ? redirect(`/app${search}`) : null;
}

export default function FrontDoor() {
  const { t } = wordsIn(LANGUAGE);
  return (
    <Door title="Tributary">
      <p>{t("front:sentence")}</p>
      <ShopForm label={t("front:shop")} hint={t("front:shopHint")} open={t("front:open")} />
    </Door>
  );
}

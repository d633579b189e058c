import { json, type LinksFunction, type LoaderFunctionArgs } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Link,
  Outlet,
  type ShouldRevalidateFunction,
  useLoaderData,
  useMatches,
  useRouteError,
} from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { I18nextProvider } from "react-i18next";
import { db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { LANGUAGE, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { useLoadingBar } from "#app/ui/admin/page/loading-bar.ts";
import { Unopened } from "#app/ui/admin/page/page-failure.tsx";
import { useSelfRefresh } from "#app/ui/admin/page/self-refresh.ts";
import { ShopProvider, useWords } from "#app/ui/admin/page/shop.tsx";
import { UnsavedProvider, useUnsaved } from "#app/ui/admin/page/unsaved.tsx";
import { useKeepWayBack } from "#app/ui/admin/page/way-back.ts";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: "https://cdn.shopify.com/static/fonts/inter/v4/styles.css" },
  { rel: "stylesheet", href: polarisStyles },
];

/** The shop every admin page is for. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { currency, timeZone } = await openShop(db(), await authenticateAdmin(request), new Date());
  return json({ apiKey: env().SHOPIFY_API_KEY, currency, timeZone });
}

/** What the layout shows does not change while a merchant looks. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false;

export const headers = boundary.headers;

export default function AdminLayout() {
  const { apiKey, currency, timeZone } = useLoaderData<typeof loader>();
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      <I18nextProvider i18n={wordsIn(LANGUAGE)}>
        <ShopProvider currency={currency} timeZone={timeZone}>
          <UnsavedProvider>
            <Navigation />
            <FreshPage />
          </UnsavedProvider>
        </ShopProvider>
      </I18nextProvider>
    </AppProvider>
  );
}

function Navigation() {
  const t = useWords();
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t("shell:nav.home")}
      </Link>
      <Link to="/app/creators">{t("shell:nav.creators")}</Link>
      <Link to="/app/programs">{t("shell:nav.programs")}</Link>
      <Link to="/app/codes">{t("shell:nav.codes")}</Link>
      <Link to="/app/recruiting">{t("shell:nav.recruiting")}</Link>
      <Link to="/app/orders">{t("shell:nav.orders")}</Link>
      <Link to="/app/rules">{t("shell:nav.rules")}</Link>
      <Link to="/app/analysis">{t("shell:nav.analysis")}</Link>
      <Link to="/app/health">{t("shell:nav.health")}</Link>
    </NavMenu>
  );
}

function FreshPage() {
  const { isHeld } = useUnsaved();
  const page = useMatches().at(-1)?.data as { pulse?: string; pulseOf?: string } | undefined;
  useSelfRefresh(page?.pulse, page?.pulseOf, isHeld);
  useLoadingBar();
  useKeepWayBack();
  return (
    <main>
      <Outlet />
    </main>
  );
}

/** The library answers a document by throwing a page of its own (a session token to fetch, a way out of the frame). */
export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && String(error.data).includes("<script")) return boundary.error(error);
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <I18nextProvider i18n={wordsIn(LANGUAGE)}>
        <main>
          <Unopened />
        </main>
      </I18nextProvider>
    </AppProvider>
  );
}

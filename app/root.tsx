import type { LinksFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteError,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { LANGUAGE, wordsIn } from "#app/locales/words.ts";
import { Door } from "#app/ui/front/door.tsx";
import mark from "#app/ui/pictures/mark.svg";

export const links: LinksFunction = () => [{ rel: "icon", href: mark, type: "image/svg+xml" }];

/** What a page may tell of itself: its language, and that it needs no script (its `handle`). */
type OfPage = { readonly language?: string } | null | undefined;
type Handle = { readonly isStill?: boolean } | undefined;

export function Layout({ children }: { children: ReactNode }) {
  const matches = useMatches();
  const language = (matches.at(-1)?.data as OfPage)?.language ?? LANGUAGE;
  const isStill = matches.some(({ handle }) => (handle as Handle)?.isStill);
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {!isStill && <ScrollRestoration />}
        {!isStill && <Scripts />}
      </body>
    </html>
  );
}

export default function Document() {
  return <Outlet />;
}

/** For whoever is outside the admin: inside, the layout has its own. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { pathname } = useLocation();
  const { t } = wordsIn(LANGUAGE);
  const isNowhere = isRouteErrorResponse(error) && error.status === 404;
  return isNowhere ? (
    <Door title={t("front:notFound.title")}>
      <p>{t("front:notFound.text")}</p>
      <p>
        <a href="/">{t("front:notFound.start")}</a>
      </p>
    </Door>
  ) : (
    <Door title={t("front:failed.title")}>
      <p>{t("front:failed.text")}</p>
      <p>
        <a href={pathname}>{t("front:failed.again")}</a>
      </p>
    </Door>
  );
}

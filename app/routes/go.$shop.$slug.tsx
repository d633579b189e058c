import {
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isbot } from "isbot";
import { languageFor } from "#app/creators/application.ts";
import { db } from "#app/db.server.ts";
import { followLink } from "#app/flows/follow-link.server.ts";
import { sayIn } from "#app/locales/spoken.ts";
import { Door } from "#app/ui/front/door.tsx";

/**
 * Each click is a click of its own, and no search engine's. The shop learns whose page led to it, for its own figures, and
 * nothing more of where the shopper was.
 */
const HEADERS = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "strict-origin",
  "X-Robots-Tag": "noindex, nofollow",
};
/** The page of a link that leads nowhere: no script, nobody's frame. */
const NOWHERE = {
  ...HEADERS,
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  Vary: "Accept-Language",
};

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;
export const handle = { isStill: true };
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: sayIn(data?.language ?? "en")("lost:title") },
];

/** The address of a creator's link: on to the shop. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const asked = { handle: params.shop ?? "", slug: params.slug ?? "", isPerson: isPerson(request) };
  const to = await followLink(db(), asked, new Date());
  if (to) return redirect(to, { headers: HEADERS });
  const language = languageFor(null, request.headers.get("Accept-Language"));
  return json({ language }, { status: 404, headers: NOWHERE });
}

/** Whether somebody clicked: not a bot, not who only looks where it leads, not a browser that looks ahead. */
function isPerson({ method, headers }: Request): boolean {
  const agent = headers.get("User-Agent") ?? "";
  const purpose = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"].map((name) => headers.get(name) ?? "");
  const isAhead = /\b(prefetch|prerender|preview)\b/i.test(purpose.join(" "));
  // Older browsers do not say what they want it for; a picture, or a script's own request, is nobody's click.
  const isPage = (headers.get("Sec-Fetch-Dest") ?? "document") === "document";
  return method === "GET" && agent !== "" && isPage && !isAhead && !isbot(agent);
}

export default function NoShop() {
  const say = sayIn(useLoaderData<typeof loader>().language);
  return (
    <Door title={say("lost:title")}>
      <p>{say("lost:text")}</p>
    </Door>
  );
}

import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { isRouteErrorResponse, useActionData, useLoaderData, useRouteError } from "@remix-run/react";
import { languageFor } from "#app/creators/application.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";
import { db } from "#app/db.server.ts";
import {
  applyAsCreator,
  handOutForm,
  type JoinPage as Open,
  openJoinPage,
} from "#app/flows/apply-as-creator.server.ts";
import { sayIn } from "#app/locales/spoken.ts";
import { mayPass } from "#app/queue/turnstile.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { Door } from "#app/ui/front/door.tsx";
import { readJoinForm } from "#app/ui/front/join/fields.ts";
import { JoinPage } from "#app/ui/front/join/join-page.tsx";
import type { JoinAnswer, ShownJoin } from "#app/ui/front/join/shown.ts";

/** One connection may apply so often, and all of them together to one shop. */
const OF_ADDRESS = { name: "apply", times: 10, seconds: 900 };
const OF_SHOP = { name: "apply-shop", times: 300, seconds: 3600 };
/** Beyond what the longest application takes. */
const MOST_BYTES = 100_000;
const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

/** The page works without a script, and sends none. */
export const handle = { isStill: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? sayIn(data.language)("join:title", { shop: data.shop.name }) : "Tributary" },
];

export const headers: HeadersFunction = () => HEADERS;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const page = await openOr404(params.shop, request);
  const { searchParams } = new URL(request.url);
  const language = languageOf(request);
  const { shop, terms } = page;
  const day = (since: Date) =>
    new Intl.DateTimeFormat(language, { timeZone: shop.timeZone, dateStyle: "long" }).format(since);
  return json<ShownJoin>({
    shop: { name: shop.name, host: shop.primaryHost ?? shop.domain },
    address: `/join/${params.shop}?lang=${language}`,
    language,
    view: searchParams.has("sent") ? "thanks" : page.isOpen ? "form" : "closed",
    intro: page.intro,
    terms: terms && { version: terms.version, text: terms.text, day: day(terms.since) },
    token: handOutForm(secretKeys(), shop, now),
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const now = new Date();
  const page = await openOr404(params.shop, request);
  if (!(Number(request.headers.get("Content-Length")) <= MOST_BYTES))
    throw new Response(null, { status: 413 });
  const { typed, marks } = readJoinForm(await request.formData());
  const answer = (more: Partial<JoinAnswer>, status: number) =>
    json<JoinAnswer>({ typed, because: {}, notice: null, token: marks.token, ...more }, { status });
  const address = String(context.address ?? "unknown");
  const isWelcome =
    (await mayPass(OF_ADDRESS, `${page.shop.id} ${address}`)) && (await mayPass(OF_SHOP, page.shop.id));
  if (!isWelcome) return answer({ notice: "busy" }, 429);
  const applied = await applyAsCreator(db(), secretKeys(), page, typed, marks, now);
  const here = `/join/${params.shop}?lang=${marks.language}`;
  if (applied.state === "received") return redirect(`${here}&sent=1`, 303);
  if (applied.state === "closed") return redirect(here, 303);
  if (applied.state === "refused") return answer({ because: applied.because }, 422);
  const token = applied.state === "old" ? handOutForm(secretKeys(), page.shop, now) : marks.token;
  return answer({ notice: applied.state, token }, 422);
}

async function openOr404(handle: string | undefined, request: Request): Promise<Open> {
  const page = await openJoinPage(db(), handle ?? "");
  if (!page) throw json({ language: languageOf(request) }, { status: 404 });
  return page;
}

const languageOf = (request: Request) =>
  languageFor(new URL(request.url).searchParams.get("lang"), request.headers.get("Accept-Language"));

export default function Join() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <JoinPage page={page} answer={answer as JoinAnswer | undefined} />;
}

/** No shop of ours has this page, or it failed. */
export function ErrorBoundary() {
  const error = useRouteError();
  const isNowhere = isRouteErrorResponse(error) && error.status === 404;
  const language: CreatorLanguage = (isNowhere && error.data?.language) || "en";
  const say = sayIn(language);
  return (
    <div lang={language}>
      <Door title={say(isNowhere ? "lost:title" : "join:failed.title")}>
        <p>{say(isNowhere ? "lost:text" : "join:failed.text")}</p>
      </Door>
    </div>
  );
}

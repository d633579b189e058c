import { type LoaderFunctionArgs, redirect } from "@remix-run/node";

/** The app opens on its creators. What Shopify wrote into the address goes along: the next page is let in by it. */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/app/creators${new URL(request.url).search}`);
}

import { signedQuery } from "#test/support/proxy.ts";
import { APP, type Asked } from "#test/tenancy/ask.ts";
import type { Things } from "#test/tenancy/two-shops.ts";

/** A question to a route that names a thing by its id, in the path, the query or the body. */
export type Question = {
  readonly thing: keyof Things;
  readonly ask: (id: string) => Asked;
  /** Why even one's own is answered like any other: nothing is looked up by it. */
  readonly isAlikeForOwn?: string;
};

/** What a route's loader and action take: questions, or the reason why there is none to ask. */
export type Case = {
  readonly loader?: readonly Question[] | string;
  readonly action?: readonly Question[] | string;
};

/** Asks for a route's data, as its page does. */
export const data = (route: string, path: string): Asked => ({ path, data: `routes/${route}` });
/** Posts a form to a route. */
export const post = (route: string, path: string, form: Record<string, string>): Asked => ({
  ...data(route, path),
  ...{ method: "POST", form },
});
/** A thing in the path, asked for as data and as a document. */
export const inPath = (
  thing: keyof Things,
  route: string,
  path: (id: string) => string,
): readonly Question[] => [
  { thing, ask: (id) => data(route, path(id)) },
  { thing, ask: (id) => ({ path: path(id) }) },
];
/** A thing in the path, to which each of the forms is posted. */
export const posted = (
  thing: keyof Things,
  route: string,
  path: (id: string) => string,
  forms: readonly Record<string, string>[],
): readonly Question[] =>
  forms.map((form): Question => ({ thing, ask: (id) => post(route, path(id), form) }));
/** A thing in the query, under each of these names. */
export const inQuery = (
  thing: keyof Things,
  route: string,
  path: string,
  names: readonly string[],
): readonly Question[] =>
  names.map((name): Question => ({ thing, ask: (id) => data(route, `${path}?${name}=${id}`) }));

/** What a storefront asks: signed by Shopify, without a merchant behind it. */
export const proxied = (what: string, asked: [string, string][], shop = "demo"): Asked => ({
  path: `/proxy/${what}?${signedQuery(asked, { secret: APP.secret, shop: `${shop}.myshopify.com` })}`,
  isStranger: true,
});

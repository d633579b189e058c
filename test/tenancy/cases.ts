import type { Asked } from "#test/tenancy/ask.ts";
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

const data = (route: string, path: string): Asked => ({ path, data: `routes/${route}` });
const post = (route: string, path: string, form: Record<string, string>): Asked => ({
  ...data(route, path),
  ...{ method: "POST", form },
});
/** A thing in the path, asked for as data and as a document. */
const inPath = (thing: keyof Things, route: string, path: (id: string) => string): readonly Question[] => [
  { thing, ask: (id) => data(route, path(id)) },
  { thing, ask: (id) => ({ path: path(id) }) },
];
/** A thing in the path, to which each of the forms is posted. */
const posted = (
  thing: keyof Things,
  route: string,
  path: (id: string) => string,
  forms: readonly Record<string, string>[],
): readonly Question[] =>
  forms.map((form): Question => ({ thing, ask: (id) => post(route, path(id), form) }));
const inQuery = (
  thing: keyof Things,
  route: string,
  path: string,
  names: readonly string[],
): readonly Question[] =>
  names.map((name): Question => ({ thing, ask: (id) => data(route, `${path}?${name}=${id}`) }));

const SAME = "shows the shop of the session token; the address names nothing";
const DOOR = "stands before any shop is known";
const ADA = "cr_ada00000000000000000";
const creator = (id: string) => `/app/creators/${id}`;
const delivery = (id: string) => `/app/deliveries/${id}`;
const request = (id: string) => `/app/privacy/${id}`;
const CODE = { intent: "add-code", kind: "percent", value: "10", creditFrom: "2026-01-01" };
const PERSON = {
  name: "New Person",
  email: "",
  customerId: "",
  kind: "percent",
  value: "10",
  creditFrom: "",
};

/** Every route that has a loader or an action, by the router's id. Questions that change things stand last. */
export const CASES: Readonly<Record<string, Case>> = {
  "routes/_index": { loader: DOOR },
  "routes/auth.login": { loader: DOOR, action: DOOR },
  "routes/auth.$": { loader: "pages of Shopify's library about the session token alone" },
  "routes/healthz": { loader: "tells whether the database answers, to whoever runs the app" },
  "routes/webhooks": {
    loader: "405 to everybody",
    action: "Shopify's signature names the shop; answers are empty",
  },
  "routes/app": { loader: SAME },
  "routes/app._index": { loader: "sends on to the creators" },
  "routes/app.$": { loader: "nothing stands there, for nobody" },
  "routes/app.pulse": { loader: SAME },
  "routes/app.orders": { loader: inQuery("cursor", "app.orders", "/app/orders", ["older", "newer"]) },
  "routes/app.creators._index": { loader: inQuery("name", "app.creators._index", "/app/creators", ["q"]) },
  "routes/app.creators.new": {
    loader: SAME,
    action: [
      {
        thing: "customer",
        ask: (customerId) => post("app.creators.new", "/app/creators/new", { ...PERSON, customerId }),
        isAlikeForOwn:
          "the merchant's word on who a creator is; refused for its empty code before it matters",
      },
      {
        thing: "newCode",
        ask: (code) => post("app.creators.new", "/app/creators/new", { ...PERSON, code }),
      },
    ],
  },
  "routes/app.creators.$id": {
    loader: [
      ...inPath("creator", "app.creators.$id", creator),
      ...inQuery("cursor", "app.creators.$id", creator(ADA), ["older"]),
    ],
    action: [
      ...posted("creator", "app.creators.$id", creator, [
        { intent: "edit", name: "Ada Lovelace", email: "", customerId: "" },
        { intent: "pause" },
        { intent: "resume" },
        { ...CODE, code: "ADA20" },
      ]),
      { thing: "code", ask: (code) => post("app.creators.$id", creator(ADA), { ...CODE, code }) },
    ],
  },
  "routes/app.health": { loader: SAME, action: "asks for a check of the session token's shop" },
  "routes/app.deliveries._index": {
    loader: inQuery("delivery", "app.deliveries._index", "/app/deliveries", ["older", "newer"]),
    action: "retries what the session token's shop set aside",
  },
  "routes/app.deliveries.$id": {
    loader: inPath("delivery", "app.deliveries.$id", delivery),
    action: posted("delivery", "app.deliveries.$id", delivery, [{ intent: "retry" }, { intent: "discard" }]),
  },
  "routes/app.deliveries.$id_.body": {
    loader: inPath("delivery", "app.deliveries.$id_.body", (id) => `${delivery(id)}/body`),
  },
  "routes/app.privacy._index": { loader: SAME },
  "routes/app.privacy.$id": {
    loader: inPath("privacy", "app.privacy.$id", request).map((question) => ({
      ...question,
      isAlikeForOwn: "405 to everybody: a file is made by a POST",
    })),
    action: posted("privacy", "app.privacy.$id", request, [{}]),
  },
};

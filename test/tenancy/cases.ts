import { CREATORS_CASES } from "#test/tenancy/creators-cases.ts";
import { IMPORT_CASES } from "#test/tenancy/import-cases.ts";
import { LINK_CASES } from "#test/tenancy/link-cases.ts";
import {
  type Case,
  data,
  inPath,
  inQuery,
  post,
  posted,
  proxied,
  type Question,
} from "#test/tenancy/question.ts";

const SAME = "shows the shop of the session token; the address names nothing";
const DOOR = "stands before any shop is known";
const APPLICANT = "ap_a0000000000000000000";
const delivery = (id: string) => `/app/deliveries/${id}`;
const order = (id: string) => `/app/orders/${id}`;
const request = (id: string) => `/app/privacy/${id}`;
const program = (id: string) => `/app/programs/${id}`;
const application = (id: string) => `/app/recruiting/${id}`;
const PROGRAM = { name: "Friends", kind: "percent", value: "10", oncePerCustomer: "", template: "{FIRST}" };
const DECISION = { code: "NEW10", kind: "percent", value: "10", message: "", programId: "" };
const batch = (id: string) => `/app/codes/batches/${id}`;
const code = (id: string) => `/app/codes/${id}`;
const BATCH = { template: "{NAME}10", title: "Spring", kind: "percent", value: "10" };
const LEAK_WISHES: readonly Record<string, string>[] = [{ intent: "ignore", how: "30" }, { intent: "mind" }];
const CODE_WISHES: readonly Record<string, string>[] = [
  ...["repair", "keep", "retry", "adopt"].map((intent) => ({ intent })),
  { intent: "rename", name: "RENAMED10" },
];

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
  "routes/proxy.greeting": {
    loader: [
      { thing: "slug", ask: (slug) => proxied("greeting", [["ref", slug]]) },
      { thing: "shop", ask: (handle) => proxied("greeting", [["ref", "ada"]], handle) },
    ],
    action: "404 to everybody",
  },
  "routes/proxy.visit": {
    loader: "404 to everybody",
    action: [
      { thing: "slug", ask: (ref) => ({ ...proxied("visit", []), method: "POST", form: { ref } }) },
      {
        thing: "shop",
        ask: (handle) => ({ ...proxied("visit", [], handle), method: "POST", form: { ref: "ada" } }),
      },
    ],
  },
  "routes/proxy.$": { loader: "404 to everybody", action: "404 to everybody" },
  "routes/app": { loader: SAME },
  "routes/app._index": { loader: SAME },
  "routes/app.analysis": { loader: SAME, action: "asks for an analysis of the session token's shop" },
  "routes/app.export.analysis": { loader: SAME },
  "routes/app.channels": { loader: SAME, action: "changes the channels of the session token's shop" },
  "routes/app.$": { loader: "nothing stands there, for nobody" },
  "routes/app.pulse": { loader: SAME },
  "routes/app.rules": { loader: SAME, action: "changes the rules of the session token's shop" },
  "routes/app.rules_.preview": {
    loader: SAME,
    action: [
      {
        thing: "preview",
        ask: (id) => post("app.rules_.preview", "/app/rules/preview", { intent: "save", id }),
      },
      {
        thing: "preview",
        ask: (id) => post("app.rules_.preview", "/app/rules/preview", { intent: "cancel", id }),
        isAlikeForOwn: "what is to be gone is gone, whether it ever was",
      },
    ],
  },
  "routes/app.orders._index": {
    loader: inQuery("cursor", "app.orders._index", "/app/orders", ["older", "newer"]),
  },
  "routes/app.orders.$id": {
    loader: inPath("orderNumber", "app.orders.$id", order),
    action: [
      ...posted("orderNumber", "app.orders.$id", order, [
        { intent: "credit", creator: "nobody", reason: "Sold in the shop." },
        { intent: "take-back" },
      ]),
      {
        thing: "creator",
        ask: (creator) =>
          post("app.orders.$id", order("9000"), { intent: "credit", creator, reason: "Hers." }),
      },
    ],
  },
  "routes/app.codes._index": {
    loader: [
      ...inQuery("name", "app.codes._index", "/app/codes", ["q"]),
      ...inQuery("program", "app.codes._index", "/app/codes", ["program"]),
    ],
    action: [
      ...CODE_WISHES.map(
        (form): Question => ({
          thing: "codeId",
          ask: (code) => post("app.codes._index", "/app/codes?index", { ...form, code }),
        }),
      ),
      ...LEAK_WISHES.map(
        (form): Question => ({
          thing: "leak",
          ask: (leak) => post("app.codes._index", "/app/codes?index", { ...form, leak }),
        }),
      ),
    ],
  },
  "routes/app.codes.new": {
    loader: [
      ...inQuery("creator", "app.codes.new", "/app/codes/new", ["creator"]),
      { thing: "name", ask: (name) => data("app.codes.new", `/app/codes/new?matching=%3Fq%3D${name}`) },
    ],
    action: [
      {
        thing: "program",
        ask: (programId) => post("app.codes.new", "/app/codes/new", { ...BATCH, who: "program", programId }),
        isAlikeForOwn: "nobody is in the program",
      },
      {
        thing: "creator",
        ask: (creatorIds) => post("app.codes.new", "/app/codes/new", { ...BATCH, who: "picked", creatorIds }),
      },
    ],
  },
  "routes/app.codes.preview": {
    loader: [{ thing: "name", ask: (name) => ({ path: `/app/codes/preview?q=${name}` }) }],
    action: [
      {
        thing: "creator",
        ask: (creatorIds) => ({
          ...{ path: "/app/codes/preview", method: "POST" },
          form: { ...BATCH, who: "picked", creatorIds },
        }),
      },
    ],
  },
  "routes/app.codes.batches.$id": {
    loader: inPath("batch", "app.codes.batches.$id", batch),
    action: posted("batch", "app.codes.batches.$id", batch, [{ intent: "again" }, { intent: "renumber" }]),
  },
  ...LINK_CASES,
  ...IMPORT_CASES,
  ...CREATORS_CASES,
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
  "routes/app.programs._index": { loader: SAME },
  "routes/app.programs.new": { loader: SAME, action: "makes a program of the session token's shop" },
  "routes/app.programs.$id": {
    loader: inPath("program", "app.programs.$id", program),
    action: posted("program", "app.programs.$id", program, [
      { intent: "edit", ...PROGRAM },
      { intent: "archive" },
      { intent: "unarchive" },
    ]),
  },
  "routes/app.recruiting._index": {
    loader: SAME,
    action: [
      {
        thing: "program",
        ask: (programId) =>
          post("app.recruiting._index", "/app/recruiting?index", {
            ...{ intent: "save", isOpen: "", intro: "", terms: "", programId },
          }),
      },
    ],
  },
  "routes/app.recruiting.$id": {
    loader: inPath("application", "app.recruiting.$id", application),
    action: [
      {
        thing: "program",
        ask: (programId) =>
          post("app.recruiting.$id", application(APPLICANT), {
            ...DECISION,
            intent: "approve",
            code: "",
            programId,
          }),
        isAlikeForOwn: "refused for its empty code before it matters",
      },
      ...posted("application", "app.recruiting.$id", application, [
        { intent: "decline", message: "", isTold: "" },
        { intent: "approve", ...DECISION },
        { intent: "invite" },
      ]),
    ],
  },
  "routes/join.$shop": {
    loader: inPath("shop", "join.$shop", (handle) => `/join/${handle}`),
    action: posted("shop", "join.$shop", (handle) => `/join/${handle}`, [
      { name: "New", email: "new@example.com" },
    ]),
  },
  "routes/app.privacy.$id": {
    loader: inPath("privacy", "app.privacy.$id", request).map((question) => ({
      ...question,
      isAlikeForOwn: "405 to everybody: a file is made by a POST",
    })),
    action: posted("privacy", "app.privacy.$id", request, [{}]),
  },
  "routes/app.codes.$id": {
    loader: inPath("codeId", "app.codes.$id", code),
    action: posted("codeId", "app.codes.$id", code, [
      { intent: "single-use", count: "2" },
      {
        intent: "rotate",
        code: "ROTATED10",
        endsOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      },
      { intent: "pause" },
      { intent: "resume" },
    ]),
  },
};

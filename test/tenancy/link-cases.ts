import { type Case, inPath, post, posted } from "#test/tenancy/question.ts";

const link = (id: string) => `/app/creators/cr_ada00000000000000000/links/${id}`;
const newLink = (id: string) => `/app/creators/${id}/links/new`;
const ADA = "cr_ada00000000000000000";
const ADAS = "ln_ada00000000000000000";
const LINK = { title: "", landing: "/", slug: "fresh", code: "" };

/** Links, in the admin and as shoppers follow them. */
export const LINK_CASES: Readonly<Record<string, Case>> = {
  "routes/app.creators.$id_.links.new": {
    loader: inPath("creator", "app.creators.$id_.links.new", newLink),
    action: [
      ...posted("creator", "app.creators.$id_.links.new", newLink, [LINK]),
      {
        thing: "slug",
        ask: (slug) => post("app.creators.$id_.links.new", newLink(ADA), { ...LINK, slug }),
      },
    ],
  },
  "routes/app.creators.$id_.links.$linkId": {
    loader: inPath("link", "app.creators.$id_.links.$linkId", link),
    action: [
      ...posted("link", "app.creators.$id_.links.$linkId", link, [
        { intent: "edit", ...LINK },
        { intent: "end" },
        { intent: "reinstate" },
      ]),
      {
        thing: "newCode",
        ask: (code) => post("app.creators.$id_.links.$linkId", link(ADAS), { ...LINK, intent: "edit", code }),
      },
    ],
  },
  "routes/go.$shop.$slug": {
    loader: [
      ...inPath("shop", "go.$shop.$slug", (handle) => `/go/${handle}/ada`),
      ...inPath("slug", "go.$shop.$slug", (slug) => `/go/demo/${slug}`),
    ],
  },
};

import { type Case, inPath, inQuery, post, posted } from "#test/tenancy/question.ts";

const ADA = "cr_ada00000000000000000";
const imported = (id: string) => `/app/import/${id}`;
const newContent = (id: string) => `/app/creators/${id}/collaborations/new`;
const content = (id: string) => `/app/creators/${ADA}/collaborations/${id}`;
const CONTENT = {
  ...{ kind: "story", day: "2026-03-01", url: "", reach: "", interactions: "", fee: "", gift: "", note: "" },
  id: "cb_new00000000000000000",
};

/** Imports, exports, and what creators made. */
export const IMPORT_CASES: Readonly<Record<string, Case>> = {
  "routes/app.import._index": {
    loader: "shows the shop of the session token; the address names nothing",
    action: "takes a file in for the session token's shop",
  },
  "routes/app.import.$id": {
    loader: inPath("import", "app.import.$id", imported),
    action: posted("import", "app.import.$id", imported, [
      { intent: "check", "column.name": "0", kind: "percent", value: "10" },
      { intent: "import" },
      { intent: "reopen" },
    ]),
  },
  "routes/app.import.$id_.refused": {
    loader: inPath("import", "app.import.$id_.refused", (id) => `${imported(id)}/refused`),
  },
  "routes/app.export.template": { loader: "hands out an example that is everybody's" },
  "routes/app.export.creators": {
    loader: [
      ...inQuery("name", "app.export.creators", "/app/export/creators", ["q"]),
      ...inQuery("program", "app.export.creators", "/app/export/creators", ["program"]).map((question) => ({
        ...question,
        isAlikeForOwn: "nobody is in the program",
      })),
      ...inQuery("creator", "app.export.creators", "/app/export/creators", ["ids"]),
    ],
  },
  "routes/app.export.codes": {
    loader: [
      ...inQuery("name", "app.export.codes", "/app/export/codes", ["q"]),
      ...inQuery("program", "app.export.codes", "/app/export/codes", ["program"]).map((question) => ({
        ...question,
        isAlikeForOwn: "nobody is in the program",
      })),
    ],
  },
  "routes/app.export.collaborations": {
    loader: inQuery("creator", "app.export.collaborations", "/app/export/collaborations", ["creator"]),
  },
  "routes/app.collaborations": {
    loader: inQuery("creator", "app.collaborations", "/app/collaborations", ["creator"]),
  },
  "routes/app.creators.$id_.collaborations.$collaborationId": {
    loader: inPath("collaboration", "app.creators.$id_.collaborations.$collaborationId", content),
    action: posted("collaboration", "app.creators.$id_.collaborations.$collaborationId", content, [
      { intent: "save", ...CONTENT },
      { intent: "remove" },
    ]),
  },
  // After those above: it makes collaborations of the ids they ask for.
  "routes/app.creators.$id_.collaborations.new": {
    loader: inPath("creator", "app.creators.$id_.collaborations.new", newContent),
    action: [
      ...posted("creator", "app.creators.$id_.collaborations.new", newContent, [CONTENT]),
      {
        thing: "collaboration",
        ask: (id) => post("app.creators.$id_.collaborations.new", newContent(ADA), { ...CONTENT, id }),
        isAlikeForOwn:
          "an id of the form's own making: Ada's own is written again, another shop's is not seen",
      },
    ],
  },
};

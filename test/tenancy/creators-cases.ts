import { type Case, data, inPath, inQuery, post, posted, type Question } from "#test/tenancy/question.ts";

const ADA = "cr_ada00000000000000000";
const creator = (id: string) => `/app/creators/${id}`;
const PERSON = { name: "New Person", email: "", customerId: "", creditFrom: "" };
const CODE = { kind: "percent", value: "10", creditFrom: "2026-01-01" };
const EDIT = { intent: "edit", name: "Ada Lovelace", email: "", customerId: "" };

/** Posts to the creators' table. */
const toTable = (form: Record<string, string>) => post("app.creators._index", "/app/creators?index", form);
const chosen = (form: Record<string, string>): Question => ({
  thing: "creator",
  ask: (ids) => toTable({ ...form, ids }),
});

/** The creators' table, a creator's page, and the form for a new one. */
export const CREATORS_CASES: Readonly<Record<string, Case>> = {
  "routes/app.creators._index": {
    loader: [
      ...inQuery("name", "app.creators._index", "/app/creators", ["q"]),
      ...inQuery("program", "app.creators._index", "/app/creators", ["program"]),
    ],
    action: [
      chosen({ intent: "change", kind: "pause" }),
      chosen({ intent: "change", kind: "resume" }),
      chosen({ intent: "change", kind: "move", program: "pg_a0000000000000000000" }),
      chosen({ intent: "emails" }),
      {
        thing: "name",
        ask: (name) => toTable({ intent: "change", kind: "pause", matching: `?q=${name}` }),
      },
      {
        thing: "program",
        ask: (program) => toTable({ intent: "change", kind: "move", program, ids: ADA }),
      },
      { thing: "change", ask: (id) => toTable({ intent: "undo", id }) },
      { thing: "view", ask: (id) => toTable({ intent: "change-view", id, name: "Renamed" }) },
      {
        thing: "view",
        ask: (id) => toTable({ intent: "delete-view", id }),
        isAlikeForOwn: "what is to be gone is gone, whether it ever was",
      },
    ],
  },
  "routes/app.creators.new": {
    loader: "shows the shop of the session token; the address names nothing",
    action: [
      {
        thing: "customer",
        ask: (customerId) =>
          post("app.creators.new", "/app/creators/new", { ...PERSON, ...CODE, customerId, creditFrom: "" }),
        isAlikeForOwn:
          "the merchant's word on who a creator is; refused for its empty code before it matters",
      },
      {
        thing: "newCode",
        ask: (code) =>
          post("app.creators.new", "/app/creators/new", { ...PERSON, ...CODE, code, creditFrom: "" }),
      },
      {
        thing: "program",
        ask: (programId) =>
          post("app.creators.new", "/app/creators/new", { ...PERSON, ...CODE, code: "PROGRAM10", programId }),
      },
    ],
  },
  "routes/app.creators.$id": {
    loader: [
      ...inPath("creator", "app.creators.$id", creator),
      ...inQuery("cursor", "app.creators.$id", creator(ADA), ["older"]),
      {
        thing: "cursor",
        ask: (cursor) => data("app.creators.$id", `${creator(ADA)}?earlier=${cursor}`),
        isAlikeForOwn: "a place in Ada's own timeline, or none",
      },
    ],
    action: [
      ...posted("creator", "app.creators.$id", creator, [
        EDIT,
        { intent: "pause" },
        { intent: "resume" },
        { intent: "add-code", ...CODE, code: "ADA20" },
      ]),
      {
        thing: "code",
        ask: (code) => post("app.creators.$id", creator(ADA), { intent: "add-code", ...CODE, code }),
      },
      {
        thing: "program",
        ask: (programId) => post("app.creators.$id", creator(ADA), { ...EDIT, programId }),
      },
    ],
  },
};

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Who may import whom; a room may always import itself. `pure:` lets in another room's files without I/O only. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  kernel: [],
  statistics: [],
  orders: ["kernel"],
  creators: ["kernel"],
  attribution: ["kernel", "statistics", "orders", "creators"],
  ledger: ["kernel", "orders", "creators", "attribution"],
  loyalty: ["kernel", "statistics", "orders", "creators"],
  community: ["kernel", "statistics", "orders", "creators", "attribution", "loyalty"],
  ltv: ["kernel", "statistics", "orders", "creators", "attribution", "ledger"],
  portal: [
    "kernel",
    "pure:creators",
    "pure:orders",
    "pure:attribution",
    "pure:ledger",
    "pure:loyalty",
    "pure:ltv",
  ],
  imports: ["kernel", "creators"],
  queue: ["kernel"],
  shopify: ["kernel", "orders", "creators", "queue"],
  flows: [
    "kernel",
    "statistics",
    "orders",
    "creators",
    "attribution",
    "ledger",
    "loyalty",
    "community",
    "ltv",
    "portal",
    "imports",
    "queue",
    "shopify",
    "locales",
  ],
  ui: [
    "kernel",
    "pure:creators",
    "pure:imports",
    "pure:orders",
    "pure:attribution",
    "pure:ledger",
    "pure:loyalty",
    "pure:ltv",
    "pure:community",
    "pure:statistics",
    "locales",
  ],
  routes: [
    "kernel",
    "statistics",
    "orders",
    "creators",
    "attribution",
    "ledger",
    "loyalty",
    "community",
    "ltv",
    "portal",
    "imports",
    "queue",
    "shopify",
    "flows",
    "ui",
    "locales",
  ],
  locales: [],
};
/** Files of `app/` itself, and who may import them. */
const PROCESS_FILES = ["env.server", "db.server", "log.server"];
const FORBIDDEN_NAMES =
  /(^|[-./])(utils?|helpers?|misc|common|manager|service|handler|process|data|info|v2|index)([-.]|$)/;
const LONGEST = 250;
/** Lists, not code: they grow by a row for each thing they tell. */
const LISTS = /^test\/mutants\/bugs\//;

const root = path.resolve(import.meta.dirname, "..");
type Source = { file: string; text: string; lines: number; room: string; imports: string[] };

const sources: Source[] = ["app", "test", "prisma", "extensions"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|tsx|js|mjs|css)$/.test(file))
    .map((name) => {
      const file = path.join(folder, name);
      const text = readFileSync(path.join(root, file), "utf8");
      const parts = file.split(path.sep);
      const imports = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map(
        ([, specifier = ""]) => specifier,
      );
      return {
        file,
        text,
        lines: text.split("\n").length,
        room: parts[0] === "app" && parts.length > 2 ? (parts[1] ?? "") : "",
        imports,
      };
    }),
);
const app = sources.filter(({ file }) => file.startsWith("app/"));
const rooms = app.filter(({ room }) => room !== "");
const isServer = (file: string) => /\.server\.tsx?$/.test(file);
const isPure = ({ file, room }: Source) =>
  !isServer(file) && room !== "routes" && room !== "ui" && room !== "locales";

test("a room imports only the rooms the house allows it", () => {
  const offences = rooms.flatMap((source) =>
    source.imports
      .filter((specifier) => specifier.startsWith("#app/"))
      .map((specifier) => specifier.slice("#app/".length))
      .filter((target) => {
        const [room = "", rest] = target.split("/");
        if (rest === undefined)
          return !(
            PROCESS_FILES.some((each) => room.startsWith(each)) &&
            (isServer(source.file) || source.room === "routes")
          );
        const allowed = MAY_IMPORT[source.room] ?? [];
        if (room === source.room || allowed.includes(room)) return false;
        return !(allowed.includes(`pure:${room}`) && !isServer(target));
      })
      .map(
        (target) =>
          `${source.file} imports ${target}: room "${source.room}" may import ${(MAY_IMPORT[source.room] ?? []).join(", ") || "nothing"}. Two rooms that need each other meet in a flow.`,
      ),
  );
  expect(offences).toEqual([]);
  expect(Object.keys(MAY_IMPORT)).toEqual(
    expect.arrayContaining([...new Set(rooms.map(({ room }) => room))]),
  );
});

test("no two files import each other, not even in a circle", () => {
  const graph = new Map(
    app.map(({ file, imports }) => [
      file,
      imports.filter((each) => each.startsWith("#app/")).map((each) => each.replace("#", "")),
    ]),
  );
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file].join(" -> ");
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...trail, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  expect([...graph.keys()].map((file) => visit(file, [])).filter(Boolean)).toEqual([]);
});

test("pure files do no I/O and read neither clock, dice nor environment", () => {
  const offences = app.filter(isPure).flatMap(({ file, text, imports }) => {
    if (/^app\/(root|entry)/.test(file)) return [];
    const reached = imports.filter((each) =>
      /\.server(\.ts|$)|^@prisma|^@shopify|^@remix-run|^node:|^pg$|^react/.test(each),
    );
    const read = /Date\.now\(|new Date\(\)|Math\.random|process\.env/.exec(text)?.[0];
    return [...reached, ...(read ? [read] : [])].map(
      (what) => `${file} uses ${what}: pure files get clock, dice and rows as arguments`,
    );
  });
  expect(offences).toEqual([]);
});

test("borders translate: only stores know rows, only routes know requests, only env.server reads the environment", () => {
  const offences = app.flatMap(({ file, text, imports, room }) => [
    ...(!isServer(file) && imports.some((each) => each.startsWith("@prisma") || each === "pg")
      ? [`${file} imports the database: only *.server.ts may`]
      : []),
    ...(room === "routes" && /#graphql|\bmutation\s+\w+\s*[({]/.test(text)
      ? [`${file} holds GraphQL: only shopify/ speaks it`]
      : []),
    ...(room !== "shopify" &&
    room !== "routes" &&
    imports.some((each) => each.startsWith("@shopify/shopify-a")) &&
    !file.startsWith("app/entry")
      ? [`${file} imports Shopify's library: only shopify/ and routes may`]
      : []),
    ...(/process\.env/.test(text) && file !== "app/env.server.ts"
      ? [`${file} reads process.env: only env.server.ts may`]
      : []),
    ...(/\$transaction\(\s*async/.test(text)
      ? [
          `${file} opens an interactive Prisma transaction, which leaks its connection when COMMIT fails: use inShop`,
        ]
      : []),
    ...(/\bnow\(\)(?!\.)/i.test(text.replace(/Date\.now\(\)|clock\(\)/g, "")) && room !== ""
      ? [`${file} says now(): the instant comes in as an argument`]
      : []),
  ]);
  expect(offences).toEqual([]);
});

test("the app does not know the sandbox, and the sandbox knows the app's types at most", () => {
  const offences = sources.flatMap(({ file, text, imports }) => [
    ...(file.startsWith("app/") && imports.some((each) => each.startsWith("#test/"))
      ? [`${file} imports a test`]
      : []),
    ...(file.startsWith("test/sandbox/") && /from "#app\/(?!kernel\/)/.test(text)
      ? [`${file} imports the app: an oracle must not share its bugs`]
      : []),
    ...(file.startsWith("test/sandbox/") && /^import (?!type)[^;]*from "#app\//m.test(text)
      ? [`${file} runs the app's code: only types of kernel may come in`]
      : []),
  ]);
  expect(offences).toEqual([]);
});

test("files are short and named for what they hold", () => {
  const offences = sources.flatMap(({ file, lines }) => [
    ...(lines > LONGEST && !LISTS.test(file)
      ? [`${file} has ${lines} lines, and ${LONGEST} is the most: is there a room in it that was not built?`]
      : []),
    ...(FORBIDDEN_NAMES.test(path.basename(file)) && !/_index/.test(file)
      ? [`${file} is named for nothing in particular`]
      : []),
  ]);
  expect(offences).toEqual([]);
});

test("every exported function of a room says what it does", () => {
  const offences = rooms
    .filter(({ room }) => room !== "routes" && room !== "ui")
    .flatMap(({ file, text }) =>
      [...text.matchAll(/(^|\n)([^\n]*)\nexport (?:async )?(?:function|const) (\w+)/g)]
        .filter(
          ([, , before = ""]) => !/\*\/\s*$/.test(before) && !/^export/.test(before) && before.trim() !== "}",
        )
        .map(([, , , name]) => `${file}: ${name} has no docstring`),
    );
  expect(offences).toEqual([]);
});

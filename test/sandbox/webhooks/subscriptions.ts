import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

/** Where the app wants a topic to go: a path of the app. */
export type Subscription = {
  readonly topic: string;
  readonly path: string;
  /** Top-level fields to keep, or null for the whole payload. */
  readonly includeFields: readonly string[] | null;
};

/** What `shopify.app.toml` says that the stand-in needs. */
export type AppToml = {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly apiVersion: string;
  readonly subscriptions: readonly Subscription[];
  /** Requests below `prefix` of the storefront go to the app's `path`: `/apps/tributary` to `/proxy`. */
  readonly proxy: { readonly prefix: string; readonly path: string } | null;
};

type Table = Record<string, unknown>;

const KEYS = ["topics", "compliance_topics", "uri", "include_fields"];

/** Reads `shopify.app.toml`; a subscription that asks for what is not simulated (a filter, Pub/Sub) is refused. */
export function readAppToml(path: string): AppToml {
  const toml = parse(readFileSync(path, "utf8")) as Table;
  const webhooks = (toml.webhooks ?? {}) as Table;
  const home = String(toml.application_url ?? "https://localhost");
  const tables = (webhooks.subscriptions ?? []) as Table[];
  return {
    name: String(toml.name ?? "App"),
    scopes: String((toml.access_scopes as Table | undefined)?.scopes ?? "")
      .split(",")
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ""),
    apiVersion: String(webhooks.api_version ?? ""),
    subscriptions: tables.flatMap((table) => readSubscription(table, home, path)),
    proxy: toml.app_proxy === undefined ? null : readProxy(toml.app_proxy as Table, home, path),
  };
}

function readProxy({ url, prefix, subpath }: Table, home: string, file: string): AppToml["proxy"] {
  const target = new URL(String(url), home);
  if (target.origin !== new URL(home).origin)
    throw new Error(`${file}: not simulated: an app proxy to ${url}`);
  if (!/^(a|apps|community|tools)$/.test(String(prefix)) || !/^[\w-]{1,30}$/.test(String(subpath)))
    throw new Error(`${file}: Shopify has no app proxy at /${prefix}/${subpath}`);
  return { prefix: `/${prefix}/${subpath}`, path: target.pathname.replace(/\/$/, "") };
}

function readSubscription(table: Table, home: string, file: string): Subscription[] {
  const strange = Object.keys(table).filter((key) => !KEYS.includes(key));
  if (strange.length > 0)
    throw new Error(`${file}: not simulated: webhooks.subscriptions.${strange.join(", ")}`);
  const url = new URL(String(table.uri), home);
  if (url.origin !== new URL(home).origin)
    throw new Error(`${file}: not simulated: webhooks to ${table.uri}`);
  const fields = (table.include_fields as string[] | undefined) ?? null;
  const nested = fields?.find((field) => field.includes("."));
  if (nested !== undefined) throw new Error(`${file}: not simulated: the nested include_fields "${nested}"`);
  const topics = [...((table.topics ?? []) as string[]), ...((table.compliance_topics ?? []) as string[])];
  return topics.map((topic) => ({ topic, path: url.pathname + url.search, includeFields: fields }));
}

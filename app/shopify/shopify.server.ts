import "@shopify/shopify-app-remix/adapters/node";
import { shopifyApi } from "@shopify/shopify-api";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { parseSecretKeys, type SecretKey } from "#app/shopify/secret.server.ts";
import { sessionStorage } from "#app/shopify/session.server.ts";
import { hastenShop } from "#app/shopify/shops.server.ts";

let keys: readonly SecretKey[] | undefined;

/** The keys that seal tokens and each shop's hash key. */
export const secretKeys = (): readonly SecretKey[] => (keys ??= parseSecretKeys(env().ENCRYPTION_KEYS));

const settings = () => ({ apiKey: env().SHOPIFY_API_KEY, apiVersion: ApiVersion.October26, logger });

// The library's messages can hold a token or a whole session, so only their severity and first words pass.
const logger = {
  level: LogSeverity.Warning,
  log: async (severity: LogSeverity, message: string) => {
    if (severity <= LogSeverity.Warning)
      log().warn(
        { severity, library: message.split(/[|{:]/)[0]?.slice(0, 80) },
        "the Shopify library complains",
      );
  },
};

const makeApp = (apiSecretKey: string) =>
  shopifyApp({
    ...settings(),
    apiSecretKey,
    appUrl: env().SHOPIFY_APP_URL,
    authPathPrefix: "/auth",
    distribution: AppDistribution.AppStore,
    sessionStorage: sessionStorage(db, secretKeys),
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    // A new token may be what a shop's jobs waited for.
    hooks: { afterAuth: ({ session }) => hastenShop(db(), session.shop, new Date()) },
  });

const makeApi = () =>
  shopifyApi({
    ...settings(),
    apiSecretKey: env().SHOPIFY_API_SECRET,
    hostName: new URL(env().SHOPIFY_APP_URL).host,
    isEmbeddedApp: true,
  });

const made: { current?: ReturnType<typeof makeApp>; previous?: ReturnType<typeof makeApp> } = {};
let api: ReturnType<typeof makeApi> | undefined;

/**
 * Shopify's own library for requests of merchants, set up once and on first use, so that a build needs no environment.
 * While the secret is rotated, what the previous one signed is for an instance that has the previous one.
 */
export const shopify = (secret: "current" | "previous" = "current") =>
  (made[secret] ??= makeApp(
    (secret === "previous" && env().SHOPIFY_API_SECRET_PREVIOUS) || env().SHOPIFY_API_SECRET,
  ));

/** Shopify's library below that, for calls that no merchant's request stands behind. It never refreshes a token by itself. */
export const shopifyCalls = () => (api ??= makeApi());

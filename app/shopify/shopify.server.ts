import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { parseSecretKeys, type SecretKey } from "#app/shopify/secret.server.ts";
import { sessionStorage } from "#app/shopify/session.server.ts";

let keys: readonly SecretKey[] | undefined;

/** The keys that seal tokens and each shop's hash key. */
export const secretKeys = (): readonly SecretKey[] => (keys ??= parseSecretKeys(env().ENCRYPTION_KEYS));

const make = () =>
  shopifyApp({
    apiKey: env().SHOPIFY_API_KEY,
    apiSecretKey: env().SHOPIFY_API_SECRET,
    appUrl: env().SHOPIFY_APP_URL,
    apiVersion: ApiVersion.October26,
    authPathPrefix: "/auth",
    distribution: AppDistribution.AppStore,
    sessionStorage: sessionStorage(db, secretKeys),
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    // The library's messages can hold a token or a whole session, so only their severity and first words pass.
    logger: {
      level: LogSeverity.Warning,
      log: async (severity, message) => {
        if (severity <= LogSeverity.Warning)
          log().warn(
            { severity, library: message.split(/[|{:]/)[0]?.slice(0, 80) },
            "the Shopify library complains",
          );
      },
    },
  });

let made: ReturnType<typeof make> | undefined;

/** Shopify's own library, set up once and on first use, so that a build needs no environment. */
export const shopify = () => (made ??= make());

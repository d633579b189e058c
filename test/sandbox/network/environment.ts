import type { Ports } from "#test/sandbox/network/ports.ts";

/** The environment in which the app and the worker believe that the stand-in is Shopify. */
export function environmentOf(of: {
  app: { key: string; secret: string };
  appUrl: string;
  ports: Ports;
  certPath: string;
}) {
  return {
    SHOPIFY_APP_URL: of.appUrl,
    SHOPIFY_API_KEY: of.app.key,
    SHOPIFY_API_SECRET: of.app.secret,
    HOST: "127.0.0.1",
    PORT: String(of.ports.upstream),
    NODE_ENV: "production",
    NODE_USE_ENV_PROXY: "1",
    HTTPS_PROXY: `http://127.0.0.1:${of.ports.proxy}`,
    NO_PROXY: "localhost,127.0.0.1",
    NODE_EXTRA_CA_CERTS: of.certPath,
  };
}

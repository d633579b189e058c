import { createBulk } from "#test/sandbox/admin-api/bulk.ts";
import { createDiscounts } from "#test/sandbox/admin-api/discounts.ts";
import { type ApiFaults, createApiFaults } from "#test/sandbox/admin-api/faults.ts";
import { makeIdToken } from "#test/sandbox/admin-api/id-token.ts";
import { API_VERSION, adminSchema } from "#test/sandbox/admin-api/schema.ts";
import { grantedScopes } from "#test/sandbox/admin-api/scopes.ts";
import { bucketOf } from "#test/sandbox/admin-api/throttle.ts";
import { createTokens } from "#test/sandbox/admin-api/tokens.ts";
import { adminFace } from "#test/sandbox/faces/admin-face.ts";
import { framePath } from "#test/sandbox/faces/admin-frame.ts";
import { appFace } from "#test/sandbox/faces/app-face.ts";
import type { Progress } from "#test/sandbox/faces/progress.ts";
import { certificateIn } from "#test/sandbox/network/certificate.ts";
import { close, freePort, listen, listenOnLoopback } from "#test/sandbox/network/ports.ts";
import { connectProxy } from "#test/sandbox/network/proxy.ts";
import { shopifyServer } from "#test/sandbox/network/shopify-server.ts";
import { openShop, restoreAll } from "#test/sandbox/open-shop.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";
import { openJournal, readJournal } from "#test/sandbox/order-life/journal.ts";
import type { Shop, ShopSettings } from "#test/sandbox/order-life/shop.ts";
import { createShopLife, heardBy, type ShopLife } from "#test/sandbox/shop-life.ts";
import type { Deliveries, DeliveryOptions } from "#test/sandbox/webhooks/deliveries.ts";
import { createDeliveries } from "#test/sandbox/webhooks/deliveries.ts";
import { readAppToml } from "#test/sandbox/webhooks/subscriptions.ts";
import { type Action, webhooksOf } from "#test/sandbox/webhooks/webhook.ts";

/** What a stand-in of Shopify needs to know before it starts. Ports not given are the usual ones, or the next free. */
export type StandInOptions = {
  /** Git-ignored folder for the certificate and the Admin schema; made when absent. */
  cacheDir: string;
  /** Where the stand-in keeps what it was told (a journal of lines), so that a second start knows it. Absent: memory only. */
  journalPath?: string;
  tomlPath: string;
  appKey: string;
  appSecret: string;
  shop: ShopSettings;
  /** Usual: home and admin 4400, the app's face 4402, the app itself 4403, the CONNECT proxy 4404. */
  ports?: { admin?: number; app?: number; upstream?: number; proxy?: number };
  deliveries?: DeliveryOptions;
  /** As if Shopify had granted read_all_orders; otherwise it shows the orders of the last 60 days. */
  hasAllOrders?: boolean;
  /** Played now, for orders placed in Controls. Default: the real clock. */
  now?: () => Date;
};

/** A running stand-in. `environment` is all the app and the worker need to believe that it is Shopify. */
export type StandIn = {
  /** What a browser opens: `http://localhost:4400` and `http://localhost:4402`. */
  readonly origins: { readonly admin: string; readonly app: string };
  /** The admin page of the app: `http://localhost:4400/store/demo/apps/<key>`. */
  readonly adminUrl: string;
  /** Port on 127.0.0.1 where the app must listen (it is PORT in `environment`). */
  readonly upstreamPort: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly shop: Shop;
  /** How the app comes to the shop and goes, and what the law asks of it. */
  readonly life: ShopLife;
  readonly deliveries: Deliveries;
  /** What goes wrong in the Admin API. */
  readonly faults: ApiFaults;
  /** Sends any other webhook the app subscribed to, such as customers/redact or app/uninstalled, with this payload. */
  tell(topic: string, payload: Record<string, unknown>, at?: Date): Promise<void>;
  /** A session token as App Bridge would give, good for 60 seconds. */
  idToken(): string;
  /** Shows on the home page how far the playing is. */
  setStatus(progress: Progress): void;
  /** Waits for nothing: ends deliveries, writes the journal, closes every port. */
  stop(): Promise<void>;
};

/** Starts the stand-in: certificate, Admin API, proxy, browser faces. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const toml = readAppToml(options.tomlPath);
  const [certificate, admin] = await Promise.all([
    certificateIn(options.cacheDir),
    adminSchema(options.cacheDir),
  ]);
  if (toml.apiVersion !== API_VERSION) {
    throw new Error(
      `${options.tomlPath} asks for API version ${toml.apiVersion}; only ${API_VERSION} is simulated.`,
    );
  }
  const ports = await choosePorts(options.ports ?? {});
  const origins = { admin: `http://localhost:${ports.admin}`, app: `http://localhost:${ports.app}` };
  const appUrl = `https://localhost:${ports.app}`;
  const now = options.now ?? (() => new Date());
  const app = { key: options.appKey, secret: options.appSecret };
  const { domain } = options.shop;

  const happenings = readJournal(options.journalPath);
  const journal = openJournal(options.journalPath);
  const books = createBooks(options.shop);
  const discounts = createDiscounts((discount) => journal.write({ discount }), now);
  const tokens = createTokens((grant) => journal.write({ grant }));
  restoreAll(happenings, { books, discounts, tokens });

  const deliveries = createDeliveries(
    { port: ports.upstream, host: new URL(appUrl).host, protocol: "https" },
    options.deliveries,
  );
  const sender = { domain, apiVersion: API_VERSION, secret: app.secret };
  const tell = (action: Action) => {
    deliveries.send(webhooksOf(heardBy(tokens, action), toml.subscriptions, sender));
    return deliveries.room();
  };
  const shop = openShop(books, discounts, journal, tell);
  const past = happenings.flatMap((one) => ("life" in one ? [one.life] : []));
  const life = createShopLife({ books, tokens, journal, tell, now }, past);

  const faults = createApiFaults();
  const granted = grantedScopes(toml.scopes, admin.scopeRules);
  const asked = toml.scopes.join(",");
  const shopify = shopifyServer(certificate, {
    app,
    granted,
    asked,
    shop,
    admin,
    tokens,
    discounts,
    books,
    bulk: createBulk(),
    faults,
    hasAllOrders: options.hasAllOrders ?? false,
    bucket: bucketOf(options.shop.plan ?? "standard"),
  });
  const frame = { appOrigin: origins.app, app, domain, shopName: options.shop.name, appName: toml.name };
  const adminPath = framePath(frame);
  let progress: Progress = { phase: "Starting", done: 0, total: 0, isUsable: false, isOver: false };
  const controls = {
    origin: origins.admin,
    adminPath,
    appName: toml.name,
    shop,
    life,
    books,
    discounts,
    deliveries,
    weather: { webhooks: deliveries.faults, calls: faults },
    now,
  };

  const proxy = connectProxy(shopify.take);
  await listen(proxy, ports.proxy, "127.0.0.1");
  const servers = [
    proxy,
    ...(await listenOnLoopback(
      adminFace({ frame, controls, progress: () => progress, webhooks: deliveries.counts }),
      ports.admin,
    )),
    ...(await listenOnLoopback(
      appFace({
        origin: origins.app,
        adminOrigin: origins.admin,
        appUrl,
        upstreamPort: ports.upstream,
        domain,
        granted,
      }),
      ports.app,
    )),
  ];

  return {
    origins,
    adminUrl: origins.admin + adminPath,
    upstreamPort: ports.upstream,
    environment: environmentOf({ app, appUrl, ports, certPath: certificate.certPath }),
    shop,
    life,
    deliveries,
    faults,
    tell: (topic, payload, at = now()) => tell({ at: at.getTime(), topics: [{ topic, payload }] }),
    idToken: () => makeIdToken(app, domain),
    setStatus: (next) => {
      progress = next;
    },
    async stop() {
      deliveries.stop();
      journal.close();
      shopify.stop();
      await Promise.all(servers.map(close));
    },
  };
}

type Ports = { admin: number; app: number; upstream: number; proxy: number };

async function choosePorts(wanted: Partial<Ports>): Promise<Ports> {
  const taken = new Set<number>();
  const choose = async (preferred: number) => {
    const port = await freePort(preferred, taken);
    taken.add(port);
    return port;
  };
  return {
    admin: await choose(wanted.admin ?? 4400),
    app: await choose(wanted.app ?? 4402),
    upstream: await choose(wanted.upstream ?? 4403),
    proxy: await choose(wanted.proxy ?? 4404),
  };
}

function environmentOf(of: {
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

import path from "node:path";
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
import { openPostOffice, type PostOffice } from "#test/sandbox/mailbox/post.ts";
import { certificateIn } from "#test/sandbox/network/certificate.ts";
import { environmentOf } from "#test/sandbox/network/environment.ts";
import { choosePorts, close, listen, listenOnLoopback, type Ports } from "#test/sandbox/network/ports.ts";
import { connectProxy } from "#test/sandbox/network/proxy.ts";
import { shopifyServer } from "#test/sandbox/network/shopify-server.ts";
import { openShop, restoreAll } from "#test/sandbox/open-shop.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";
import { openJournal, readJournal } from "#test/sandbox/order-life/journal.ts";
import { hostOf, type Shop, type ShopSettings } from "#test/sandbox/order-life/shop.ts";
import { createShopLife, heardBy, type ShopLife } from "#test/sandbox/shop-life.ts";
import { createKnobs, type StorefrontKnobs } from "#test/sandbox/storefront/settings.ts";
import { storefrontFace } from "#test/sandbox/storefront/storefront-face.ts";
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
  /** Usual: home and admin 4400, storefront 4401, the app's face 4402, the app itself 4403, the CONNECT proxy 4404, mail 4405. */
  ports?: Partial<Ports>;
  /** Where theme app extensions lie; `extensions` beside shopify.app.toml unless told. */
  extensions?: string;
  deliveries?: DeliveryOptions;
  /** As if Shopify had granted read_all_orders; otherwise it shows the orders of the last 60 days. */
  hasAllOrders?: boolean;
  /** Played now, for orders placed in Controls. Default: the real clock. */
  now?: () => Date;
};

/** A running stand-in. `environment` is all the app and the worker need to believe that it is Shopify. */
export type StandIn = {
  /** What a browser opens: `http://localhost:4400`, `http://localhost:4401` and `http://localhost:4402`. */
  readonly origins: { readonly admin: string; readonly storefront: string; readonly app: string };
  /** The admin page of the app: `http://localhost:4400/store/demo/apps/<key>`. */
  readonly adminUrl: string;
  /** Port on 127.0.0.1 where the app must listen (it is PORT in `environment`). */
  readonly upstreamPort: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly shop: Shop;
  /** The same shop before the app came: what happens in it is told to nobody. */
  readonly past: Shop;
  /** How the shop has set up its storefront, as the theme editor and Controls change it. */
  readonly storefront: StorefrontKnobs;
  /** How the app comes to the shop and goes, and what the law asks of it. */
  readonly life: ShopLife;
  readonly deliveries: Deliveries;
  /** What goes wrong in the Admin API. */
  readonly faults: ApiFaults;
  /** What the app mailed. */
  readonly mailbox: PostOffice["mailbox"];
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
  const at = (port: number) => `http://localhost:${port}`;
  const origins = { admin: at(ports.admin), storefront: at(ports.storefront), app: at(ports.app) };
  const appUrl = `https://localhost:${ports.app}`;
  const now = options.now ?? (() => new Date());
  const app = { key: options.appKey, secret: options.appSecret };
  const { domain } = options.shop;

  const happenings = readJournal(options.journalPath);
  const journal = openJournal(options.journalPath);
  const books = createBooks(options.shop);
  const discounts = createDiscounts(
    (discount) => journal.write({ discount }),
    now,
    (redeemCodes) => journal.write({ redeemCodes }),
  );
  const tokens = createTokens((grant) => journal.write({ grant }));
  const knobs = createKnobs((storefront) => journal.write({ storefront }));
  restoreAll(happenings, { books, discounts, tokens, knobs });

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
  const untold = openShop(books, discounts, journal, async () => {});
  const past = happenings.flatMap((one) => ("life" in one ? [one.life] : []));
  const life = createShopLife({ books, tokens, journal, tell, now }, past);

  const post = await openPostOffice(ports.smtp, happenings, journal, now);
  const faults = createApiFaults();
  const hasAllOrders = options.hasAllOrders ?? false;
  const scopes = hasAllOrders ? [...toml.scopes, "read_all_orders"] : toml.scopes;
  const granted = grantedScopes(scopes, admin.scopeRules);
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
    hasAllOrders,
    isJourneyReady: (orderedAt) => knobs.isJourneyReady(orderedAt, now().getTime()),
    bucket: bucketOf(options.shop.plan ?? "standard"),
  });
  const frame = { appOrigin: origins.app, app, domain, shopName: options.shop.name, appName: toml.name };
  const adminPath = framePath(frame);
  let progress: Progress = { phase: "Starting", done: 0, total: 0, isUsable: false, isOver: false };
  const storefront = {
    origin: origins.storefront,
    adminOrigin: origins.admin,
    ...{ shop, books, discounts, knobs, now },
    extensions: options.extensions ?? path.join(path.dirname(options.tomlPath), "extensions"),
    proxy: toml.proxy && {
      ...toml.proxy,
      secret: app.secret,
      shop: domain,
      appUrl,
      upstreamPort: ports.upstream,
      storefrontHost: hostOf(options.shop),
    },
    isInstalled: life.isInstalled,
  };
  const controls = {
    storefront,
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

  const shopHosts = [domain, hostOf(options.shop)].map(
    (host) => [`https://${host}`, origins.storefront] as const,
  );
  const mail = { mailbox: post.mailbox, addresses: [[appUrl, origins.app] as const, ...shopHosts] };
  const proxy = connectProxy(shopify.take);
  await listen(proxy, ports.proxy, "127.0.0.1");
  const servers = [
    proxy,
    ...(await listenOnLoopback(
      adminFace({ frame, controls, mail, progress: () => progress, webhooks: deliveries.counts }),
      ports.admin,
    )),
    ...(await listenOnLoopback(
      appFace({
        origin: origins.app,
        adminOrigin: origins.admin,
        appUrl,
        upstreamPort: ports.upstream,
        storefrontOrigin: origins.storefront,
        hosts: [domain, hostOf(options.shop)],
        domain,
        granted,
      }),
      ports.app,
    )),
    ...(await listenOnLoopback(storefrontFace(storefront), ports.storefront)),
  ];

  return {
    origins,
    adminUrl: origins.admin + adminPath,
    upstreamPort: ports.upstream,
    environment: {
      ...environmentOf({ app, appUrl, ports, certPath: certificate.certPath }),
      ...post.environment,
    },
    mailbox: post.mailbox,
    shop,
    past: untold,
    storefront: knobs,
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
      await post.stop();
      await Promise.all(servers.map(close));
    },
  };
}

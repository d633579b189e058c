import type { Deliveries, DeliveryOptions } from "#test/sandbox/webhooks/deliveries.ts";
import type { Progress } from "#test/sandbox/faces/progress.ts";
import type { Shop, ShopSettings } from "#test/sandbox/order-life/shop.ts";

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
  readonly deliveries: Deliveries;
  /** A session token as App Bridge would give, good for 60 seconds. */
  idToken(): string;
  /** Shows on the home page how far the playing is. */
  setStatus(progress: Progress): void;
  /** Waits for nothing: ends deliveries, writes the journal, closes every port. */
  stop(): Promise<void>;
};

/** Starts the stand-in: certificate, Admin API, proxy, browser faces. */
export declare function startStandIn(options: StandInOptions): Promise<StandIn>;

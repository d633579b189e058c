import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSocketServer } from "node:net";
import { networkInterfaces } from "node:os";

const BOTH = ["127.0.0.1", "::1"] as const;

/** Whether nothing listens on this port, on neither loopback address. */
export async function isFree(port: number): Promise<boolean> {
  for (const address of loopbacks()) if (!(await canListen(port, address))) return false;
  return true;
}

/** The preferred port if it is free, else the next free one that is not in `taken`. */
export async function freePort(preferred: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = preferred; port < preferred + 500 && port < 65_536; port++) {
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port from ${preferred} on; stop what listens there, or give other ports.`);
}

/** Serves one listener on 127.0.0.1 and, where the machine has it, on ::1: a browser may try either for localhost. */
export async function listenOnLoopback(listener: RequestListener, port: number): Promise<Server[]> {
  const servers = loopbacks().map((address) => ({ address, server: createServer(listener) }));
  await Promise.all(servers.map(({ server, address }) => listen(server, port, address)));
  return servers.map(({ server }) => server);
}

/** Starts one server and resolves when it listens. */
export function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => resolve(void server.off("error", reject)));
  });
}

/** Ends a server without waiting for browsers that keep their connections open. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function loopbacks(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return BOTH.filter((address) => addresses.some((one) => one.address === address));
}

function canListen(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createSocketServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, address, () => probe.close(() => resolve(true)));
  });
}

/** The stand-in's ports, counted from the first: 4400 is admin 4400, storefront 4401, app 4402, upstream 4403, proxy 4404. */
export const portsFrom = (first: number) => ({
  admin: first,
  storefront: first + 1,
  app: first + 2,
  upstream: first + 3,
  proxy: first + 4,
  smtp: first + 5,
});

/** The ports of one stand-in. */
export type Ports = {
  readonly admin: number;
  readonly storefront: number;
  readonly app: number;
  readonly upstream: number;
  readonly proxy: number;
  readonly smtp: number;
};

/** The wanted ports, each the next free one when it is taken; those not wanted are the usual ones. */
export async function choosePorts(wanted: Partial<Ports>): Promise<Ports> {
  const taken = new Set<number>();
  const choose = async (preferred: number) => {
    const port = await freePort(preferred, taken);
    taken.add(port);
    return port;
  };
  return {
    admin: await choose(wanted.admin ?? 4400),
    storefront: await choose(wanted.storefront ?? (wanted.admin ?? 4400) + 1),
    app: await choose(wanted.app ?? 4402),
    upstream: await choose(wanted.upstream ?? 4403),
    proxy: await choose(wanted.proxy ?? 4404),
    smtp: await choose(wanted.smtp ?? 4405),
  };
}

import { connect, createServer, type Socket } from "node:net";

/**
 * A stretch of network to PostgreSQL, or to whatever listens there. `cut` breaks every connection at once; `freeze`
 * swallows nothing and delivers nothing, in either direction, until `thaw`.
 */
export type Cable = {
  readonly url: string;
  readonly cut: () => void;
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly close: () => void;
};

/**
 * Lays a cable to an address such as `postgres://127.0.0.1:5432/demo`; its own has another port.
 * @param passes asked for every stretch of bytes, there and back, before it goes on: false loses it and breaks the connection
 */
export async function layCable(
  address: string,
  passes: (way: "there" | "back") => boolean = () => true,
): Promise<Cable> {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const ends = [
      { from: near, to: far, way: "there" },
      { from: far, to: near, way: "back" },
    ] as const;
    for (const { from, to, way } of ends) {
      sockets.add(from);
      if (isFrozen) from.pause();
      from.on("data", (chunk) => void (passes(way) ? to.write(chunk) : near.destroy()));
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        // Who is gone is gone at once; what was on its way to who is still there arrives.
        if (way === "there") to.resetAndDestroy();
        else to.destroySoon();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = server.address();
  const url = new URL(address);
  url.port = String(own !== null && typeof own === "object" ? own.port : 0);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    close: () => {
      cut();
      server.close();
    },
  };
}

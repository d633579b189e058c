import { fork } from "node:child_process";
import { createServer } from "node:net";

/** A running embedded PostgreSQL. `url` is the owner's address of the maintenance database. */
export type EmbeddedPostgres = { readonly url: string; readonly stop: () => Promise<void> };

type Message = { state: "ready"; url: string } | { state: "restarted" } | { state: "failed"; reason: string };

/**
 * Starts PostgreSQL for a folder under its supervisor, on a free loopback port.
 * @param folder git-ignored folder whose cluster this is; kept between runs
 * @param settings PostgreSQL settings such as `fsync=off`
 * @throws when the server does not come up, with its own last words
 */
export async function startEmbedded(
  folder: string,
  settings: readonly string[] = [],
): Promise<EmbeddedPostgres> {
  const port = await freePort();
  const script = new URL("./supervisor.ts", import.meta.url).pathname;
  const supervisor = fork(script, [folder, String(port), ...settings], {
    execPath: process.execPath,
    execArgv: [],
    detached: true,
  });
  const gone = new Promise<void>((resolve) => supervisor.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    supervisor.on("message", (message: Message) => {
      if (message.state === "ready") resolve(message.url);
      if (message.state === "failed")
        reject(new Error(`The embedded PostgreSQL did not start: ${message.reason}`));
    });
    supervisor.once("exit", (code) =>
      reject(new Error(`The embedded PostgreSQL's supervisor ended early (code ${code}).`)),
    );
  });
  return {
    url,
    stop: async () => {
      if (supervisor.connected) supervisor.kill("SIGTERM");
      await gone;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** How the sandbox comes to an end, and what has to be stopped then. */
export type Ending = {
  /** Rejects when the sandbox must end: Ctrl-C, or something that cannot be mended. */
  readonly come: Promise<never>;
  /** Ends the sandbox with a reason. */
  fail(reason: string): void;
  readonly isComing: boolean;
  /**
   * Starts something, unless the end has come, and keeps how to stop it; what was started last is stopped first. A start
   * that is still under way when the end comes is awaited, and stopped too.
   */
  hold<Started>(
    start: () => Promise<Started> | Started,
    stop: (started: Started) => Promise<void>,
  ): Promise<Started>;
  /** Stops all that was started, one after the other. */
  stopAll(): Promise<void>;
};

/** Somebody asked the sandbox to stop. */
export class Asked extends Error {
  override name = "Asked";
}

/** npm passes on the Ctrl-C that the terminal sent us already: what comes within this time is the same one. */
const TWICE = 1000;

/** Listens to Ctrl-C and SIGTERM. The second time nothing is waited for: processes on our leash then end by themselves. */
export function createEnding(onAsked: (signal: string) => void): Ending {
  const { promise: come, reject } = Promise.withResolvers<never>();
  come.catch(() => {});
  const stops: (() => Promise<void>)[] = [];
  let isComing = false;
  const end = (error: Error) => {
    isComing = true;
    reject(error);
  };
  let askedAt: number | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (askedAt !== null && performance.now() - askedAt > TWICE) process.exit(130);
      if (askedAt !== null) return;
      askedAt = performance.now();
      onAsked(signal);
      end(new Asked(signal));
    });
  }
  return {
    come,
    fail: (reason) => end(new Error(reason)),
    get isComing() {
      return isComing;
    },
    hold(start, stop) {
      if (isComing) return come;
      const starting = Promise.resolve(start());
      stops.push(async () => {
        const started = await starting.then(
          (value) => ({ value }),
          () => null,
        );
        if (started) await stop(started.value);
      });
      return Promise.race([starting, come]);
    },
    async stopAll() {
      isComing = true;
      for (const stop of stops.splice(0).toReversed()) {
        await stop().catch((error: Error) => console.error(`sandbox: while stopping: ${error.message}`));
      }
    },
  };
}

import { connect, createServer, type Socket } from "node:net";
import { type Question, readAnswers, readQuestions } from "#test/support/wire.ts";

/** Before a question reaches PostgreSQL, or after PostgreSQL did it and before the app hears of it. */
export type Moment = "before" | "after";

/** What becomes of it: it passes; its connection breaks and it is lost; or nothing passes any more, on no connection. */
export type Verdict = "pass" | "cut" | "hold";

/** A tap on the wire between the app and PostgreSQL, which knows each statement as it goes by. */
export type Tap = { readonly url: string; readonly close: () => void };

/**
 * Taps the wire to a database.
 * @param judge asked at both moments of every question; an answer that is an error passes unasked
 */
export async function tapWire(
  databaseUrl: string,
  judge: (moment: Moment, question: Question) => Verdict,
): Promise<Tap> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isHeld = false;

  const join = (near: Socket) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    const isOver = (verdict: Verdict): boolean => {
      if (verdict === "hold") isHeld = true;
      if (verdict === "cut") near.destroy();
      return isHeld || near.destroyed;
    };
    const [cutQuestions, cutAnswers] = [readQuestions(), readAnswers()];
    const open: Question[] = [];
    let earlier: string[] = [];
    near.on("data", (chunk) => {
      for (const { bytes, sql } of cutQuestions(chunk)) {
        if (isHeld || near.destroyed) return;
        if (sql !== undefined) {
          const question = { sql, earlier };
          earlier = sql === "BEGIN" ? [] : [...earlier, sql];
          if (isOver(judge("before", question))) return;
          open.push(question);
        }
        far.write(bytes);
      }
    });
    far.on("data", (chunk) => {
      for (const { bytes, state, isError } of cutAnswers(chunk)) {
        if (isHeld || near.destroyed) return;
        const question = state ? open.shift() : undefined;
        if (state === "idle") earlier = [];
        if (question && !isError && isOver(judge("after", question))) return;
        near.write(bytes);
      }
    });
  };

  const server = createServer(join);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.port = String(address !== null && typeof address === "object" ? address.port : 0);
  return {
    url: url.href,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

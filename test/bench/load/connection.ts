import { connect, type Socket } from "node:net";

/** A keep-alive HTTP/1.1 connection to a server on this machine: one request at a time. */
export type Connection = {
  /** Sends a whole request. @returns the answer's status, or 0 when the connection broke before the answer was whole */
  ask(request: readonly Buffer[]): Promise<number>;
  close(): void;
};

/** Servers close what is idle for 5 s; a request that crosses with the close would be lost. */
const IDLE_MS = 4000;

/** Opens a connection when it is first used, and again after it broke or was idle for long. */
export function openConnection(port: number): Connection {
  let socket: Socket | null = null;
  let answered: ((status: number) => void) | null = null;
  let usedAt = 0;

  function open(): Socket {
    let received = "";
    const opened = connect({ port, host: "127.0.0.1", noDelay: true });
    opened.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const status = statusOf(received);
      if (status === null) return;
      received = "";
      answered?.(status);
    });
    opened.on("error", () => {});
    opened.on("close", () => {
      if (socket !== opened) return;
      socket = null;
      answered?.(0);
    });
    return opened;
  }

  return {
    ask(request) {
      if (socket && performance.now() - usedAt > IDLE_MS) socket.destroy();
      if (!socket?.writable) socket = open();
      const way = socket;
      return new Promise((resolve) => {
        answered = (status) => {
          answered = null;
          usedAt = performance.now();
          resolve(status);
        };
        way.cork();
        for (const part of request) way.write(part);
        way.uncork();
      });
    },
    close: () => socket?.destroy(),
  };
}

/** The status of an answer that is whole: by its length, or by the last chunk. Null while more is to come. */
export function statusOf(received: string): number | null {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const head = received.slice(0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const body = received.slice(end + 4);
  const isWhole = /\r\ntransfer-encoding: *chunked/i.test(head)
    ? /(^|\r\n)0\r\n\r\n$/.test(body)
    : body.length >= Number(length ?? 0);
  return isWhole ? status : null;
}

import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";

const SHOPIFY = /^([a-z0-9][a-z0-9-]*\.myshopify\.com|storage\.googleapis\.com):443$/;

/**
 * The app's only way out: an HTTP CONNECT proxy that hands every `*.myshopify.com:443`, and the host of bulk results, to `shopify`, and refuses any
 * other host with 403 and a line on stderr, so that nothing leaves the machine unseen.
 */
export function connectProxy(shopify: (socket: Duplex) => void): Server {
  const refuse = (what: string) =>
    console.error(`sandbox: refused ${what}; only *.myshopify.com:443 is simulated`);
  const proxy = createServer((request, response) => {
    refuse(`${request.method} ${request.url} (plain http)`);
    response.writeHead(403).end("The sandbox lets nothing out.");
  });
  proxy.on("connect", (request, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (!SHOPIFY.test(request.url ?? "")) {
      refuse(`CONNECT ${request.url}`);
      return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    shopify(socket);
  });
  return proxy;
}

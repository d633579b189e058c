import { createServer } from "node:http";
import { afterAll, expect, test } from "vitest";
import { parseOrder } from "#app/shopify/payload.ts";
import { openConnection, statusOf } from "#test/bench/load/connection.ts";
import { CODES, orderMould } from "#test/bench/load/orders.ts";
import { readableHash } from "#test/support/payloads.ts";

const bodyOf = orderMould();

test("every order of the bench is one that the app can read, and no two are the same", () => {
  const numbers = [0, 1, 6, 7, 9, 1999, 2000, 5999, 1_000_000];
  const orders = numbers.map((n) => parseOrder(bodyOf(n), readableHash));
  expect(new Set(orders.map(({ id }) => id)).size).toBe(numbers.length);
  expect(new Set(orders.map(({ lines }) => lines[0]?.id)).size).toBe(numbers.length);
  const codes = orders.map((order) => order.codes.map((used) => used.code.toUpperCase()));
  expect(codes.slice(0, 5)).toEqual([["BENCH0"], ["BENCH1"], ["BENCH6"], [], []]);
  expect(codes.flat().every((code) => CODES.includes(code))).toBe(true);
  const buyers = orders.map(({ buyer }) => buyer.customerId);
  expect(buyers[6]).toBe(buyers[0]);
  expect(new Set(buyers.slice(0, 6)).size).toBe(6);
});

test("a body is as large as a real order's, and leaves no mark unfilled", () => {
  for (const n of [3, 8]) {
    expect(bodyOf(n).length).toBeGreaterThan(3000);
    expect(bodyOf(n)).not.toMatch(/77000000000|CODEOFTHEORDER/);
  }
});

test.each([
  ["an answer without a body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200],
  ["an empty answer in chunks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 200],
  ["a refusal with its reason", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 5\r\n\r\nwrong", 401],
  ["half a head", "HTTP/1.1 200 OK\r\nContent-Le", null],
  ["half a body", "HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nwro", null],
  ["chunks without the last", "HTTP/1.1 200 OK\r\nKeep: 0\r\ntransfer-encoding: chunked\r\n\r\n", null],
  ["a chunk that ends in 0", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n110\r\n", null],
])("%s is read as such", (_, received, status) => {
  expect(statusOf(received)).toBe(status);
});

const server = createServer((request, response) => {
  if (request.url === "/break") request.socket.destroy();
  else response.writeHead(request.url === "/refuse" ? 503 : 200).end("some words");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => server.close());
const address = server.address();
const port = address !== null && typeof address === "object" ? address.port : 0;
const get = (path: string) => [Buffer.from(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)];

test("a connection tells every answer, a broken one as 0, and goes on with the next", async () => {
  const connection = openConnection(port);
  const answers: number[] = [];
  for (const path of ["/", "/refuse", "/break", "/"]) answers.push(await connection.ask(get(path)));
  connection.close();
  expect(answers).toEqual([200, 503, 0, 200]);
});

/**
 * The least that a taker of webhooks can be: node:http, capped bytes, HMAC, one INSERT into the same table by the same
 * driver, 200. What the app's web process does beyond it is what the ratio of the two shows.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";

const MOST_BYTES = 10 * 1024 * 1024;
const { DATABASE_URL: connectionString, SECRET = "", PORT } = process.env;
/** As many connections, and the same role, as the web process has for its inbox. */
const pool = new pg.Pool({ connectionString, max: 10, options: "-c role=tributary_system" });

const server = createServer(async (request, response) => {
  const answer = (status: number) => response.writeHead(status).end();
  if (request.method !== "POST") return answer(200);
  try {
    const body = await read(request);
    if (!body) return answer(413);
    answer(isSigned(body, request) ? await keep(body, request) : 401);
  } catch {
    answer(500);
  }
});

async function read(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isSigned(body: Buffer, request: IncomingMessage): boolean {
  const given = Buffer.from(String(request.headers["x-shopify-hmac-sha256"]));
  const right = Buffer.from(createHmac("sha256", SECRET).update(body).digest("base64"));
  return given.length === right.length && timingSafeEqual(given, right);
}

async function keep(body: Buffer, { headers }: IncomingMessage): Promise<number> {
  const now = new Date();
  await pool.query(
    `INSERT INTO inbox (shop_domain, topic, webhook_id, event_id, api_version, triggered_at, body, run_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT DO NOTHING`,
    [
      headers["x-shopify-shop-domain"],
      headers["x-shopify-topic"],
      headers["x-shopify-webhook-id"],
      headers["x-shopify-event-id"],
      headers["x-shopify-api-version"],
      headers["x-shopify-triggered-at"],
      body,
      now,
    ],
  );
  return 200;
}

server.listen(Number(PORT), "127.0.0.1");

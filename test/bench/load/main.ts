/**
 * The generator of webhooks, a process of its own: its only argument is a plan as JSON, and it tells its parent what came
 * of it. Every webhook is unique and really signed.
 */
import { createHmac } from "node:crypto";
import { orderMould } from "#test/bench/load/orders.ts";
import { sendAtPace } from "#test/bench/load/pace.ts";
import type { Plan } from "#test/bench/load/plan.ts";

const plan: Plan = JSON.parse(process.argv[2] ?? "");
const mould = orderMould();
const loaded = await sendAtPace({ ...plan, requestOf, isGood: (status) => status >= 200 && status < 300 });
process.send?.(loaded, () => process.exit(0));

function requestOf(index: number, dueAt: number): Buffer[] {
  const n = plan.first + index;
  const body = Buffer.from(mould(n));
  const head = [
    "POST /webhooks HTTP/1.1",
    "Host: 127.0.0.1",
    "Content-Type: application/json",
    "User-Agent: Shopify-Captain-Hook",
    "X-Shopify-Topic: orders/create",
    `X-Shopify-Shop-Domain: ${plan.shopDomain}`,
    "X-Shopify-API-Version: 2026-10",
    `X-Shopify-Webhook-Id: bench-${n}`,
    `X-Shopify-Event-Id: bench-event-${n}`,
    `X-Shopify-Triggered-At: ${new Date(dueAt).toISOString()}`,
    `X-Shopify-Hmac-Sha256: ${createHmac("sha256", plan.secret).update(body).digest("base64")}`,
    `Content-Length: ${body.length}`,
  ];
  return [Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body];
}

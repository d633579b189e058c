import { createHash } from "node:crypto";
import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { cdnowCreator, cdnowKind, readCdnow } from "#test/sandbox/play/replay/cdnow.ts";
import { CLICK_BEFORE_MS, creatorsOf } from "#test/sandbox/play/replay/creators.ts";
import { readCsv } from "#test/sandbox/play/replay/csv.ts";
import { checkOrders, checkRefunds } from "#test/sandbox/play/replay/orders.ts";
import type { Row } from "#test/sandbox/play/replay/row.ts";
import { type Event, inOrderOfTime, type Story } from "#test/sandbox/play/story.ts";

/** Where ids begin that the file does not give. */
const MADE_ORDERS = 4_000_000_000_000n;
const MADE_CUSTOMERS = 7_000_000_000_000_000_000n;

/**
 * Makes a story of a CSV file (`order,customer,email,at,total,currency,code,link,refunds_order`) or of one of CDNOW's.
 * Ids of digits stay as they are, "00021" being 21; other texts get numbers of their own.
 * @throws UsageError naming the row, the value, the rule and the next move
 */
export function replayStory(text: string): Story {
  const kind = cdnowKind(text);
  const rows = kind === null ? readCsv(text) : readCdnow(text, kind);
  const orders = checkOrders(rows);
  checkRefunds(rows, orders);
  const idOf = orderIds([...orders.values()]);
  const currency = rows[0]?.currency ?? "USD";
  return {
    name: `replay ${createHash("sha256").update(text).digest("hex").slice(0, 16)}`,
    settings: { domain: "demo.myshopify.com", name: "Replayed shop", currency, timeZone: "UTC" },
    creators: creatorsOf([...orders.values()], kind === null ? null : cdnowCreator),
    customers: [],
    events: inOrderOfTime(rows.map((row) => eventOf(row, idOf))),
  };
}

function eventOf(row: Row, idOf: (order: string) => string): Event {
  const amount = formatMinor(row.total, row.currency);
  if (row.refundsOrder !== "") {
    return { refund: { orderId: idOf(row.refundsOrder), at: row.at, amountOnly: amount } };
  }
  return {
    order: {
      id: idOf(row.order),
      name: /^\d+$/.test(row.order) ? `#${row.order}` : row.order,
      at: row.at,
      customerId: row.customer === "" ? null : customerNumber(row.customer),
      email: row.email === "" ? null : row.email,
      lines: [{ title: "Purchase", price: amount, quantity: 1 }],
      ...(row.link !== "" && clicked(row)),
      ...(row.code !== "" && { codes: [{ code: row.code, takes: { nothing: true } as const }] }),
    },
  };
}

/** A visit by a creator's link, as Shopify records one. */
function clicked({ link, at }: Row) {
  const landingSite = `/?ref=${link}`;
  const click = new Date(Number(at) - CLICK_BEFORE_MS);
  return { landingSite, journey: [{ at: click, landingPage: landingSite, referrer: null }] };
}

/** All orders keep their digits, or, when one has none, all are numbered by their row. */
function orderIds(orders: readonly Row[]): (order: string) => string {
  const areDigits = orders.every((row) => /^[1-9]\d{0,17}$/.test(row.order));
  const ids = new Map(
    orders.map((row) => [row.order, areDigits ? row.order : String(MADE_ORDERS + BigInt(row.number))]),
  );
  return (order) => ids.get(order) ?? order;
}

function customerNumber(text: string): string {
  const digits = /^0*([1-9]\d{0,17})$/.exec(text)?.[1];
  if (digits !== undefined) return digits;
  const hash = createHash("sha256").update(text.normalize("NFKC")).digest().readBigUInt64BE();
  return String(MADE_CUSTOMERS + (hash % 2_000_000_000_000_000_000n));
}

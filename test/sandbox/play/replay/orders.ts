import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { quoted, type Row, refuseRow } from "#test/sandbox/play/replay/row.ts";

/** Checks the rows that place orders, and finds them by the file's own order id. Throws UsageError. */
export function checkOrders(rows: readonly Row[]): Map<string, Row> {
  const orders = new Map<string, Row>();
  for (const row of rows) {
    if (row.refundsOrder !== "") continue;
    if (row.order === "")
      refuseRow(row, "it has no order, so nothing can refer to it. Give each order an id of its own.");
    const twin = orders.get(row.order);
    if (twin) {
      refuseRow(
        row,
        `the order ${quoted(row.order)} is row ${twin.number} already; an id stands for one order. Give this one another, or remove it.`,
      );
    }
    if (row.email !== "" && !/^[^@\s]+@[^@\s]+$/.test(row.email)) {
      refuseRow(
        row,
        `the email is ${quoted(row.email)}; it must have one @ and no space. Correct it, or leave it empty for nobody known.`,
      );
    }
    orders.set(row.order, row);
  }
  return orders;
}

/** Checks the rows that refund an order of the file: after it, and together not more than its total. Throws UsageError. */
export function checkRefunds(rows: readonly Row[], orders: ReadonlyMap<string, Row>): void {
  const given = new Map<string, number>();
  const refunds = rows
    .filter((row) => row.refundsOrder !== "")
    .toSorted((a, b) => Number(a.at) - Number(b.at));
  for (const row of refunds) {
    const order = orders.get(row.refundsOrder);
    if (!order) {
      refuseRow(
        row,
        `refunds_order is ${quoted(row.refundsOrder)}, and no order of the file has that id. Write the order column's value of the refunded order.`,
      );
    }
    if (row.code !== "") {
      refuseRow(
        row,
        `a refund has the code ${quoted(row.code)}; the credit is its order's. Leave the code empty.`,
      );
    }
    if (row.link !== "") {
      refuseRow(
        row,
        `a refund has the link ${quoted(row.link)}; the credit is its order's. Leave the link empty.`,
      );
    }
    if (
      (row.customer !== "" && row.customer !== order.customer) ||
      (row.email !== "" && row.email !== order.email)
    ) {
      refuseRow(
        row,
        `a refund names ${quoted(row.customer || row.email)}, who is not the buyer of its order (row ${order.number}). Leave both empty.`,
      );
    }
    if (row.at < order.at) {
      refuseRow(
        row,
        `at is ${row.at.toISOString()}, before its order (row ${order.number}, ${order.at.toISOString()}). Correct one of them.`,
      );
    }
    const sum = (given.get(row.refundsOrder) ?? 0) + row.total;
    if (row.total === 0 || sum > order.total) {
      const show = (minor: number) => `${formatMinor(minor, row.currency)} ${row.currency}`;
      refuseRow(
        row,
        `total is ${show(row.total)}; a refund gives back more than 0, and all of an order's together (here ${show(sum)}) at most its total, ${show(order.total)} (row ${order.number}). Correct it.`,
      );
    }
    given.set(row.refundsOrder, sum);
  }
}

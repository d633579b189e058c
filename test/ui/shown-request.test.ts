import { expect, test } from "vitest";
import { hasFile, showRequest } from "#app/ui/admin/privacy/shown-request.ts";

const request = {
  id: "data-7",
  kind: "data",
  customerId: "gid://shopify/Customer/115310627314723954",
  orders: null,
  receivedAt: new Date("2026-03-01T12:00:00Z"),
  settledAt: null,
  isForgotten: false,
} as const;

test("of a customer only Shopify's number is shown, and the law's 30 days", () => {
  expect(showRequest(request)).toEqual({
    id: "data-7",
    kind: "data",
    customer: "115310627314723954",
    orders: null,
    receivedAt: "2026-03-01T12:00:00.000Z",
    dueAt: "2026-03-31T12:00:00.000Z",
    settledAt: null,
    isForgotten: false,
  });
});

test.each(["guest:0f3a", "redacted:abc", "gid://shopify/Customer/1x", null])(
  "a customer known as %s has no number to show",
  (customerId) => {
    expect(showRequest({ ...request, customerId }).customer).toBeNull();
  },
);

test("there is a file for whoever asked for their data and was not forgotten since", () => {
  expect(hasFile(showRequest(request))).toBe(true);
  expect(hasFile(showRequest({ ...request, isForgotten: true }))).toBe(false);
  expect(hasFile(showRequest({ ...request, kind: "erase", orders: 3 }))).toBe(false);
});

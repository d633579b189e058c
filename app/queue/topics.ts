/** Every topic shopify.app.toml subscribes to: what a shop is expected to tell us of, the most usual first. */
export const TOPICS = [
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/fulfilled",
  "orders/edited",
  "orders/cancelled",
  "refunds/create",
  "customers/create",
  "customers/update",
  "customers/merge",
  "shop/update",
  "app/scopes_update",
  "app/uninstalled",
  "customers/data_request",
  "customers/redact",
  "shop/redact",
] as const;

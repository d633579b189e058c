import { expect, test } from "vitest";
import { scrub } from "#app/log.server.ts";
import { makeSessionToken } from "#test/support/session-token.ts";

test.each([
  ["an access token", "refused shpat_0123456789abcdef for", "refused [cut] for"],
  ["a refresh token", '{"refresh_token":"shprt_abc"}', '{"refresh_token":"[cut]"}'],
  ["a session token", `token '${makeSessionToken()}': expired`, "token '[cut]': expired"],
  ["half a session token", "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ", "[cut]"],
  ["an e-mail address", "Key (email)=(Ada.Love+lace@example.co.uk) exists", "Key (email)=([cut]) exists"],
  [
    "what an address is asked",
    "GET https://app.test/app?shop=a.myshopify.com&id_token=x failed",
    "GET https://app.test/app[cut] failed",
  ],
])("%s never reaches the log, whatever text holds it", (_what, text, logged) => {
  expect(scrub(text)).toBe(logged);
});

test.each([
  'line_items[0].price: "1e309": must be an amount such as 19.90',
  "Shopify no longer accepts our token for demo.myshopify.com: open the app in the shop's admin once",
  "gid://shopify/Order/820982911946154508",
  "is the database there? It is.",
])("an ordinary sentence stays as it is: %s", (text) => {
  expect(scrub(text)).toBe(text);
});

import { Session } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { parseSecretKeys, seal, unseal } from "#app/shopify/secret.server.ts";
import { sessionStorage } from "#app/shopify/session.server.ts";
import { freshDb, rowsOf, testKeys } from "#test/support/database.ts";

const database = await freshDb(2);
const storage = sessionStorage(
  () => database,
  () => testKeys,
);
const makeSession = (shop: string) =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    scope: "read_orders,write_discounts",
    expires: new Date("2026-03-01T13:00:00Z"),
    accessToken: "shpat_canary_access",
    refreshToken: "shprt_canary_refresh",
    refreshTokenExpires: new Date("2026-05-30T12:00:00Z"),
  });

test("a session comes back as it was stored, tokens and all", async () => {
  const session = makeSession("one.myshopify.com");
  expect(await storage.storeSession(session)).toBe(true);
  expect((await storage.loadSession(session.id))?.toObject()).toEqual(session.toObject());
  session.accessToken = "shpat_canary_rotated";
  await storage.storeSession(session);
  expect((await storage.loadSession(session.id))?.accessToken).toBe("shpat_canary_rotated");
});

test("an offline token that comes without its end lasts an hour, never for ever", async () => {
  const session = makeSession("endless.myshopify.com");
  session.expires = undefined;
  await storage.storeSession(session);
  const minutes = ((await storage.loadSession(session.id))?.expires?.getTime() ?? 0) / 60_000;
  expect(minutes - Date.now() / 60_000).toBeCloseTo(60, 0);
  await storage.deleteSession(session.id);
});

test("no token stands readable in the database", async () => {
  const text = JSON.stringify(await rowsOf(database, "session"), (_key, value) =>
    value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
  );
  expect(text).not.toContain("canary");
  expect(text).toContain("one.myshopify.com");
});

test("a token moved to another shop's row does not open", async () => {
  await storage.storeSession(makeSession("two.myshopify.com"));
  await database.owner.query(
    "UPDATE session SET secrets = (SELECT secrets FROM session WHERE id = 'offline_one.myshopify.com') WHERE id = 'offline_two.myshopify.com'",
  );
  await expect(storage.loadSession("offline_two.myshopify.com")).rejects.toThrow();
});

test("sessions are found by shop and removed", async () => {
  expect((await storage.findSessionsByShop("one.myshopify.com")).map((session) => session.id)).toEqual([
    "offline_one.myshopify.com",
  ]);
  await storage.deleteSession("offline_two.myshopify.com");
  await storage.deleteSessions(["offline_one.myshopify.com"]);
  expect(await storage.loadSession("offline_one.myshopify.com")).toBeUndefined();
  expect(await rowsOf(database, "session")).toEqual([]);
});

test("after a key rotation old secrets still open, and new ones take the new key", () => {
  const [old] = testKeys;
  const [next] = parseSecretKeys([`next:${Buffer.alloc(32, 9).toString("base64")}`]);
  if (!old || !next) throw new Error("two keys expected");
  const before = seal([old], "shop", Buffer.from("secret"));
  expect(unseal([next, old], "shop", before).toString()).toBe("secret");
  const after = seal([next, old], "shop", Buffer.from("secret"));
  expect(unseal([next], "shop", after).toString()).toBe("secret");
  expect(() => unseal([old], "shop", after)).toThrow(/sealed with key "next"/);
});

test("a sealed secret is never the same twice, and a flipped bit is noticed", () => {
  const one = seal(testKeys, "shop", Buffer.from("secret"));
  expect(seal(testKeys, "shop", Buffer.from("secret"))).not.toEqual(one);
  for (let index = 6; index < one.length; index++) {
    const flipped = Buffer.from(one);
    flipped[index] = (flipped[index] ?? 0) ^ 1;
    expect(() => unseal(testKeys, "shop", flipped)).toThrow();
  }
});

test("a key of the wrong length is refused by its name, not by its bytes", () => {
  expect(() => parseSecretKeys(["short:AAAA"])).toThrow('Encryption key "short" has 3 bytes');
});

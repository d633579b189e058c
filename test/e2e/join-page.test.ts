import { afterAll, expect, test } from "vitest";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, installShop } from "#test/support/database.ts";
import { openRecruiting } from "#test/support/recruiting.ts";

const database = await freshDb(2);
const shop = await installShop(database, "demo.myshopify.com", { name: "Tidewater" });
await openRecruiting(database, shop, { terms: "Be kind." });
const { standIn, notices } = await runApp(database.url, 6340);
const browser = await launchChromium();
afterAll(() => browser.close());
const watched = await (await openContext(browser)).newPage();
const complaints = complaintsOf(watched);
const join = `${standIn.origins.app}/join/demo`;

test("the page is sound for readers of any kind, wide and narrow, in each language", async () => {
  for (const [lang, width] of [
    ["en", 1280],
    ["de", 390],
    ["da", 390],
  ] as const) {
    await watched.setViewportSize({ width, height: 900 });
    await watched.goto(`${join}?lang=${lang}`);
    await expectSound(watched, `join, ${lang}`);
  }
  const trap = watched.locator("[name=leave_empty]");
  expect(await trap.getAttribute("tabindex")).toBe("-1");
  expect((await trap.boundingBox())?.x).toBeLessThan(-100);
  await watched.goto(`${join}?lang=en&sent=1`);
  await expectSound(watched, "join, thanks");
});

test("a form that another site sends is refused, a page in another's frame too, and no session is started", async () => {
  const url = `http://127.0.0.1:${standIn.upstreamPort}/join/demo`;
  const form = new URLSearchParams({ name: "Eve", email: "eve@example.com" });
  for (const origin of ["https://evil.example", "null", "nonsense"]) {
    const answer = await fetch(url, { method: "POST", body: form, headers: { Origin: origin } });
    expect(answer.status).toBe(403);
  }
  const page = await fetch(`${url}?shop=evil.myshopify.com`);
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(page.headers.get("set-cookie")).toBeNull();
});

test("ten applications from one connection within a quarter of an hour are enough: the eleventh waits, with what was typed", async () => {
  const url = `http://127.0.0.1:${standIn.upstreamPort}/join/demo?lang=en`;
  const send = (address: string) =>
    fetch(url, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ name: "Eve <b>", token: "x", language: "en" }),
      headers: { "X-Forwarded-For": `203.0.113.9, ${address}` },
    });
  const first = await Promise.all(Array.from({ length: 10 }, () => send("198.51.100.7")));
  expect(first.map(({ status }) => status)).toEqual(Array(10).fill(422));
  const busy = await send("198.51.100.7");
  expect(busy.status).toBe(429);
  const page = await busy.text();
  expect(page).toContain("Several applications came from your connection");
  expect(page).toContain('value="Eve &lt;b&gt;"');
  expect((await send("198.51.100.8")).status).toBe(422);
});

test("a form far larger than any application is not even read", async () => {
  const url = `http://127.0.0.1:${standIn.upstreamPort}/join/demo`;
  const large = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ message: "x".repeat(200_000) }),
  });
  expect(large.status).toBe(413);
});

test("nothing complained and nothing fell over", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});

import { afterAll, expect, test } from "vitest";
import { openFront, openStranger } from "#test/e2e/faithful-front.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb } from "#test/support/database.ts";

const database = await freshDb(2);
const { standIn } = await runApp(database.url, 5500);
const front = await openFront(standIn);
const names = ["admin.shopify.com", "cdn.shopify.com", "localhost"].map(
  (name) => `MAP ${name} 127.0.0.1:${front.port}`,
);
const browser = await launchChromium([
  `--host-resolver-rules=${names.join(",")}`,
  "--ignore-certificate-errors",
]);
afterAll(async () => {
  await browser.close();
  front.close();
});
const adminUrl = standIn.adminUrl.replace(standIn.origins.admin, "https://admin.shopify.com");
const appUrl = standIn.environment.SHOPIFY_APP_URL ?? "";

test("under the real names and the app's own security policy, the app opens inside Shopify's admin", async () => {
  const page = await (await openContext(browser)).newPage();
  const policies: string[] = [];
  page.on("response", (answer) => {
    if (answer.url().startsWith(`${appUrl}/app`) && answer.headers()["content-type"]?.includes("html"))
      policies.push(answer.headers()["content-security-policy"] ?? "");
  });
  await page.goto(adminUrl);
  await page.frameLocator("#app").getByText("Who brings your customers?").waitFor();
  expect(policies.length).toBeGreaterThan(0);
  for (const policy of policies)
    expect(policy).toMatch(/^frame-ancestors https:\/\/demo\.myshopify\.com https:\/\/admin\.shopify\.com /);
  const sources = await page
    .frames()[1]
    ?.evaluate(() => [...document.scripts].map((script) => script.src).filter(Boolean));
  expect(sources?.[0]).toBe("https://cdn.shopify.com/shopifycloud/app-bridge.js");
});

test("a stranger's page cannot put the app into a frame", async () => {
  const stranger = await openStranger(
    `${appUrl}/app?shop=demo.myshopify.com&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvZGVtbw&embedded=1`,
  );
  const page = await (await openContext(browser)).newPage();
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.goto(stranger.url);
  await expect.poll(() => refused.join("\n"), { timeout: 15_000 }).toMatch(/frame-ancestors/);
  stranger.close();
});

import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { type Merchant, SOON } from "#test/e2e/merchant.ts";
import { visitorAt } from "#test/e2e/visitor.ts";

const PATIENT = { timeout: 30_000 };

/** Adds Ada Lovelace with ADA10 and Grace Hopper with GRACE5, as a merchant does; each has a link from then on. */
export async function addTwoCreators(admin: Page, { app, open, heading }: Merchant): Promise<void> {
  for (const [name, code] of [
    ["Ada Lovelace", "ADA10"],
    ["Grace Hopper", "GRACE5"],
  ] as const) {
    await open("/app/creators/new", "Add creator");
    await app.getByLabel("Name", { exact: true }).fill(name);
    await app.getByLabel("Code", { exact: true }).fill(code);
    await app.getByLabel("Percentage off").fill("10");
    await admin.getByRole("button", { name: "Save", exact: true }).click();
    await heading(name);
  }
}

/** Somebody new follows Ada's link, then Grace's, consents, and buys a mug without a code. */
export async function buyByBoth(
  browser: Browser,
  origins: { readonly app: string; readonly storefront: string },
  email: string,
): Promise<void> {
  const shopper = await visitorAt(browser, origins.storefront);
  const { page } = shopper;
  await page.goto(`${origins.app}/go/demo/ada-lovelace`, { waitUntil: "networkidle" });
  await shopper.consent("Accept");
  const visits = async () => new Set(JSON.stringify(await shopper.stored()).match(/vi_\w+/g)).size;
  await expect.poll(visits, PATIENT).toBe(1);
  await page.goto(`${origins.app}/go/demo/grace-hopper`, { waitUntil: "networkidle" });
  await expect.poll(visits, PATIENT).toBe(2);
  await page.goto(`${origins.storefront}/products/ceramic-mug`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByText("Added: Ceramic mug").waitFor(SOON);
  await page.goto(`${origins.storefront}/checkout`, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor(SOON);
}

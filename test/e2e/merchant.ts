import type { FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";

/** Long enough for a machine that is busy with other tests; how fast it is on a quiet one is for the bench. */
export const SOON = { timeout: 15_000 };

/** What a merchant does and sees in a page of Shopify's admin with the app in it. */
export type Merchant = {
  readonly app: FrameLocator;
  /** Waits until the app shows a text. */
  readonly shows: (text: string | RegExp) => Promise<void>;
  /** Waits until the app shows the page of this title. */
  readonly heading: (name: string) => Promise<void>;
  /** Opens a path of the app anew, and waits for its title. */
  readonly open: (path: string, name: string) => Promise<void>;
  /** Presses a button until it is heard, as a person would: right after a page was loaded it may not be listening yet. */
  readonly press: (button: string, isHeard: () => Promise<boolean>) => Promise<void>;
};

/** A merchant at a page. */
export function merchantAt(page: Page, adminUrl: string): Merchant {
  const app = page.frameLocator("#app");
  const heading = (name: string) => app.getByRole("heading", { name, level: 1 }).waitFor(SOON);
  return {
    app,
    heading,
    shows: (text) => app.getByText(text).filter({ visible: true }).first().waitFor(SOON),
    async open(path, name) {
      await page.goto(`${adminUrl}${path}`);
      await heading(name);
    },
    async press(button, isHeard) {
      const wanted = app.getByRole("button", { name: button, exact: true });
      const tryOnce = async () => {
        // One that was heard is disabled until its answer is there: a click that waited for that would be a second one.
        const isWaiting = await wanted.isEnabled({ timeout: 500 }).catch(() => false);
        if (isWaiting && !(await isHeard())) await wanted.click({ timeout: 2000 }).catch(() => {});
        return isHeard();
      };
      await expect.poll(tryOnce, { timeout: 30_000, interval: 500 }).toBe(true);
    },
  };
}

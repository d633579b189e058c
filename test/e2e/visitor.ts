import type { Browser, Page } from "playwright-core";
import { SOON } from "#test/e2e/merchant.ts";
import { openContext } from "#test/support/chromium.ts";

/** Somebody at the storefront, and what their browser did. */
export type Visitor = {
  readonly page: Page;
  /** Script errors and console errors; without the browser's own word that a request failed, which no script can hush. */
  readonly complaints: string[];
  /** The browser's own word on requests that failed: which. */
  readonly failed: string[];
  /** What was asked of the app proxy and the cart, in order: "POST /cart/update.js {...}". */
  readonly asked: string[];
  /** Opens a page of the shop and waits until it is quiet. */
  open(path: string): Promise<void>;
  consent(answer: "Accept" | "Decline"): Promise<void>;
  /** All that our script keeps in the browser. */
  stored(): Promise<Record<string, string>>;
  /** How much moved since the page was opened (cumulative layout shift), whoever moved it. */
  shift(): Promise<number>;
};

/** Opens a browser of somebody who was never here. */
export async function visitorAt(browser: Browser, shop: string, width = 1280): Promise<Visitor> {
  const page = await (await openContext(browser, width, 844)).newPage();
  const [complaints, failed, asked]: [string[], string[], string[]] = [[], [], []];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    if (/^Failed to load resource/.test(message.text()))
      failed.push(new URL(message.location().url).pathname);
    else complaints.push(message.text());
  });
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (/^\/(apps|tools|cart)(\/|\.js)/.test(pathname))
      asked.push([request.method(), pathname + search, request.postData()].filter(Boolean).join(" "));
  });
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return {
    ...{ page, complaints, failed, asked },
    async open(path) {
      await page.goto(shop + path, { waitUntil: "networkidle" });
    },
    async consent(answer) {
      const button = page.getByRole("button", { name: answer, exact: true });
      if (!(await button.isVisible())) await page.getByRole("button", { name: "Privacy choices" }).click();
      await button.click();
      await button.waitFor({ ...SOON, state: "hidden" });
      await page.waitForLoadState("networkidle");
    },
    stored: () =>
      page.evaluate(() =>
        Object.fromEntries(
          [localStorage, sessionStorage].flatMap((store) =>
            Object.keys(store)
              .filter((key) => key.startsWith("__trb"))
              .map((key) => [key, store.getItem(key) ?? ""]),
          ),
        ),
      ),
    shift: () => page.evaluate(() => (window as unknown as { shift: number }).shift),
  };
}

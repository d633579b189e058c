import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterEach, expect } from "vitest";

/**
 * Collects what a page complains about: script errors and console errors. Refused forms (422) are no complaint. What the
 * page shows when a test fails is told with the failure.
 */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    const shown = await shownBy(page);
    for (const error of task.result.errors ?? []) error.message += `\nShown: ${shown}`;
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (422|404)/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
}

const MOST_SHOWN = 1_500;

/** The visible text of a page's frames, a line each, as far as it can be had. */
async function shownBy(page: Page): Promise<string> {
  const texts = page.frames().map(async (frame) => {
    const text = frame.evaluate(() => document.body.innerText).catch((error: Error) => error.message);
    const line = (await text).replace(/\s+/g, " ").slice(0, MOST_SHOWN);
    return `${frame.url()}, ${page.viewportSize()?.width} wide: ${line}`;
  });
  return (await Promise.all(texts)).join("\n");
}

/** Holds a page against the same on a phone, and gives it its width back. */
export async function expectSoundOnPhone(page: Page, what: string): Promise<void> {
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectSound(page, `${what}, on a phone`);
  if (wide) await page.setViewportSize(wide);
}

/** Holds a page, the app's frame included, against axe (nothing serious) and against scrolling sideways. */
export async function expectSound(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(
    serious.map(
      ({ id, nodes }) => `${what}: ${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
    ),
  ).toEqual([]);
  for (const frame of page.frames()) {
    const over = await frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, `${what}: ${new URL(frame.url()).pathname} is wider than its window`).toBeLessThanOrEqual(0);
  }
}

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Collects what a page complains about: script errors and console errors. Refused forms (422) are no complaint. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (422|404)/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
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

import { launchChromium, openContext } from "#test/support/chromium.ts";
const [, , width = "1280", ...paths] = process.argv;
const browser = await launchChromium();
const page = await (await openContext(browser, Number(width), 1000)).newPage();
page.on("console", (m) => m.type() === "error" && console.log("console", m.text()));
page.on("pageerror", (e) => console.log("pageerror", e.message));
for (const [i, path] of paths.entries()) {
  await page.goto(`http://localhost:6400/store/demo/apps/sandbox_key${path}`);
  await page.waitForTimeout(2500);
  const frame = page.frames().find((f) => f.url().includes("6402"));
  const h = (await frame?.evaluate(() => document.documentElement.scrollHeight)) ?? 1000;
  await page.setViewportSize({ width: Number(width), height: Math.min(3500, h + 120) });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/h6/${width}-${i}.png` });
}
await browser.close();

import { launchChromium, openContext } from "#test/support/chromium.ts";
const [, , width = "1280", file = "test/imports/fixtures/uppromote.csv", kind = "creators"] = process.argv;
const browser = await launchChromium();
const page = await (await openContext(browser, Number(width), 1000)).newPage();
page.on("console", (m) => m.type() === "error" && console.log("console", m.text()));
page.on("pageerror", (e) => console.log("pageerror", e.message));
const app = page.frameLocator("#app");
let n = 0;
async function shot(name: string) {
  await page.waitForTimeout(1500);
  const frame = page.frames().find((f) => f.url().includes("6402"));
  await page.setViewportSize({ width: Number(width), height: 1000 });
  const h = (await frame?.evaluate(() => document.documentElement.scrollHeight)) ?? 1000;
  await page.setViewportSize({ width: Number(width), height: Math.min(3500, h + 120) });
  await page.waitForTimeout(400);
  await page.screenshot({ path: `/tmp/h6/${width}-${kind}-${n++}-${name}.png` });
  console.log(name);
}
await page.goto("http://localhost:6400/store/demo/apps/sandbox_key/app/import");
await app.getByRole("button", { name: "Choose file" }).waitFor();
await page.waitForTimeout(1000);
if (kind === "collaborations") await app.getByText("Content creators made").click();
await app.locator('input[type="file"]').setInputFiles(file);
await shot("chosen");
await app.getByRole("button", { name: "Continue" }).click();
await app.getByRole("button", { name: "Check the file" }).waitFor({timeout:8000}).catch(async()=>{await shot("stuck")});
await shot("mapping");
await app.getByRole("button", { name: "Check the file" }).click();
await app.getByText("Ready to import").first().waitFor();
await shot("report");
const go = app.getByRole("button", { name: /^Import / });
if (await go.isVisible()) {
  await go.click();
  await app.getByText("The import is finished").first().waitFor();
  await shot("done");
}
await browser.close();

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { API_FAULTS } from "#test/sandbox/admin-api/faults.ts";
import { CALL_WORDS } from "#test/sandbox/faces/weather-words.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { makeFakeApp, openStandIn } from "#test/sandbox/stand-in-fixture.ts";
import { exchange, graphql } from "#test/sandbox/wire-fixture.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";

const app = makeFakeApp();
const browser = await launchChromium();
const page = await (await openContext(browser)).newPage();
const complaints = complaintsOf(page);
const card = page.getByRole("region", { name: "Weather" });
const CALM = "All is calm: webhooks come once and at once, and the API answers.";
let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(4650);
  await exchange(standIn);
  await app.listen(standIn);
});

beforeEach(() => page.goto(`${standIn.origins.admin}/controls`));

afterEach(async () => {
  await press("Calm everything");
  await standIn.deliveries.drain();
  app.seen.length = 0;
});

afterAll(async () => {
  await browser.close();
  app.stop();
  await standIn.stop();
});

/** Does what sends a form, and waits for the page that answers it: the alert of the one before is gone then. */
const answered = (act: () => Promise<void>) => Promise.all([page.waitForEvent("load"), act()]);
const press = (name: string) => answered(() => card.getByRole("button", { name, exact: true }).click());
const said = () => page.getByRole("alert").innerText();

/** So far and to come, as the table of the card says. */
async function counted(what: string): Promise<string[]> {
  const row = card.getByRole("row", { name: new RegExp(`^${what}( \\d|$)`) });
  return (await row.getByRole("cell").allInnerTexts()).map((text) => text.trim());
}

async function setWebhooks({ duplicate = "0", drop = "0", delay = "0" }): Promise<void> {
  await card.getByLabel("Sent twice, %").fill(duplicate);
  await card.getByLabel("Never sent, %").fill(drop);
  await card.getByLabel("Late, s at most").fill(delay);
  await press("Set for webhooks");
}

async function orders(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const lines = [{ title: "Mug", price: "5.00", quantity: 1 }];
    await standIn.shop.placeOrder({ at: new Date(), customerId: null, email: null, lines });
  }
}

/** The ids of the webhooks the app was sent, and how many requests that took. */
async function sent(): Promise<{ requests: number; webhooks: number }> {
  await standIn.deliveries.drain();
  const ids = app.seen.map(({ headers }) => headers["x-shopify-webhook-id"]);
  return { requests: ids.length, webhooks: new Set(ids).size };
}

test("every webhook comes twice when all shall, and the card has counted them", async () => {
  await setWebhooks({ duplicate: "100" });
  expect(await said()).toBe("Rough weather: 100% of webhooks come twice.");
  await orders(3);
  expect(await sent()).toEqual({ requests: 6, webhooks: 3 });
  await page.reload();
  expect(await counted("Sent twice")).toEqual(["3", ""]);
});

test("no webhook comes when none shall, and the page says so at its head", async () => {
  await setWebhooks({ drop: "100" });
  await page.locator("main > header").getByText("100% are never sent").waitFor();
  await orders(2);
  expect(await sent()).toEqual({ requests: 0, webhooks: 0 });
  await page.reload();
  expect(await counted("Never sent")).toEqual(["2", ""]);
});

test("late webhooks wait for their time, through calm weather too, and go when they are let go", async () => {
  await setWebhooks({ delay: "3600" });
  await orders(3);
  await page.reload();
  expect(await counted("Held back")).toEqual(["3", "3"]);
  expect(app.seen).toEqual([]);
  await press("Calm everything");
  expect(await said()).toBe(`${CALM} 3 webhooks are held back until their time.`);
  await press("Send what is held back");
  expect(await said()).toBe("3 webhooks are no longer held back.");
  await expect.poll(() => app.seen.length).toBe(3);
  expect(await counted("Held back")).toEqual(["3", "0"]);
  await press("Send what is held back");
  expect(await said()).toBe("No webhook is held back.");
});

test("a share above all of them is refused in words, and what was typed stays", async () => {
  await page.evaluate(() => document.querySelector("#webhook-weather")?.setAttribute("novalidate", ""));
  await setWebhooks({ duplicate: "12.5", drop: "120" });
  expect(await said()).toBe('"120" is no share in percent: type 0 to 100.');
  expect(await card.getByLabel("Never sent, %").inputValue()).toBe("120");
  expect(standIn.deliveries.faults.plan()).toMatchObject({ duplicate: 0, drop: 0 });
  await card.getByLabel("Never sent, %").fill("2.5");
  await press("Set for webhooks");
  expect(standIn.deliveries.faults.plan()).toMatchObject({ duplicate: 0.125, drop: 0.025 });
});

test.each(API_FAULTS)("%s: its own form plans it, and nothing else", async (fault) => {
  const words = CALL_WORDS[fault];
  await card.getByLabel(words, { exact: true }).fill("2");
  await press(`Add ${words}`);
  expect(await said()).toBe(`Comes with each of the next 2 calls it can happen to: ${words}.`);
  const planned = Object.entries(standIn.faults.coming()).filter(([, count]) => count > 0);
  expect(planned).toEqual([[fault, 2]]);
  expect((await counted(words))[1]).toBe("2");
  await page.getByText("2 calls to the API will go wrong").first().waitFor();
});

test("a call goes wrong as it was told to, the next one well, and the card has counted it", async () => {
  const token = JSON.parse((await exchange(standIn)).text).access_token;
  await press(`Add ${CALL_WORDS["server-error"]}`);
  expect(await said()).toBe("Comes with the next call it can happen to: HTTP 502.");
  expect((await graphql(standIn, token, "{ shop { name } }")).status).toBe(502);
  expect((await graphql(standIn, token, "{ shop { name } }")).status).toBe(200);
  await page.reload();
  expect(await counted("HTTP 502")).toEqual(["1", "0"]);
});

test("everything is calm at one press, and the head of the page says nothing more", async () => {
  await setWebhooks({ duplicate: "20", drop: "5", delay: "30" });
  expect(await said()).toBe(
    "Rough weather: 20% of webhooks come twice; 5% are never sent; they come up to 30 s late.",
  );
  await press(`Add ${CALL_WORDS.html}`);
  await expectSound(page, "Controls in rough weather");
  await press("Calm everything");
  expect(await said()).toBe(CALM);
  expect(await page.getByText("Rough weather").count()).toBe(0);
  expect(Object.values(standIn.faults.coming()).every((count) => count === 0)).toBe(true);
  expect(standIn.deliveries.faults.plan()).toEqual({ duplicate: 0, drop: 0, delay: 0, clock: "real" });
});

test("delays of a play that runs are in its own time, and are no seconds to set again", async () => {
  standIn.deliveries.faults.set({ delay: 3_600_000, clock: "played" });
  await page.reload();
  await card.getByText("they come up to 3600 s late in played time").waitFor();
  expect(await card.getByLabel("Late, s at most").inputValue()).toBe("0");
  await setWebhooks({ duplicate: "10", delay: "1.5" });
  expect(standIn.deliveries.faults.plan()).toMatchObject({ duplicate: 0.1, delay: 1500, clock: "real" });
});

test("the weather is made by keyboard alone", async () => {
  await card.getByLabel("Sent twice, %").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("50");
  await answered(() => page.keyboard.press("Enter"));
  expect(await said()).toBe("Rough weather: 50% of webhooks come twice.");
});

test("the card fits a phone in rough weather, and no page complained", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await setWebhooks({ duplicate: "20", drop: "5", delay: "3600" });
  await expectSound(page, "the weather at 390 px");
  expect(complaints).toEqual([]);
});

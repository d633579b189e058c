import { expect, test } from "vitest";
import { SOON } from "#test/e2e/merchant.ts";
import { ADA, attribute, openTheme, VISIT } from "#test/e2e/theme/window.ts";
import { expectSound } from "#test/e2e/watch.ts";

// The block "Creator greeting" in a real browser: what it says, and that it never moves anything.
const theme = openTheme(5940);
const box = () => theme.guest.page.locator(".tributary-greeting__box");
const line = () => theme.guest.page.locator(".tributary-greeting__line");
const note = () => theme.guest.page.locator(".tributary-greeting__note");
const filled = () => theme.guest.page.locator("[data-filled]").waitFor(SOON);
const said = async () => (await line().textContent())?.trim().replace(/\s/g, " ");

const WEATHER: Readonly<Record<string, () => void | Promise<void>>> = {
  "does not know the link": () => {
    theme.greeting = { status: 404, body: { because: "unknown-link" } };
  },
  "is away": () => theme.goAway(),
  fails: () => {
    theme.greeting = { status: 500 };
  },
  "is slower than anybody waits": () => {
    theme.greeting = { status: 200, body: ADA, afterMs: 6000 };
  },
  "talks nonsense": () => {
    theme.greeting = { status: 200, body: "<b>" };
  },
  "is blocked by the browser": async () => {
    await theme.guest.page.route("**/apps/**", (route) => route.abort());
  },
};

/** Opens a page as a creator's guest: while and after the greeting comes, nothing may move. */
async function arrive(): Promise<void> {
  const height = async () => (await box().boundingBox())?.height;
  await theme.guest.page.goto(`${theme.shop()}/products/ceramic-mug?ref=ada`);
  const reserved = await height();
  expect(reserved).toBeGreaterThan(60);
  await filled();
  expect(await height()).toBe(reserved);
  expect(await theme.guest.shift()).toBe(0);
}

test.each([1280, 390])("at %i px a greeting moves nothing, whatever comes, and is sound", async (width) => {
  await theme.guest.page.setViewportSize({ width, height: 844 });
  await arrive();
  expect([await said(), await note().textContent()]).toEqual([
    "Ada Lovelace sent you: 10% off",
    "Code: ADA10",
  ]);
  await theme.guest.page.waitForTimeout(300);
  await expectSound(theme.guest.page, "the greeting");
  const long = "Maximiliane Prinzessin von und zu Hohenstein-Lichtenberg-Sonderburg-Augustenburg";
  theme.greeting = { status: 200, body: { ...ADA, name: long, code: "X".repeat(255), limited: true } };
  await arrive();
  expect(await said()).toBe(`${long} sent you: 10% off`);
  await expectSound(theme.guest.page, "a long greeting");
  theme.greeting = { status: 200, body: { ...ADA, offer: null, code: null } };
  await arrive();
  expect([await said(), await note().textContent()]).toEqual(["Recommended by Ada Lovelace", ""]);
});

test.each(Object.keys(WEATHER))(
  "when the app %s, the page is as good as ever and says welcome",
  async (what) => {
    await WEATHER[what]?.();
    await arrive();
    expect(await said()).toBe("Welcome");
    expect(theme.guest.failed.filter((each) => each !== "/apps/tributary/greeting")).toEqual([]);
    await theme.guest.page.getByRole("button", { name: "Add to cart" }).click();
    await theme.guest.page.getByText("Added: Ceramic mug").waitFor(SOON);
  },
);

test("what moves is seen by the measure: it is one that can fail", async () => {
  await theme.guest.open("/?ref=ada");
  await theme.guest.page.evaluate(() => {
    const late = document.createElement("div");
    late.style.height = "200px";
    document.querySelector("main")?.prepend(late);
  });
  await expect.poll(() => theme.guest.shift(), { timeout: 5_000 }).toBeGreaterThan(0);
});

test("without the script, the reserved place says welcome by itself after a while", async () => {
  await theme.guest.page.route("**/tributary.js", (route) => route.abort());
  await theme.guest.page.goto(`${theme.shop()}/?ref=ada`);
  const opacity = () => line().evaluate((one) => Number(getComputedStyle(one).opacity));
  expect(await opacity()).toBe(0);
  await expect.poll(opacity, { timeout: 8_000 }).toBe(1);
  expect([await said(), await theme.guest.shift()]).toEqual(["Welcome", 0]);
});

test("who came by themselves is asked nothing, shown nothing, and no room is kept for it", async () => {
  for (const where of ["/", "/products/ceramic-mug", "/?ref=", "/?utm_source=x"]) {
    await theme.guest.open(where);
    expect(await box().isVisible()).toBe(false);
    expect((await theme.guest.page.locator(".tributary-greeting").boundingBox())?.height ?? 0).toBe(0);
    expect(await theme.guest.shift()).toBe(0);
  }
  expect(theme.guest.asked).toEqual([]);
});

test("names and codes are words, whatever they hold", async () => {
  const evil = '"><img src=x onerror="document.title=1">{{7*7}}$&$1';
  theme.greeting = { status: 200, body: { ...ADA, name: evil, first: evil, code: evil, limited: true } };
  await theme.guest.open("/?ref=ada");
  await filled();
  expect(await said()).toBe(`${evil} sent you: 10% off`);
  expect(await note().textContent()).toBe(`Code: ${evil} · Conditions apply`);
  expect(await box().locator("img").count()).toBe(0);
});

test("offers are written as each language writes them", async () => {
  const cases: readonly [object, "en" | "de" | "da", string][] = [
    [{ kind: "amount", value: "5.00", currency: "EUR" }, "de", "Empfohlen von Ada Lovelace: 5 € Rabatt"],
    [{ kind: "amount", value: "5.50", currency: "DKK" }, "da", "Ada Lovelace giver dig 5,50 kr. rabat"],
    [{ kind: "amount", value: "500", currency: "JPY" }, "en", "Ada Lovelace sent you: ¥500 off"],
    [{ kind: "percent", value: "12.5" }, "de", "Empfohlen von Ada Lovelace: 12,5 % Rabatt"],
    [{ kind: "percent", value: "33.33" }, "en", "Ada Lovelace sent you: 33.33% off"],
    [{ kind: "free-shipping" }, "da", "Ada Lovelace giver dig gratis fragt"],
  ];
  for (const [offer, locale, text] of cases) {
    theme.set({ locale });
    theme.greeting = { status: 200, body: { ...ADA, offer } };
    await theme.guest.page.goto(`${theme.shop()}/?ref=ada`);
    await filled();
    expect(await said()).toBe(text);
  }
});

test("the merchant's settings: first name, no code, words of their own, another proxy, and never another host", async () => {
  const { page } = theme.guest;
  const choose = (proxy_path: string) => {
    const settings = { name: "first", show_code: false, otherwise: 'So "glad" <you> came', proxy_path };
    theme.set({ blocks: { greeting: { isOn: true, settings }, embed: { isOn: true, settings } } });
  };
  await page.route("**/tools/rewards/greeting?ref=ada", (route) => route.fulfill({ json: ADA }));
  choose("/tools/rewards/");
  await theme.guest.open("/?ref=ada");
  await filled();
  expect([await said(), await note().textContent()]).toEqual(["Ada sent you: 10% off", ""]);
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  for (const elsewhere of ["//evil.example/x", "https://evil.example", "/\\evil.example", ""]) {
    choose(elsewhere);
    await theme.guest.page.goto(`${theme.shop()}/?ref=ada`);
    await filled();
    expect(await said()).toBe('So "glad" <you> came');
  }
  expect([...hosts]).toEqual([new URL(theme.shop()).host]);
});

test("in the theme editor a sample is shown, and again when a section is rendered anew", async () => {
  const { page } = theme.guest;
  await page.addInitScript(() => {
    let shopify: object | undefined;
    Object.defineProperty(window, "Shopify", {
      get: () => shopify,
      set: (value) => {
        shopify = Object.assign(value, { designMode: true });
      },
    });
  });
  await theme.guest.open("/");
  await filled();
  expect(await said()).toBe("Ada Lovelace sent you: 10% off");
  await page.evaluate(() => {
    const block = document.querySelector(".tributary-greeting") as HTMLElement;
    block.outerHTML = block.outerHTML.replace("Ada Lovelace sent", "").replace(' data-filled=""', " hidden");
    document.dispatchEvent(new CustomEvent("shopify:section:load", { bubbles: true }));
  });
  await filled();
  expect(await said()).toBe("Ada Lovelace sent you: 10% off");
  expect(theme.guest.asked).toEqual([]);
});

test("the greeting needs no embed, and goes along where the embed may remember", async () => {
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  await theme.guest.consent("Accept");
  await expect.poll(theme.written, SOON).toEqual([attribute(VISIT)]);
  await theme.guest.open("/products/ceramic-mug");
  await filled();
  expect([await said(), await theme.guest.shift()]).toEqual(["Ada Lovelace sent you: 10% off", 0]);
  theme.set({ blocks: { embed: { isOn: false, settings: {} } } });
  await theme.guest.page.goto(`${theme.shop()}/?ref=ada`);
  await filled();
  expect(await said()).toBe("Ada Lovelace sent you: 10% off");
});

import { expect, test } from "vitest";
import { SOON } from "#test/e2e/merchant.ts";
import { attribute, ISSUED, openTheme, VISIT } from "#test/e2e/theme/window.ts";

// The app embed in a real browser: what it keeps and writes, and what it leaves alone.
const theme = openTheme(5960);
const posted = () => theme.guest.asked.filter((each) => each.startsWith("POST /apps"));
const box = () => theme.guest.page.locator(".tributary-greeting__box");
const GREETED = "Ada Lovelace sent you: 10% off";

test("without consent a creator's guest is greeted from the address alone; nothing is kept and nothing written", async () => {
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  await theme.guest.page.getByText(GREETED).waitFor(SOON);
  expect(await theme.guest.stored()).toEqual({});
  await theme.guest.consent("Decline");
  expect(await theme.guest.stored()).toEqual({});
  expect(theme.guest.asked).toEqual(["GET /apps/tributary/greeting?ref=ada"]);
  await theme.guest.open("/products/ceramic-mug");
  expect(await box().isVisible()).toBe(false);
});

test("with consent the visit is remembered, and the cart is told once", async () => {
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  expect(theme.written()).toEqual([]);
  await theme.guest.consent("Accept");
  await expect.poll(theme.written, SOON).toEqual([attribute(VISIT)]);
  expect(await theme.guest.stored()).toMatchObject({ __trb: JSON.stringify([VISIT]), __trb_ref: "ada" });
  await theme.guest.open("/products/ceramic-mug");
  await theme.guest.open("/collections/all");
  expect(theme.written()).toHaveLength(1);
  expect(posted()).toEqual([]);
});

test("another cart is told too", async () => {
  theme.set({ needsConsent: false });
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  await expect.poll(theme.written, SOON).toEqual([attribute(VISIT)]);
  await theme.guest.page.context().clearCookies();
  await theme.guest.open("/");
  await expect.poll(theme.written, SOON).toEqual([attribute(VISIT), attribute(VISIT)]);
});

test("who came without a visit of ours gets one, once, and for what is no creator's link none", async () => {
  theme.set({ needsConsent: false });
  await theme.guest.open("/?ref=ADA");
  await expect.poll(theme.written, SOON).toEqual([attribute(ISSUED)]);
  expect(posted()).toEqual(['POST /apps/tributary/visit {"ref":"ada"}']);
  await theme.guest.open("/?ref=ada");
  expect(posted()).toHaveLength(1);
  theme.visit = { status: 204 };
  await theme.guest.open("/?ref=newsletter");
  expect(posted()).toHaveLength(2);
  await theme.guest.open("/?ref=%3Cscript%3E");
  expect(posted()).toHaveLength(2);
  expect(await theme.guest.stored()).toMatchObject({ __trb: JSON.stringify([ISSUED]), __trb_ref: "ada" });
  expect(theme.written()).toHaveLength(1);
});

test("at most ten visits are kept, each once, the newest last", async () => {
  theme.set({ needsConsent: false });
  const id = (number: number) => `vi_${String(number).padStart(20, "0")}`;
  const first = Array.from({ length: 9 }, (_, index) => id(index));
  await theme.guest.page.addInitScript(
    (kept) => localStorage.setItem("__trb", kept),
    JSON.stringify([...first, "x", 7]),
  );
  const kept = async () => JSON.parse((await theme.guest.stored()).__trb ?? "[]");
  await theme.guest.open(`/?ref=ada&trb=${id(9)}`);
  expect(await kept()).toEqual([...first, id(9)]);
  await theme.guest.page.addInitScript(
    (all) => localStorage.setItem("__trb", all),
    JSON.stringify([...first, id(9)]),
  );
  await theme.guest.open(`/?ref=ada&trb=${id(10)}`);
  expect(await kept()).toEqual([...first.slice(1), id(9), id(10)]);
  await theme.guest.open(`/?ref=ada&trb=${id(5)}`);
  expect(await kept()).toEqual([...first.filter((each) => each !== id(5)), id(9), id(5)]);
  expect(theme.written().at(-1)).toBe(attribute((await kept()).join(",")));
});

test("consent that is taken back takes all back, from the browser and from the cart", async () => {
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  await theme.guest.consent("Accept");
  await expect.poll(theme.written, SOON).toHaveLength(1);
  await theme.guest.consent("Decline");
  await expect.poll(theme.written, SOON).toEqual([attribute(VISIT), attribute("")]);
  await expect.poll(() => theme.guest.stored(), SOON).toEqual({});
});

test("consent that is taken back while the app still thinks keeps nothing", async () => {
  theme.visit = { status: 201, body: { visit: ISSUED }, afterMs: 1500 };
  await theme.guest.page.addInitScript(() => {
    const seen = Object.assign(window, { kept: [] as string[] });
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, text) {
      seen.kept.push(key);
      setItem.call(this, key, text);
    };
  });
  await theme.guest.open("/?ref=ada");
  const waited = theme.guest.page.waitForRequest("**/apps/tributary/visit", SOON);
  const answered = theme.guest.page.waitForResponse("**/apps/tributary/visit", SOON);
  await theme.guest.page.getByRole("button", { name: "Accept", exact: true }).click();
  await waited;
  await theme.guest.consent("Decline");
  await answered;
  await theme.guest.page.waitForTimeout(500);
  // Not even for a moment.
  expect(await theme.guest.page.evaluate(() => (window as unknown as { kept: string[] }).kept)).toEqual([]);
  expect(await theme.guest.stored()).toEqual({});
  expect(theme.written()).toEqual([]);
});

test("what is none of our visits is not remembered, whether the address says it or the app", async () => {
  theme.set({ needsConsent: false });
  theme.visit = { status: 204 };
  const strange = [
    "vi_",
    "vi_0000000000000000000A",
    `${VISIT}x`,
    `x${VISIT}`,
    "<script>",
    `${VISIT},${ISSUED}`,
  ];
  for (const visit of strange) await theme.guest.open(`/?trb=${encodeURIComponent(visit)}&ref=ada`);
  for (const body of [
    { visit: "vi_<img>" },
    { visit: { length: 23 } },
    [],
    null,
    "vi",
    { visit: [ISSUED] },
  ]) {
    theme.visit = { status: 201, body };
    await theme.guest.open("/?ref=ada");
  }
  expect(await theme.guest.stored()).toEqual({});
  expect(theme.written()).toEqual([]);
  expect(posted()).toHaveLength(12);
});

test("a cart that cannot be told is told with the next page", async () => {
  theme.set({ needsConsent: false });
  await theme.guest.page.route("**/cart/update.js", (route) => route.fulfill({ status: 422, body: "{}" }));
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  await expect.poll(theme.written, SOON).toHaveLength(1);
  await theme.guest.page.unroute("**/cart/update.js");
  await theme.guest.open("/");
  await expect.poll(theme.written, SOON).toHaveLength(2);
  await theme.guest.open("/");
  expect(theme.written()).toHaveLength(2);
});

test("a browser that lets nothing be kept shows the same page", async () => {
  await theme.guest.page.addInitScript(() => {
    for (const store of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, store, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
  });
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  await theme.guest.consent("Accept");
  await theme.guest.page.getByText(GREETED).waitFor(SOON);
  await theme.guest.open("/products/ceramic-mug");
  expect(await box().isVisible()).toBe(false);
});

test("a switched-off embed keeps nothing, and a shop without the consent API neither", async () => {
  theme.set({ needsConsent: false, blocks: { embed: { isOn: false, settings: {} } } });
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  theme.set({ blocks: {} });
  await theme.guest.page.route("**/cdn/shop/consent.js", (route) => route.abort());
  await theme.guest.open(`/?ref=ada&trb=${VISIT}`);
  expect(await theme.guest.stored()).toEqual({});
  expect([...theme.written(), ...posted()]).toEqual([]);
});

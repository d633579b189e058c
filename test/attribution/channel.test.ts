import { expect, test } from "vitest";
import { channelOf, DEFAULT_CHANNEL_RULES } from "#app/attribution/channel.ts";
import { cameBy, NOTHING_KNOWN } from "#app/orders/came.ts";

const by = (landing: string | null, referrer: string | null = null) =>
  channelOf(false, cameBy(landing, referrer), DEFAULT_CHANNEL_RULES);

test.each([
  ["/mug?gclid=abc", "https://www.google.com/", "paid"],
  ["/?fbclid=x", "https://l.facebook.com/", "paid"],
  ["/?MSCLKID=x", null, "paid"],
  ["/?utm_medium=CPC&utm_source=google", null, "paid"],
  ["/?utm_medium=paid_social", "https://www.instagram.com/", "paid"],
  ["/?utm_medium=email&utm_source=klaviyo", null, "email"],
  ["/?utm_medium=sms", null, "email"],
  ["/mug", "https://www.google.de/", "search"],
  ["/mug", "https://news.google.co.uk/x", "search"],
  ["/mug", "https://duckduckgo.com/", "search"],
  ["/mug", "android-app://com.google.android.googlequicksearchbox/", "search"],
  ["/mug", "https://l.instagram.com/", "social"],
  ["/mug", "https://x.com/ada", "social"],
  ["/mug", "https://netflix.com/", "other"],
  ["/mug", "https://t.co/abc", "social"],
  ["/mug", "https://blog.example.com/", "other"],
  ["/?utm_source=flyer", null, "other"],
  ["/mug", null, "direct"],
  ["/", "https://demo.example/cart", "other"],
  ["https://demo.example/mug", "https://www.demo.example/", "direct"],
  ["", null, "direct"],
  [null, null, "unknown"],
  [null, "https://www.google.com/", "search"],
] as const)("landed on %s, led there by %s: %s", (landing, referrer, channel) => {
  expect(by(landing, referrer)).toBe(channel);
});

test("who is credited to a creator came by the creator, however they came; the first rule that fits decides", () => {
  expect(channelOf(true, cameBy("/?gclid=x", null), DEFAULT_CHANNEL_RULES)).toBe("creator");
  expect(channelOf(true, NOTHING_KNOWN, [])).toBe("creator");
  const rules = [
    { look: "source", values: ["partner"], channel: "email" },
    { look: "parameter", values: ["gclid"], channel: "paid" },
  ] as const;
  expect(channelOf(false, cameBy("/?gclid=x&utm_source=Partner", null), rules)).toBe("email");
  expect(channelOf(false, cameBy("/?gclid=x", null), rules)).toBe("paid");
  expect(channelOf(false, cameBy("/", "https://www.google.com"), rules)).toBe("other");
});

test("how a buyer came keeps names, never what a click id says, and is bounded", () => {
  const came = cameBy(
    "/mug?gclid=SECRET&utm_medium=Cpc&utm_source= News &x=1",
    "https://WWW.Example.com/me?q=secret",
  );
  expect(came).toEqual({
    ...{ hasLanded: true, medium: "cpc", source: "news", referrer: "example.com" },
    parameters: ["gclid", "utm_medium", "utm_source", "x"],
  });
  const many = cameBy(`/?${Array.from({ length: 100 }, (_, n) => `p${n}=1`).join("&")}`, "not an address %%");
  expect(many.parameters).toHaveLength(30);
  expect(many.referrer).toBeNull();
  expect(cameBy("/?\u0000=1&utm_source=\u0000", null)).toMatchObject({
    parameters: ["utm_source"],
    source: null,
  });
});

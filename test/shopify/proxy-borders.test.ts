import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readProxied } from "#app/shopify/proxy.server.ts";
import { AS, NOW, raw, refusalOf, SECONDS, signed } from "#test/support/proxy.ts";

/** What a signed text may be cut into otherwise: the same bytes are signed, so the signature fits. */
test("borders between parameters cannot be moved: one signature stands for one request", async () => {
  const pairs = signed([["ref", "ada"]], { ...AS, customerId: "900" });
  const { signature = "", ...own } = Object.fromEntries(pairs);
  const text = `logged_in_customer_id=900path_prefix=/apps/tributaryref=adashop=demo.myshopify.comtimestamp=${SECONDS}`;
  expect(signature).toBe(createHmac("sha256", "test_secret").update(text).digest("hex"));
  const moved: Record<string, string>[] = [
    { ...own, logged_in_customer_id: "900path_prefix=/apps/tributary", path_prefix: "" },
    {
      logged_in_customer_id: "900path_prefix=/apps/tributaryref=ada",
      shop: own.shop ?? "",
      timestamp: `${SECONDS}`,
    },
    { ...own, ref: `adashop=demo.myshopify.com`, shop: "" },
    { logged_in_customer_id: text.slice("logged_in_customer_id=".length) },
    {
      logged_in_customer_id: "900path_prefix",
      "/apps/tributaryref": "ada",
      shop: own.shop ?? "",
      timestamp: `${SECONDS}`,
    },
    {
      logged_in_customer_id: "900",
      path_prefix: "/apps/tributaryr",
      ef: "ada",
      shop: own.shop ?? "",
      timestamp: `${SECONDS}`,
    },
    {
      logged_in_customer_id: "900",
      path_prefix: "/apps/tributary",
      ref: "adashop=demo.myshopify.com",
      timestamp: `${SECONDS}`,
    },
    {
      [text.split("=")[0] ?? ""]: "900path_prefix=/apps/tributaryref=adashop=demo.myshopify.comtimestamp",
      [`${SECONDS}`]: "",
    },
  ];
  for (const one of moved)
    for (const write of [raw, (each: [string, string][]) => String(new URLSearchParams(each))]) {
      const query = write([
        ...Object.entries(one).filter(([name, value]) => name + value !== ""),
        ["signature", signature],
      ]);
      expect(await refusalOf(query), query).not.toBe("accepted");
    }
});

test("law: of all ways to cut a signed text into parameters, at most one is taken", () => {
  const names = ["a", "note", "ref"];
  const words = fc.array(fc.stringMatching(/^[a-z0-9&%-]{0,6}$/), { minLength: 3, maxLength: 3 });
  const shift = fc.oneof(
    { arbitrary: fc.constant(0), weight: 6 },
    { arbitrary: fc.constantFrom(1, -1, 2, "gone" as const), weight: 1 },
  );
  const shifts = fc.array(shift, { minLength: 8, maxLength: 8 });
  let taken = 0;
  const law = fc.property(words, shifts, ([a = "", note = "", ref = ""], moves) => {
    const own = { a, note, ref };
    const pairs = signed(Object.entries(own), AS);
    const signature = pairs.pop()?.[1] ?? "";
    const sorted = pairs.map(([name, value]) => `${name}=${value}`).sort();
    const text = sorted.join("");
    let end = 0;
    const borders = sorted.flatMap((pair, index) => {
      end += pair.length;
      const move = moves[index] ?? 0;
      return move === "gone" || index === sorted.length - 1 ? [] : [end + move];
    });
    const marks = [0, ...borders, text.length].sort((one, other) => one - other);
    const recut = marks.slice(1).map((mark, index): [string, string] => {
      const piece = text.slice(marks[index], mark);
      const border = piece.indexOf("=");
      return border < 0 ? [piece, ""] : [piece.slice(0, border), piece.slice(border + 1)];
    });
    const query = String(new URLSearchParams([...recut, ["signature", signature]]));
    const request = new Request(`https://app.test/proxy?${query}`);
    try {
      const { asked } = readProxied(request, names, NOW);
      expect(Object.fromEntries(asked)).toEqual(own);
      taken++;
    } catch (refusal) {
      if (!(refusal instanceof Response)) throw refusal;
    }
  });
  fc.assert(law, { numRuns: 3000 });
  expect(taken).toBeGreaterThan(50);
});

test("no name a route takes is the end of another: borders would move", () => {
  const all = ["shop", "timestamp", "path_prefix", "logged_in_customer_id", "ref"];
  const pairs = all.flatMap((one) => all.filter((other) => other !== one && one.endsWith(other)));
  expect(pairs).toEqual([]);
});

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { makeFakeApp, openStandIn, textOf } from "#test/sandbox/stand-in-fixture.ts";
import { type Shopper, shopperAt } from "#test/sandbox/storefront/shopper-fixture.ts";
import { exchange, graphql } from "#test/sandbox/wire-fixture.ts";

const SOUND = path.join(import.meta.dirname, "fixtures/sound");

/** Variants of the shop: the kit costs 69.00, the tote 24.50, the mug 15.00. */
export const KIT = "44100000000001";
export const TOTE = "44100000000002";
export const MUG = "44100000000004";

/** The body of orders/create. */
export type Told = Readonly<Record<string, unknown>> & {
  readonly admin_graphql_api_id: string;
  readonly name: string;
};

/** A stand-in with its storefront, an app that says yes to all, and what tests do with both. */
export type Window = {
  readonly standIn: () => StandIn;
  /** Somebody who was never here. */
  readonly shopper: () => Shopper;
  /** The app makes a discount, as it does in Shopify; `value` is GraphQL. */
  discount(code: string, value: string): Promise<void>;
  /** The app makes a code for free shipping. */
  freeShipping(code: string): Promise<void>;
  /** The order's customerJourneySummary. */
  journeyOf(gid: string): Promise<unknown>;
  /** What the app was told of the one order that `place` places. */
  told(place: () => Promise<unknown>): Promise<Told>;
  /** Ends the stand-in and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** Opens the storefront of the fixture's extension at `firstPort` + 1. */
export async function openWindow(firstPort: number): Promise<Window> {
  const journal = path.join(mkdtempSync(path.join(tmpdir(), "stand-in-")), "journal.jsonl");
  const app = makeFakeApp();
  let standIn = await openStandIn(firstPort, journal, SOUND);
  await app.listen(standIn);
  const token = JSON.parse((await exchange(standIn)).text).access_token;
  const ask = async (query: string) => JSON.parse((await graphql(standIn, token, query)).text).data;

  return {
    standIn: () => standIn,
    shopper: () => shopperAt(standIn.origins.storefront),
    async discount(code, value) {
      const input = `{ title: "${code}", code: "${code}", startsAt: "2026-01-01T00:00:00Z", context: { all: ALL }, customerGets: { items: { all: true }, value: { ${value} } } }`;
      const made = await ask(
        `mutation { discountCodeBasicCreate(basicCodeDiscount: ${input}) { userErrors { message } } }`,
      );
      expect(made.discountCodeBasicCreate.userErrors).toEqual([]);
    },
    async freeShipping(code) {
      const input = `{ title: "${code}", code: "${code}", startsAt: "2026-01-01T00:00:00Z", context: { all: ALL }, destination: { all: true } }`;
      const made = await ask(
        `mutation { discountCodeFreeShippingCreate(freeShippingCodeDiscount: ${input}) { userErrors { message } } }`,
      );
      expect(made.discountCodeFreeShippingCreate.userErrors).toEqual([]);
    },
    async journeyOf(gid) {
      const fields =
        "ready momentsCount { count } firstVisit { landingPage referralCode } lastVisit { referrerUrl referralCode }";
      return (await ask(`{ order(id: "${gid}") { customerJourneySummary { ${fields} } } }`)).order
        .customerJourneySummary;
    },
    async told(place) {
      const bodies: Told[] = [];
      await app.listen(standIn, async (incoming) => {
        const text = await textOf(incoming);
        if (incoming.headers["x-shopify-topic"] === "orders/create") bodies.push(JSON.parse(text));
      });
      await place();
      await standIn.deliveries.drain();
      expect(bodies).toHaveLength(1);
      return bodies[0] as Told;
    },
    async restart() {
      await standIn.deliveries.drain();
      await standIn.stop();
      standIn = await openStandIn(firstPort, journal, SOUND);
      await app.listen(standIn);
    },
    async stop() {
      app.stop();
      await standIn.stop();
    },
  };
}

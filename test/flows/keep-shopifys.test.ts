import { expect, test } from "vitest";
import type { Discount } from "#test/sandbox/admin-api/discounts.ts";
import { freshDb } from "#test/support/database.ts";
import { expectSound, MENDED, worldOfAda } from "#test/support/drifted.ts";
import { doJobs } from "#test/support/jobs.ts";
import { at, orderId } from "#test/support/make.ts";

const database = await freshDb(4);
const given = (more?: Record<string, unknown>) => worldOfAda(database, more);

test("with the new name kept, the creator holds it, and the old one keeps crediting its past", async () => {
  const world = await given({ creditFrom: at("2026-01-01") });
  await world.record({
    id: orderId(1),
    codes: ["ADA10"],
    createdAt: at("2026-02-01"),
    processedAt: at("2026-02-01"),
  });
  await world.record({
    id: orderId(2),
    codes: ["SUMMER"],
    createdAt: at("2026-03-10T12:30:00Z"),
    processedAt: at("2026-03-10T12:30:00Z"),
  });
  await world.drifted({ code: "SUMMER" });
  expect(await world.keep()).toEqual({ id: world.id });
  await doJobs(database, world.admin.graphql, MENDED);
  expect(await world.row("SUMMER")).toMatchObject({
    ...{ state: "active", origin: "adopted", held_to: null, discount_id: world.discount().gid },
    ...{ held_from: at("2026-01-01"), drift: null },
  });
  expect(await world.row()).toMatchObject({ held_to: MENDED, drift: null });
  const ada = (await world.row())?.creator_id;
  expect([await world.creditOf(1), await world.creditOf(2)]).toEqual([ada, ada]);
  await expectSound(world);
});

test("a new name that another creator holds is not kept", async () => {
  const world = await given();
  await world.enroll("GRACE5", "Grace Hopper");
  world.admin.discounts.delete(world.admin.discounts.find("GRACE5") as Discount);
  await world.drifted({ code: "grace5" });
  expect(await world.keep()).toEqual({ because: "held", heldBy: "Grace Hopper" });
  expect(await world.row()).toMatchObject({ held_to: null, drift: "renamed" });
});

test("with Shopify's terms kept, ours are those; with its end kept, the code is held no longer", async () => {
  const changed = await given();
  await changed.drifted({ value: { percentage: 0.2 }, appliesOncePerCustomer: true });
  await changed.keep();
  expect(await changed.row()).toMatchObject({
    ...{ basis_points: 2000, conditions: { oncePerCustomer: true }, drift: null, held_to: null },
  });
  await expectSound(changed);
  for (const change of [{ isDeleted: true }, { endsAt: "2026-03-10T12:30:00Z" }]) {
    const ended = await given();
    await ended.drifted(change);
    await ended.keep();
    expect(await ended.row()).toMatchObject({ held_to: MENDED, drift: null, state: "active" });
    await expectSound(ended);
  }
});

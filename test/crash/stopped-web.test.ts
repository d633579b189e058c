import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startWeb } from "#test/crash/web.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { linkId } from "#test/support/make.ts";

const database = await freshDb(2);
const shopId = await shopOfAdaAndGrace(database, "demo.myshopify.com");
await seedLink(database, shopId);
const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0";

async function click(address: string): Promise<string | null> {
  const answer = await fetch(`${address}/go/demo/ada`, {
    headers: { "User-Agent": CHROME },
    redirect: "manual",
  });
  return new URL(answer.headers.get("Location") ?? "").searchParams.get("trb");
}
const written = async () => (await rowsOf(database, "visit")).map((row) => row.id);

test("a web process that is asked to stop writes the clicks it collected, and only then goes", async () => {
  const web = await startWeb(database.url);
  const visits = await Promise.all(Array.from({ length: 40 }, () => click(web.address)));
  const gone = once(web.process, "exit");
  web.process.kill("SIGTERM");
  expect(await gone).toEqual([0, null]);
  expect(await written()).toEqual(visits.toSorted());
  expect(await rowsOf(database, "link_clicks")).toMatchObject([{ link_id: linkId("ada"), clicks: 40 }]);
});

test("clicks that come while the tables cannot be written are written once they can", async () => {
  const web = await startWeb(database.url);
  await click(web.address);
  await expect.poll(written).toHaveLength(41);
  await database.owner.query("REVOKE INSERT ON visit FROM tributary_app");
  const visit = await click(web.address);
  await pause(700);
  const gone = once(web.process, "exit");
  web.process.kill("SIGTERM");
  await pause(300);
  await database.owner.query("GRANT INSERT ON visit TO tributary_app");
  expect(await gone).toEqual([0, null]);
  expect(await written()).toContain(visit);
});

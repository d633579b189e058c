import { readFile } from "node:fs/promises";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { TOPICS } from "#app/queue/topics.ts";

test("the topics a shop is expected to tell of are those that shopify.app.toml subscribes to", async () => {
  const toml = parse(await readFile(new URL("../../shopify.app.toml", import.meta.url), "utf8"));
  const { subscriptions } = toml.webhooks as {
    subscriptions: { topics?: string[]; compliance_topics?: string[] }[];
  };
  const declared = subscriptions.flatMap(({ topics = [], compliance_topics = [] }) => [
    ...topics,
    ...compliance_topics,
  ]);
  expect([...TOPICS].sort()).toEqual(declared.sort());
});

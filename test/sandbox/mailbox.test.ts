import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, expect, test } from "vitest";
import { ask, openStandIn } from "#test/sandbox/stand-in-fixture.ts";

const journal = join(mkdtempSync(join(tmpdir(), "mailbox-")), "journal.jsonl");
let standIn = await openStandIn(6320, journal);
afterAll(() => standIn.stop());
const send = (more: Record<string, unknown> = {}) =>
  createTransport(standIn.environment.SMTP_URL ?? "").sendMail({
    from: standIn.environment.MAIL_FROM,
    to: "ada@example.com",
    subject: "Hello <b>Ada</b>",
    text: `Open ${standIn.environment.SHOPIFY_APP_URL}/go/demo/ada`,
    html: `<html><head></head><body><script>alert(1)</script><a href="${standIn.environment.SHOPIFY_APP_URL}/go/demo/ada">go</a></body></html>`,
    messageId: "<one@test>",
    ...more,
  });
const page = (path: string) => ask(`${standIn.origins.admin}${path}`);

test("what is mailed is kept, once for each message however often it comes, and after a new start", async () => {
  await send();
  await send();
  await send({ messageId: "<two@test>", subject: "Second" });
  expect(standIn.mailbox.all().map(({ subject, times }) => [subject, times])).toEqual([
    ["Second", 1],
    ["Hello <b>Ada</b>", 2],
  ]);
  await standIn.stop();
  standIn = await openStandIn(6320, journal);
  expect(standIn.mailbox.all().map(({ subject, times }) => [subject, times])).toEqual([
    ["Second", 1],
    ["Hello <b>Ada</b>", 2],
  ]);
});

test("the pages show it as words; its HTML stands in a frame that loads and runs nothing, and leads to the sandbox's own faces", async () => {
  const list = await page("/mailbox");
  expect(list.body).toContain("Hello &lt;b&gt;Ada&lt;/b&gt;");
  const one = await page("/mailbox/1");
  expect(one.body).toContain(`Open ${standIn.origins.app}/go/demo/ada`);
  expect(one.body).not.toContain("<script>alert");
  expect(one.headers["content-security-policy"]).toContain("frame-src 'self'");
  const html = await page("/mailbox/1/html");
  expect(html.body).toContain(`<a href="${standIn.origins.app}/go/demo/ada">`);
  expect(html.headers["content-security-policy"]).toMatch(/^sandbox allow-popups(?!.*allow-scripts)/);
  expect(html.headers["content-security-policy"]).toContain("default-src 'none'");
  for (const path of ["/mailbox/9", "/mailbox/x", "/mailbox/1/raw"])
    expect((await page(path)).status).toBe(404);
});

test("addresses that begin with bounce do not exist, and those that begin with later are busy", async () => {
  await expect(send({ to: "bounce@example.com" })).rejects.toThrow(/550 5\.1\.1/);
  await expect(send({ to: "later@example.com" })).rejects.toThrow(/451 4\.2\.1/);
});

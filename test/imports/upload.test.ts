import { expect, test } from "vitest";
import { LARGEST_FILE } from "#app/imports/csv.server.ts";
import { readUpload } from "#app/imports/upload.server.ts";

const MB = 1024 * 1024;

/** A form as a browser posts it. */
function posted(fields: Record<string, string | File>): Request {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return new Request("https://app.test/app/import", { method: "POST", body });
}

/** A body of so many megabytes that comes bit by bit; `sent` tells how many its sender got rid of. */
function stream(megabytes: number): { request: Request; sent: () => number } {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === megabytes) return controller.close();
      sent++;
      controller.enqueue(new Uint8Array(MB));
    },
  });
  const headers = { "Content-Type": "multipart/form-data; boundary=x" };
  const told: RequestInit & { duplex: "half" } = { method: "POST", body, headers, duplex: "half" };
  return { request: new Request("https://app.test/app/import", told), sent: () => sent };
}

test("a form's file comes with its bytes, and its fields beside it", async () => {
  const upload = await readUpload(posted({ kind: "creators", file: new File(["name\nAda\n"], "a.csv") }));
  if (upload === "too-large") throw new Error("too large");
  expect(upload.fields.get("kind")).toBe("creators");
  expect([upload.file?.name, Buffer.from(upload.file?.bytes ?? []).toString()]).toEqual([
    "a.csv",
    "name\nAda\n",
  ]);
});

test.each([
  ["nothing was chosen", posted({ kind: "creators" })],
  ["the browser sends an unnamed file for none", posted({ file: new File([], "") })],
  ["a text stands in its place", posted({ file: "name\nAda\n" })],
  ["the body is no form", new Request("https://app.test/", { method: "POST", body: "name" })],
])("no file where %s", async (_, request) => {
  expect(await readUpload(request)).toMatchObject({ file: null });
});

test.each([
  ["folder/codes\u0007of\tJune.csv", "codes of June.csv"],
  ["C:\\Users\\Ada\\codes.csv", "codes.csv"],
  [`${"a".repeat(500)}.csv`, "a".repeat(120)],
])("the file's name is shown without folders, control characters or more than fits", async (name, shown) => {
  expect(await readUpload(posted({ file: new File(["name"], name) }))).toMatchObject({
    file: { name: shown },
  });
});

test("a file of one byte too many is too large, one of just so many is not", async () => {
  const file = (size: number) => posted({ file: new File([Buffer.alloc(size, "a")], "a.csv") });
  expect(await readUpload(file(LARGEST_FILE + 1))).toBe("too-large");
  expect(await readUpload(file(LARGEST_FILE))).toMatchObject({ file: { name: "a.csv" } });
});

test("a body that is too large is let by, so that its sender hears why; one without an end is not waited for", async () => {
  const large = stream(30);
  expect(await readUpload(large.request)).toBe("too-large");
  expect(large.sent()).toBe(30);
  const endless = stream(100_000);
  expect(await readUpload(endless.request)).toBe("too-large");
  expect(endless.sent()).toBeLessThan(45);
});

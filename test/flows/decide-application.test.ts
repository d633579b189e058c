import { expect, test } from "vitest";
import { approveApplication, declineApplication } from "#app/flows/decide-application.server.ts";
import { inviteAgain } from "#app/flows/invite-creator.server.ts";
import { listApplicants, readApplication } from "#app/flows/read-applications.server.ts";
import { addProgram, putAway } from "#app/flows/save-program.server.ts";
import type { CreatorId, ProgramId } from "#app/kernel/id.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at, creatorId } from "#test/support/make.ts";
import { applicationId, apply, openRecruiting } from "#test/support/recruiting.ts";

const database = await freshDb(6);
const now = at("2026-03-10T12:00:00Z");
const later = at("2026-03-10T13:00:00Z");
const A = applicationId("a");
let number = 0;

async function given(fields: Parameters<typeof apply>[3] = {}) {
  const shop = await installShop(database, `decide-${++number}.myshopify.com`, { name: "Tidewater" });
  await openRecruiting(database, shop, { terms: "Be kind." });
  await apply(database, shop, A, { terms: "1", ...fields }, now, { language: "da" });
  const hash = await findPersonHash(database, testKeys, shop.id);
  const rows = (table: string) => rowsOf(database, table, shop.id);
  const yes = { programId: "", code: "ADA10", kind: "percent", value: "10", message: "" };
  return {
    shop,
    hash,
    rows,
    approve: (more: Partial<typeof yes> = {}, id = A) =>
      approveApplication(database, shop, hash, id, { ...yes, ...more }, later),
    decline: (message = "", isTold = true) =>
      declineApplication(database, shop, hash, A, { message, isTold }, later),
  };
}

test("an approved applicant is a creator with program, code and link, and an invitation that says it", async () => {
  const { shop, rows, approve } = await given();
  const fields = {
    ...{ name: "Ambassadors", kind: "percent", value: "15", oncePerCustomer: "on", template: "{FIRST}" },
  };
  const program = await addProgram(database, shop, fields, now);
  const programId = "id" in program ? program.id : "";
  expect(await approve({ programId, code: "ADA15", value: "15", message: "Velkommen <b>" })).toMatchObject({
    decided: "now",
  });
  const [creator] = await rows("creator");
  expect(creator).toMatchObject({
    name: "Ada Lovelace",
    email: "ada@example.com",
    handle: "@ada",
    language: "da",
    program_id: programId,
  });
  expect(await rows("code")).toMatchObject([
    {
      creator_id: creator?.id,
      code: "ADA15",
      basis_points: 1500,
      conditions: { oncePerCustomer: true },
      held_from: later,
    },
  ]);
  expect(await rows("link")).toMatchObject([{ creator_id: creator?.id, slug: "ada-lovelace" }]);
  expect(await rows("application")).toMatchObject([
    { state: "approved", creator_id: creator?.id, decided_at: later, reply: "Velkommen <b>" },
  ]);
  const invitation = (await rows("mail")).find(({ kind }) => kind === "invitation");
  expect(invitation).toMatchObject({
    creator_id: creator?.id,
    recipient: "ada@example.com",
    subject: "Velkommen til Tidewater: din kode er ADA15",
  });
  const { text, html } = invitation as { text: string; html: string };
  for (const said of [
    "ADA15",
    "/go/decide-",
    "/ada-lovelace",
    "Be kind.",
    "10. marts 2026",
    "én gang pr. kunde",
  ])
    expect(text).toContain(said);
  expect(text).toContain("> Velkommen <b>");
  expect(html).toContain("Velkommen &lt;b&gt;");
  expect(html).not.toContain("<b>");
});

test("approved twice, in two tabs or by two people at once, there is one creator, one code, one invitation", async () => {
  const { rows, approve } = await given();
  // Connections that are open already: all four begin at the same moment.
  await Promise.all([1, 2, 3, 4].map(() => database.app.query("SELECT pg_sleep(0.05)")));
  const outcomes = await Promise.all([1, 2, 3, 4].map((each) => approve({ code: `ADA1${each}` })));
  expect(outcomes.filter((each) => each && "decided" in each && each.decided === "now")).toHaveLength(1);
  expect(outcomes.filter((each) => each && "decided" in each && each.decided === "before")).toHaveLength(3);
  expect(new Set(outcomes.map((each) => each && "creatorId" in each && each.creatorId)).size).toBe(1);
  expect(await rows("creator")).toHaveLength(1);
  expect(await rows("code")).toHaveLength(1);
  expect(await rows("link")).toHaveLength(1);
  expect((await rows("mail")).filter(({ kind }) => kind === "invitation")).toHaveLength(1);
});

test("a code that another creator holds leaves the application waiting and nobody behind", async () => {
  const { shop, rows, approve } = await given();
  await seedCreator(database, shop.id, creatorId("grace"), "ADA10", { name: "Grace Hopper" });
  expect(await approve()).toEqual({ because: { code: "held" }, heldBy: "Grace Hopper" });
  expect(await rows("creator")).toHaveLength(1);
  expect(await rows("application")).toMatchObject([{ state: "waiting", creator_id: null }]);
  expect((await rows("mail")).map(({ kind }) => kind)).toEqual(["application-received"]);
});

test("what is wrong with an approval is said field by field, and nothing is done", async () => {
  const { shop, rows, approve } = await given();
  expect(await approve({ code: "A DA", value: "200", programId: "x", message: "m".repeat(2001) })).toEqual({
    because: {
      code: "unusable-characters",
      value: "out-of-range",
      programId: "unknown",
      message: "too-long",
    },
  });
  const made = await addProgram(
    database,
    shop,
    { name: "Old", kind: "percent", value: "5", oncePerCustomer: "", template: "{FIRST}" },
    now,
  );
  const programId = ("id" in made ? made.id : "") as ProgramId;
  await putAway(database, shop.id, programId, true, now);
  expect(await approve({ programId })).toEqual({ because: { programId: "unknown" } });
  expect(await rows("creator")).toEqual([]);
});

test("another shop's application, one that never was: nothing is approved or declined", async () => {
  const { approve, shop, hash } = await given();
  expect(await approve({}, applicationId("nobody"))).toBeNull();
  const other = await given();
  const yes = { programId: "", code: "ADA10", kind: "percent", value: "10", message: "" };
  const foreign = applicationId("foreign");
  await apply(database, other.shop, foreign, { terms: "1" }, now);
  expect(await approveApplication(database, shop, hash, foreign, yes, later)).toBeNull();
  const no = { message: "", isTold: true };
  expect(await declineApplication(database, shop, hash, foreign, no, later)).toBeNull();
});

test("a declined applicant hears so with the merchant's words, or nothing where nothing is to be said", async () => {
  const told = await given();
  expect(await told.decline("Ikke nu.")).toEqual({ decided: "now", creatorId: null });
  const mail = (await told.rows("mail")).find(({ kind }) => kind === "application-declined");
  expect(mail).toMatchObject({ subject: "Din ansøgning hos Tidewater", recipient: "ada@example.com" });
  expect(mail?.text).toContain("> Ikke nu.");
  expect(await told.rows("application")).toMatchObject([{ state: "declined", reply: "Ikke nu." }]);
  const quiet = await given();
  await quiet.decline("never said", false);
  expect((await quiet.rows("mail")).map(({ kind }) => kind)).toEqual(["application-received"]);
  expect(await quiet.rows("application")).toMatchObject([{ state: "declined", reply: "" }]);
});

test("declined can be approved after all; approved cannot be declined", async () => {
  const { rows, approve, decline } = await given();
  await decline();
  expect(await decline()).toMatchObject({ decided: "before" });
  expect(await approve()).toMatchObject({ decided: "now" });
  expect(await decline()).toMatchObject({ decided: "before", creatorId: (await rows("creator"))[0]?.id });
  expect(await rows("application")).toMatchObject([{ state: "approved" }]);
});

test("the merchant is told who has the address already, and how often it applied; each program proposes its code", async () => {
  const { shop, hash, approve, rows } = await given({ email: "a.da+x@gmail.com" });
  await approve();
  const again = applicationId("again");
  await apply(database, shop, again, { terms: "1", email: "ada@gmail.com" }, later);
  await apply(database, shop, applicationId("third"), { terms: "1", email: "ADA@gmail.com" }, later);
  const fields = {
    name: "Riders",
    kind: "amount",
    value: "5",
    oncePerCustomer: "",
    template: "{FIRST}{VALUE}",
  };
  await addProgram(database, shop, fields, now);
  const page = await readApplication(database, shop.id, hash, again);
  const [creator] = await rows("creator");
  expect(page?.known).toEqual({ creator: { id: creator?.id, name: "Ada Lovelace" }, times: 2 });
  expect(page?.terms).toMatchObject({ version: 1, text: "Be kind." });
  expect(page?.proposals).toMatchObject([
    { programName: "Riders", code: "ADA5", value: { kind: "amount", minor: 500 } },
    { programId: null, code: "ADA10-2", value: { basisPoints: 1000 } },
  ]);
  const list = await listApplicants(database, shop.id, hash, { state: null, page: 1, size: 2 });
  expect(list.counts).toEqual({ waiting: 2, approved: 1, declined: 0 });
  expect(list.applicants.map(({ application }) => application.state)).toEqual(["waiting", "waiting"]);
  const rest = await listApplicants(database, shop.id, hash, { state: null, page: 2, size: 2 });
  expect(rest.applicants).toMatchObject([{ application: { id: A }, known: { creator: null, times: 1 } }]);
});

test("an invitation sent again says the code they have now; who has no address cannot get one", async () => {
  const { shop, hash, approve, rows } = await given();
  await approve();
  const [creator] = await rows("creator");
  await database.owner.query("UPDATE code SET state = 'refused' WHERE shop_id = $1", [shop.id]);
  await database.owner.query(
    `INSERT INTO code (shop_id, id, creator_id, code, key, value_kind, state, held_from, created_at)
     VALUES ($1, 'co_new', $2, 'ADAFREE', 'adafree', 'free-shipping', 'active', $3, $3)`,
    [shop.id, creator?.id, later],
  );
  const id = creator?.id as CreatorId;
  expect(await inviteAgain(database, shop, hash, id, later)).toBe("kept");
  const mails = (await rows("mail")).filter(({ kind }) => kind === "invitation");
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    "Velkommen til Tidewater: din kode er ADA10",
    "Velkommen til Tidewater: din kode er ADAFREE",
  ]);
  await database.owner.query("UPDATE creator SET email = NULL WHERE shop_id = $1", [shop.id]);
  expect(await inviteAgain(database, shop, hash, id, later)).toBe("no-email");
  expect(await inviteAgain(database, shop, hash, creatorId("nobody"), later)).toBeNull();
});

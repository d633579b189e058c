import { randomBytes, randomInt } from "node:crypto";
import {
  type Batch,
  type BatchCode,
  type Chosen,
  findBatch,
  giveBatchCodes,
  keepBatch,
  listChosen,
  listUsedKeys,
  type Person,
} from "#app/creators/batches.server.ts";
import { parseCodeValue, type Terms } from "#app/creators/code.ts";
import { type ConditionFields, type ConditionsRefusal, parseConditions } from "#app/creators/conditions.ts";
import {
  codesFrom,
  type MadeCode,
  parseTemplate,
  type Template,
  type TemplateRefusal,
} from "#app/creators/template.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { type BatchId, type CreatorId, newId, parseId, type ShopId } from "#app/kernel/id.ts";
import { enqueue } from "#app/queue/outbox.server.ts";

type Shop = { readonly id: ShopId; readonly currency: string };

/** The form that adds codes for many creators, as typed. */
export type BatchForm = {
  /** Made with the form, so that sending it twice is sending it once. */
  readonly batchId: string;
  /** "all", "without", "program" or "picked". */
  readonly who: string;
  readonly programId: string;
  readonly creatorIds: readonly string[];
  readonly template: string;
  readonly title: string;
  readonly kind: string;
  readonly value: string;
  readonly conditions: ConditionFields;
};

/** What is wrong with the form, field by field; `token` is what a template cannot hold. */
export type BatchRefusal = {
  readonly because: ConditionsRefusal["because"] & {
    readonly who?: "nobody" | "too-many" | "no-program" | "no-codes";
    readonly template?: TemplateRefusal["because"];
    readonly title?: "empty" | "too-long";
    readonly value?: "not-a-number" | "out-of-range" | "unknown-kind";
  };
  readonly token?: string;
};

/** What the form would bring: the first codes, and of how many creators it brings none, or a numbered one. */
export type BatchPreview = {
  readonly people: number;
  readonly first: readonly { readonly id: CreatorId; readonly name: string; readonly made: MadeCode }[];
  readonly numbered: number;
  /** The names of those for whom no code can be made; the first of them. */
  readonly without: readonly string[];
  readonly withoutCount: number;
};

/** So many codes go into one batch. */
export const MOST_CODES = 10_000;
/** How many rows go into one statement, and how many names a page shows. */
const CHUNK = 1_000;
const SHOWN = 10;
const LONGEST_TITLE = 255;
/** How often codes are made anew when somebody else was given one of them in the same moment. */
const TRIES = 3;
const HELD_TWICE = "23P01";

/** Shows what the form would bring, writing nothing. What is wrong with its terms says only the sending. */
export async function previewCodes(
  database: Database,
  shop: Shop,
  form: BatchForm,
  now: Date,
): Promise<BatchPreview | BatchRefusal> {
  const template = parseTemplate(form.template);
  const value = parseCodeValue(form.kind, form.value, shop.currency);
  const chosen = chosenIn(form);
  if ("because" in template || "because" in chosen)
    return { because: { ...wrong(template, chosen) }, ...token(template) };
  // Until a value is typed, what stands for it is as good as any.
  const shownValue = "because" in value ? ({ kind: "percent", basisPoints: 1000 } as const) : value;
  return inShop(database, shop.id, async (tx) => {
    const { people, made } = await makeCodes(tx, shop.id, chosen, template, shownValue, now);
    const without = people.filter((_, at) => "because" in (made[at] ?? { because: "" }));
    return {
      people: people.length,
      first: people
        .slice(0, SHOWN)
        .flatMap(({ id, name }, at) => (made[at] ? [{ id, name, made: made[at] }] : [])),
      numbered: made.filter((each) => "key" in each && each.isNumbered).length,
      without: without.slice(0, SHOWN).map(({ name }) => name),
      withoutCount: without.length,
    };
  });
}

/**
 * Gives a code to each of the chosen creators and asks Shopify for them all; the same form again changes nothing.
 * @returns the batch, and how many codes this sending gave
 */
export async function addCodes(
  database: Database,
  shop: Shop,
  form: BatchForm,
  now: Date,
): Promise<{ id: BatchId; codes: number } | BatchRefusal> {
  const id = parseId("batch", form.batchId) ?? newId("batch", randomBytes(20));
  const template = parseTemplate(form.template);
  const value = parseCodeValue(form.kind, form.value, shop.currency);
  const kind = "because" in value ? "percent" : value.kind;
  const conditions = parseConditions(form.conditions, kind, shop.currency, now);
  const chosen = chosenIn(form);
  const title = form.title.trim();
  const because: BatchRefusal["because"] = {
    ...("because" in conditions ? conditions.because : {}),
    ...wrong(template, chosen),
    ...("because" in value && { value: value.because }),
    ...(title === "" && { title: "empty" as const }),
    ...([...title].length > LONGEST_TITLE && { title: "too-long" as const }),
  };
  const isWrong = Object.keys(because).length > 0;
  if (
    isWrong ||
    "because" in template ||
    "because" in value ||
    "because" in conditions ||
    "because" in chosen
  )
    return { because, ...token(template) };
  const batch = { id, title, value, conditions, createdAt: now };
  for (let attempt = 1; ; attempt++) {
    try {
      return await inShop(database, shop.id, (tx) => keep(tx, shop.id, batch, chosen, template));
    } catch (error) {
      if ((error as { code?: string }).code !== HELD_TWICE || attempt === TRIES) throw error;
    }
  }
}

async function keep(
  tx: Tx,
  shopId: ShopId,
  batch: Omit<Batch, "discountId"> & Terms,
  chosen: Chosen,
  template: Template,
): Promise<{ id: BatchId; codes: number } | BatchRefusal> {
  const { id, createdAt: now } = batch;
  const { people, made } = await makeCodes(tx, shopId, chosen, template, batch.value, now);
  // After it: the same form, sent twice at once, may have left nobody without a code in between.
  if (await findBatch(tx, shopId, id)) return { id, codes: 0 };
  if (people.length === 0) return { because: { who: "nobody" } };
  if (people.length > MOST_CODES) return { because: { who: "too-many" } };
  const codes = people.flatMap((person, at): BatchCode[] => {
    const code = made[at];
    if (!code || "because" in code) return [];
    return [{ id: newId("code", randomBytes(20)), creatorId: person.id, code: code.code, key: code.key }];
  });
  if (codes.length === 0) return { because: { who: "no-codes" } };
  if (!(await keepBatch(tx, shopId, batch))) return { id, codes: 0 };
  for (let from = 0; from < codes.length; from += CHUNK)
    await giveBatchCodes(tx, shopId, batch, codes.slice(from, from + CHUNK));
  await enqueue(tx, shopId, { kind: "bulk-codes", key: id, payload: { batchId: id } }, now);
  await enqueue(tx, shopId, { kind: "credit-batch", key: id, payload: { batchId: id } }, now);
  return { id, codes: codes.length };
}

async function makeCodes(
  tx: Tx,
  shopId: ShopId,
  chosen: Chosen,
  template: Template,
  value: Terms["value"],
  now: Date,
): Promise<{ people: Person[]; made: MadeCode[] }> {
  const people = await listChosen(tx, shopId, chosen, MOST_CODES, now);
  const taken = await listUsedKeys(tx, shopId);
  return { people, made: codesFrom(template, people, { taken, value, random: (below) => randomInt(below) }) };
}

function chosenIn({ who, programId, creatorIds }: BatchForm): Chosen | { because: "no-program" } {
  if (who === "all" || who === "without") return { who };
  if (who === "program") {
    const id = parseId("program", programId);
    return id ? { who, programId: id } : { because: "no-program" };
  }
  const ids = creatorIds.map((id) => parseId("creator", id)).filter((id): id is CreatorId => id !== null);
  return { who: "picked", ids };
}

const wrong = (template: Template | TemplateRefusal, chosen: ReturnType<typeof chosenIn>) => ({
  ...("because" in template && { template: template.because }),
  ...("because" in chosen && { who: chosen.because }),
});
const token = (template: Template | TemplateRefusal) =>
  "because" in template && template.token !== undefined ? { token: template.token } : {};

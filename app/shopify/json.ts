import type { z } from "zod";

/** A body that is not what Shopify sends. The message names the path, the value and the rule, and never personal data. */
export class PayloadError extends Error {
  override readonly name = "PayloadError";
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
// TypeScript's library does not know the third argument yet (ECMAScript "JSON.parse source text access", Node 21 on).
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

/**
 * Parses JSON without losing digits: a whole number beyond 2^53 stays the text it was (`820982911946154508` -> "820982911946154508").
 * Throws PayloadError for what is no JSON, and for numbers beyond any number (1e309); never quotes the body.
 */
export function parseJson(text: string): unknown {
  try {
    return parseWithSource(text, exactNumber);
  } catch (error) {
    if (error instanceof PayloadError) throw error;
    throw new PayloadError(`the body: ${text.length} characters that are not JSON, or too deeply nested`);
  }
}

/** Holds a parsed body against a zod shape; throws PayloadError naming the first path that is wrong, and how many more are. */
export function readShape<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const [first, ...more] = read.error.issues;
  const path = first?.path ?? [];
  const others = more.length > 0 ? ` (and ${more.length} more)` : "";
  throw new PayloadError(
    `${pathText(path)}: ${shown(valueAt(body, path), path.at(-1))}: ${first?.message}${others}`,
  );
}

function exactNumber(key: string, value: unknown, { source = "" }: { source?: string }): unknown {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value))
    throw new PayloadError(`${key || "the body"}: the number ${source.slice(0, 40)} is beyond any number`);
  return /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value;
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text.replace(/^\./, "") || "the body";
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], body);
}

/** Only fields that are never personal are quoted; of others just the size. */
const QUOTABLE =
  /^(id|.*_id|quantity|current_quantity|price|amount|currency|currency_code|financial_status|.*_at)$/;

function shown(value: unknown, key: PropertyKey | undefined): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  const isQuotable = QUOTABLE.test(String(key)) && !value.includes("@");
  return isQuotable ? JSON.stringify(value.slice(0, 40)) : `a text of ${value.length} characters`;
}

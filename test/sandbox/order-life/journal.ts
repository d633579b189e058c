import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { AddedCodes, Discount } from "#test/sandbox/admin-api/discounts.ts";
import type { Grant } from "#test/sandbox/admin-api/tokens.ts";
import type {
  PlacedCancellation,
  PlacedEdit,
  PlacedFulfilment,
  PlacedMerge,
  PlacedOrder,
  PlacedPayment,
  PlacedRefund,
} from "#test/sandbox/contract.ts";
import type { Customer } from "#test/sandbox/order-life/shop.ts";
import type { StorefrontSettings } from "#test/sandbox/storefront/settings.ts";

/** One thing that happened to the stand-in. Ids are made by count, so that playing the lines again makes the same shop. */
export type Happening =
  | { readonly order: PlacedOrder }
  | { readonly refund: PlacedRefund }
  | { readonly cancellation: PlacedCancellation }
  | { readonly payment: PlacedPayment }
  | { readonly fulfilment: PlacedFulfilment }
  | { readonly edit: PlacedEdit }
  | { readonly customer: Customer }
  | { readonly merge: PlacedMerge }
  | { readonly dataRequest: { readonly customerId: string; readonly at: Date } }
  | { readonly redaction: { readonly customerId: string; readonly at: Date } }
  | { readonly life: ShopEvent }
  | { readonly discount: Discount }
  | { readonly redeemCodes: AddedCodes }
  | { readonly storefront: StorefrontSettings }
  | { readonly mail: { readonly raw: string; readonly at: Date } }
  | { readonly grant: Grant };

/** How the app came to the shop and went: installed again, uninstalled, erased by law, its access tokens ended. */
export type ShopEvent = {
  readonly what: "uninstalled" | "reinstalled" | "erased" | "tokens-ended";
  readonly at: Date;
};

export type Journal = {
  write(happening: Happening): void;
  /** Puts what was written into the file. */
  flush(): void;
  close(): void;
};

const EVERY = 500;

/** Reads what happened before; a last line that a crash cut short is left out. */
export function readJournal(path: string | undefined): Happening[] {
  if (path === undefined || !existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map(
    (line) => JSON.parse(line, (key, value) => (key === "at" ? new Date(value) : value)) as Happening,
  );
}

/** Appends what happens to a file of JSON lines, at the latest half a second later. Without a path it forgets. */
export function openJournal(path: string | undefined): Journal {
  if (path === undefined) return { write() {}, flush() {}, close() {} };
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) truncateSync(path, readFileSync(path).lastIndexOf("\n") + 1);
  const file = openSync(path, "a");
  let waiting: string[] = [];
  const flush = () => {
    if (waiting.length > 0) writeSync(file, `${waiting.join("\n")}\n`);
    waiting = [];
  };
  const timer = setInterval(flush, EVERY);
  timer.unref();
  return {
    write: (happening) => void waiting.push(JSON.stringify(happening)),
    flush,
    close() {
      clearInterval(timer);
      flush();
      closeSync(file);
    },
  };
}

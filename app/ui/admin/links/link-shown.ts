import type { Money } from "#app/kernel/money.ts";

/** A creator's link as pages show it. */
export type ShownLink = {
  readonly id: string;
  readonly slug: string;
  readonly path: string;
  readonly title: string;
  readonly code: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly clicks: number;
  readonly bots: number;
  readonly lastClickAt: string | null;
  readonly orders: number;
  readonly net: Money;
};

/** What a link's form needs to know of the shop: how addresses begin, and which hosts are its own, the first one shown. */
export type ShownAddresses = {
  /** "https://app.example/go/tidewater/" */
  readonly base: string;
  readonly hosts: readonly string[];
};

/** The fields of a link, as its form posts them. */
export type LinkField = "title" | "landing" | "slug" | "code";

/** Reads a link from a posted form; what is missing is empty. */
export function readLinkFields(form: FormData): Record<LinkField, string> {
  const text = (name: LinkField) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return { title: text("title"), landing: text("landing"), slug: text("slug"), code: text("code") };
}

/** An address without its scheme, for reading: "app.example/go/tidewater/ada". */
export const shortened = (address: string): string => address.replace(/^https?:\/\//, "");

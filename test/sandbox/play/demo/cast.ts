/** Where new customers come from, and what those customers are truly like: what the app's figures must find again. */
export type Source = {
  readonly name: string;
  /** What is true of them, in words. */
  readonly truth: string;
  /** New customers in parts of all sources' `share`, or that many in a shop of 4,000 orders. */
  readonly brings: { readonly share: number } | { readonly customers: number };
  /** When they bring them, in fractions of the played time. */
  readonly from: number;
  readonly to: number;
  /** How they come over that time; "leak": 30 % before `turn`, the rest after it. */
  readonly curve: "steady" | "rising" | "fading" | "spike" | "leak";
  readonly turn?: number;
  /** After each order: how likely another one is, and how many days later on average. */
  readonly returns: number;
  readonly gapDays: number;
  /** How likely a later order carries the code again. */
  readonly keepsCode: number;
  /** How likely an order is refunded, wholly or in part. */
  readonly refunds: number;
  /** How likely a shopper with the code clicked the creator's link before. */
  readonly clicks: number;
  readonly door: "instagram" | "tiktok" | "youtube" | "blog" | "search" | "ads" | "none";
};

/** A creator of the demo shop. */
export type CastCreator = Source & {
  readonly code: string;
  readonly kind: "percent" | "amount";
  readonly value: string;
  /** A creator who buys with the own code: known by the customer id, or by the mailbox. */
  readonly buysAs?: "customer" | "mailbox";
};

type Usual = "from" | "to" | "curve" | "returns" | "gapDays" | "keepsCode" | "refunds" | "clicks" | "door";
type Entry = Omit<CastCreator, Usual | "kind" | "value" | "brings"> &
  Partial<CastCreator> & { readonly share?: number };

/** What holds for a creator of whom nothing else is said. */
const USUAL = {
  from: 0,
  to: 1,
  curve: "steady",
  returns: 0.33,
  gapDays: 48,
  keepsCode: 0.6,
  refunds: 0.05,
  clicks: 0.55,
  door: "instagram",
  kind: "percent",
  value: "10",
} as const;

/** A creator of whom only the differences from `USUAL` are said. */
export const creator = ({ share = 0, ...entry }: Entry): CastCreator => ({
  ...USUAL,
  brings: { share },
  ...entry,
});

/** Customers whom no creator brought: what creators are compared with. */
export const CHANNELS: readonly Source[] = [
  {
    ...USUAL,
    name: "organic search",
    brings: { share: 150 },
    returns: 0.32,
    door: "search",
    truth: "the yardstick",
  },
  { ...USUAL, name: "direct", brings: { share: 60 }, returns: 0.38, door: "none", truth: "know the brand" },
  {
    ...USUAL,
    name: "paid",
    brings: { share: 100 },
    returns: 0.18,
    door: "ads",
    truth: "dear, and they seldom return",
  },
];

/** Codes of the merchant's own, which are no creator's. */
export const MERCHANTS_CODES = [
  { code: "WELCOME10", takes: { percent: "10" } },
  { code: "SHOP-SUMMER15", takes: { percent: "15" } },
  { code: "SHOP-FREESHIP", takes: { shipping: true } },
] as const;

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

type Usual = "from" | "to" | "curve" | "returns" | "gapDays" | "keepsCode" | "refunds" | "door";
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
  door: "instagram",
  kind: "percent",
  value: "10",
} as const;

const creator = ({ share = 0, ...entry }: Entry): CastCreator => ({ ...USUAL, brings: { share }, ...entry });

/** The creators and what is true of them. Only the differences from `USUAL` stand here. */
export const CREATORS: readonly CastCreator[] = [
  creator({
    name: "Ada Lovelace",
    code: "ADA10",
    share: 50,
    returns: 0.66,
    gapDays: 34,
    refunds: 0.02,
    door: "blog",
    truth: "few customers at a time, and they come back",
  }),
  creator({
    name: "Mateo Herrera",
    code: "MATEO15",
    value: "15",
    share: 75,
    curve: "leak",
    turn: 0.72,
    returns: 0.24,
    truth: "the code leaked to a coupon site: many uses, hardly anyone returns",
  }),
  creator({
    name: "Priya Raman",
    code: "PRIYA10",
    share: 95,
    from: 0.55,
    curve: "spike",
    returns: 0.24,
    door: "tiktok",
    truth: "one video went viral",
  }),
  creator({
    name: "Jonas Weber",
    code: "JONAS10",
    share: 44,
    to: 0.45,
    returns: 0.42,
    door: "youtube",
    truth: "gone quiet; the customers brought before stay",
  }),
  creator({
    name: "Aiko Tanaka",
    code: "AIKO12",
    value: "12",
    brings: { customers: 8 },
    from: 0.94,
    returns: 0.5,
    truth: "new: 8 customers, too few to say anything",
  }),
  creator({
    name: "Kwame Mensah",
    code: "KWAME20",
    value: "20",
    share: 16,
    from: 0.34,
    to: 0.5,
    curve: "spike",
    returns: 0.05,
    door: "tiktok",
    truth: "one shout-out, nothing after it",
  }),
  creator({
    name: "Rosa Lindqvist",
    code: "ROSA10",
    share: 68,
    returns: 0.52,
    gapDays: 40,
    door: "youtube",
    buysAs: "customer",
    truth: "the long-running partner; buys with her own code, signed in",
  }),
  creator({
    name: "Fatima Zahra El Idrissi",
    code: "FATIMA10",
    share: 42,
    returns: 0.4,
    truth: "steady and good",
  }),
  creator({
    name: "Noah Okafor",
    code: "NOAH5",
    kind: "amount",
    value: "5.00",
    share: 40,
    from: 0.1,
    returns: 0.3,
    truth: "steady, with an amount off",
  }),
  creator({ name: "Mei Chen", code: "MEI10", share: 46, returns: 0.36, door: "tiktok", truth: "steady" }),
  creator({
    name: "Lucas Moreau",
    code: "LUCAS10",
    share: 44,
    returns: 0.2,
    refunds: 0.24,
    truth: "sells much that comes back",
  }),
  creator({
    name: "Hana Novák",
    code: "HANA15",
    value: "15",
    share: 42,
    from: 0.15,
    returns: 0.34,
    keepsCode: 0.9,
    truth: "her customers never buy without the code",
  }),
  creator({
    name: "Samir Haddad",
    code: "SAMIR10",
    share: 40,
    curve: "fading",
    returns: 0.28,
    door: "youtube",
    truth: "slowly fading",
  }),
  creator({
    name: "Grace Abara",
    code: "GRACE10",
    share: 46,
    from: 0.2,
    returns: 0.46,
    buysAs: "mailbox",
    truth: "good; buys with her own code, under a plus-address",
  }),
  creator({ name: "Elif Demir", code: "ELIF10", share: 40, from: 0.05, returns: 0.31, truth: "steady" }),
  creator({
    name: "Tomás Silva",
    code: "TOMAS10",
    share: 38,
    from: 0.25,
    curve: "rising",
    returns: 0.35,
    door: "youtube",
    truth: "growing",
  }),
  creator({
    name: "Ingrid Solberg",
    code: "INGRID8",
    kind: "amount",
    value: "8.00",
    share: 38,
    from: 0.1,
    returns: 0.44,
    door: "blog",
    truth: "a small blog with loyal readers",
  }),
  creator({
    name: "Dev Patel",
    code: "DEV10",
    share: 36,
    from: 0.5,
    curve: "rising",
    returns: 0.38,
    door: "tiktok",
    truth: "young and rising",
  }),
  creator({ name: "Léa Fontaine", code: "LEA10", share: 12, from: 0.3, returns: 0.3, truth: "small" }),
  creator({
    name: "Oluwaseun Adeyemi",
    code: "OLU10",
    brings: { customers: 0 },
    from: 0.9,
    truth: "enrolled, and nobody used the code yet",
  }),
];

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

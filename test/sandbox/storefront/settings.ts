/** The storefront's languages. */
export const LOCALES = ["en", "de", "da"] as const;
export type Locale = (typeof LOCALES)[number];

/** A value of a block's setting, as the theme editor keeps it. */
export type SettingValue = string | number | boolean;

/** What the theme editor says of one block or embed of an app; what it does not say is as the extension has it. */
export type BlockChoice = {
  readonly isOn: boolean;
  readonly settings: Readonly<Record<string, SettingValue>>;
};

/** How the shop has set up its storefront. */
export type StorefrontSettings = {
  /** The language of visitors who chose none. */
  readonly locale: Locale;
  /** Whether nothing may be kept of a visitor who was not asked, as in the European Union. */
  readonly needsConsent: boolean;
  /** Seconds until Shopify has put together how a buyer came; null: never. */
  readonly journeyAfter: number | null;
  /** By the block's handle, which is its file's name. */
  readonly blocks: Readonly<Record<string, BlockChoice>>;
};

/** As the played shop begins: embeds on, blocks in their places, consent asked for. */
export const AS_PLAYED: StorefrontSettings = {
  locale: "en",
  needsConsent: true,
  journeyAfter: 0,
  blocks: {},
};

export type StorefrontKnobs = ReturnType<typeof createKnobs>;

/** The settings as Controls changes them; `kept` hears of every change and `restore` takes it back after a restart. */
export function createKnobs(kept: (settings: StorefrontSettings) => void) {
  let now = AS_PLAYED;
  return {
    get: (): StorefrontSettings => now,
    restore(settings: StorefrontSettings): void {
      now = settings;
    },
    set(change: Partial<StorefrontSettings>): void {
      now = { ...now, ...change };
      kept(now);
    },
    /** Whether the journey of an order of this instant is put together, at another: milliseconds both. */
    isJourneyReady: (orderedAt: number, at: number): boolean =>
      now.journeyAfter !== null && at >= orderedAt + now.journeyAfter * 1000,
  };
}

import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import analysis from "#app/locales/en/analysis.json" with { type: "json" };
import because from "#app/locales/en/because.json" with { type: "json" };
import channels from "#app/locales/en/channels.json" with { type: "json" };
import codes from "#app/locales/en/codes.json" with { type: "json" };
import collaborations from "#app/locales/en/collaborations.json" with { type: "json" };
import creators from "#app/locales/en/creators.json" with { type: "json" };
import deliveries from "#app/locales/en/deliveries.json" with { type: "json" };
import front from "#app/locales/en/front.json" with { type: "json" };
import health from "#app/locales/en/health.json" with { type: "json" };
import home from "#app/locales/en/home.json" with { type: "json" };
import imports from "#app/locales/en/imports.json" with { type: "json" };
import leaks from "#app/locales/en/leaks.json" with { type: "json" };
import links from "#app/locales/en/links.json" with { type: "json" };
import order from "#app/locales/en/order.json" with { type: "json" };
import orders from "#app/locales/en/orders.json" with { type: "json" };
import past from "#app/locales/en/past.json" with { type: "json" };
import privacy from "#app/locales/en/privacy.json" with { type: "json" };
import programs from "#app/locales/en/programs.json" with { type: "json" };
import recruiting from "#app/locales/en/recruiting.json" with { type: "json" };
import rules from "#app/locales/en/rules.json" with { type: "json" };
import shell from "#app/locales/en/shell.json" with { type: "json" };
import timeline from "#app/locales/en/timeline.json" with { type: "json" };
import views from "#app/locales/en/views.json" with { type: "json" };

const RESOURCES = {
  en: {
    shell,
    analysis,
    home,
    channels,
    creators,
    order,
    orders,
    front,
    because,
    health,
    deliveries,
    past,
    privacy,
    links,
    codes,
    leaks,
    programs,
    recruiting,
    rules,
    imports,
    collaborations,
    views,
    timeline,
  },
};

/** The languages the app speaks; a new one is a folder here and a line above. */
export type Language = keyof typeof RESOURCES;

/** The language of every page until a second one exists. */
export const LANGUAGE: Language = "en";

/** The files of a language: a key is written with its file, `t("creators:list.title")`. */
export const NAMESPACES = [
  "shell",
  "analysis",
  "home",
  "channels",
  "creators",
  "order",
  "orders",
  "front",
  "because",
  "health",
  "deliveries",
  "past",
  "privacy",
  "links",
  "leaks",
  "codes",
  "programs",
  "recruiting",
  "rules",
  "imports",
  "collaborations",
  "views",
  "timeline",
] as const;

/** What creators read, in several languages: see spoken.ts, which alone loads them. */
type Spoken = {
  readonly join: typeof import("#app/locales/en/join.json");
  readonly lost: typeof import("#app/locales/en/lost.json");
  readonly mail: typeof import("#app/locales/en/mail.json");
};

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: (typeof RESOURCES)["en"] & Spoken;
  }
}

const made = new Map<Language, i18n>();

/** The words of one language, ready at once, so that server and browser render the same text the first time. */
export function wordsIn(language: Language): i18n {
  const known = made.get(language);
  if (known) return known;
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: language,
    resources: RESOURCES,
    ns: [...NAMESPACES],
    defaultNS: "shell",
    fallbackLng: "en",
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  made.set(language, words);
  return words;
}

/** The title of a browser tab: "Creators · Tributary". */
export function tabTitle(page: string): string {
  return wordsIn(LANGUAGE).t("shell:pageTitle", { page });
}

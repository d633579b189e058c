import { createInstance, type TFunction } from "i18next";
import joinDa from "#app/locales/da/join.json" with { type: "json" };
import lostDa from "#app/locales/da/lost.json" with { type: "json" };
import mailDa from "#app/locales/da/mail.json" with { type: "json" };
import joinDe from "#app/locales/de/join.json" with { type: "json" };
import lostDe from "#app/locales/de/lost.json" with { type: "json" };
import mailDe from "#app/locales/de/mail.json" with { type: "json" };
import join from "#app/locales/en/join.json" with { type: "json" };
import lost from "#app/locales/en/lost.json" with { type: "json" };
import mail from "#app/locales/en/mail.json" with { type: "json" };

/** What creators and shoppers read, in each of their languages; every text of English is in each of them. */
const RESOURCES = {
  en: { join, lost, mail },
  de: { join: joinDe, lost: lostDe, mail: mailDe },
  da: { join: joinDa, lost: lostDa, mail: mailDa },
} satisfies Record<string, { join: typeof join; lost: typeof lost; mail: typeof mail }>;

/** The languages creators are spoken to in: public pages and mails. The admin speaks English (see words.ts). */
export type SpokenLanguage = keyof typeof RESOURCES;

/** The texts creators read: `say("mail:invitation.subject", { shop, code })`. */
export type Say = TFunction<["join", "lost", "mail"]>;

const made = new Map<SpokenLanguage, Say>();

/** The words of one language, for public pages and mails. No React: a worker says them too. */
export function sayIn(language: SpokenLanguage): Say {
  const known = made.get(language);
  if (known) return known;
  const words = createInstance();
  void words.init({
    lng: language,
    resources: RESOURCES,
    ns: ["join", "lost", "mail"],
    defaultNS: "join",
    fallbackLng: "en",
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  const say = words.getFixedT(language, ["join", "lost", "mail"]) as unknown as Say;
  made.set(language, say);
  return say;
}

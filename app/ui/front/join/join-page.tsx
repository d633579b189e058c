import type { ReactNode } from "react";
import { CREATOR_LANGUAGES, type CreatorLanguage } from "#app/creators/creator.ts";
import { sayIn } from "#app/locales/spoken.ts";
import styles from "#app/ui/front/join/join.module.css";
import { JoinForm } from "#app/ui/front/join/join-form.tsx";
import type { JoinAnswer, ShownJoin } from "#app/ui/front/join/shown.ts";

/** Each language in its own words. */
const OWN_NAMES: Readonly<Record<CreatorLanguage, string>> = { en: "English", de: "Deutsch", da: "Dansk" };

/** A shop's page for people who want to create with it: the form, the thanks, or that nobody is looked for now. */
export function JoinPage({ page, answer }: { page: ShownJoin; answer: JoinAnswer | undefined }) {
  const say = sayIn(page.language);
  const { shop, view } = page;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <a className={styles.shop} href={`https://${shop.host}`} title={say("join:shop")}>
          {shop.name}
        </a>
        <Languages page={page} label={say("join:languages")} />
      </header>
      <main className={view === "form" ? styles.main : `${styles.main} ${styles.short}`}>
        <Streams />
        {view === "form" ? (
          <>
            <div className={styles.pitch}>
              <p className={styles.kicker}>{say("join:creators")}</p>
              <h1>{say("join:title", { shop: shop.name })}</h1>
              <p className={styles.intro}>{page.intro || say("join:about")}</p>
              <Steps page={page} />
            </div>
            <JoinForm page={page} say={say} answer={answer} />
          </>
        ) : (
          <Note title={say(`join:${view}.title`)}>
            <p>{say(`join:${view}.text`, { shop: shop.name })}</p>
            <p>
              <a href={`https://${shop.host}`}>{say("join:shop")}</a>
            </p>
          </Note>
        )}
      </main>
    </div>
  );
}

function Languages({ page: { address, language }, label }: { page: ShownJoin; label: string }) {
  return (
    <nav className={styles.languages} aria-label={label}>
      {CREATOR_LANGUAGES.map((each) => (
        <a
          key={each}
          href={`${address.split("?")[0]}?lang=${each}`}
          lang={each}
          hrefLang={each}
          aria-current={each === language ? "page" : undefined}
        >
          {OWN_NAMES[each]}
        </a>
      ))}
    </nav>
  );
}

function Steps({ page }: { page: ShownJoin }) {
  const say = sayIn(page.language);
  const steps = [
    { title: say("join:steps.apply"), text: say("join:steps.applyText") },
    { title: say("join:steps.read"), text: say("join:steps.readText") },
    { title: say("join:steps.start"), text: say("join:steps.startText") },
  ];
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className={styles.unseen}>
        {say("join:steps.title")}
      </h2>
      <ol className={styles.steps}>
        {steps.map(({ title, text }) => (
          <li key={title}>
            <strong>{title}</strong>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.note}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** Streams that become one: the picture of the page, drawn by a few lines. */
function Streams() {
  return (
    <svg className={styles.streams} viewBox="0 0 600 300" aria-hidden="true" preserveAspectRatio="none">
      <path d="M-20 60 C 120 80, 200 190, 340 220 S 540 250, 640 250" />
      <path d="M-20 140 C 100 140, 200 210, 340 228 S 540 256, 640 256" />
      <path d="M60 -20 C 110 70, 220 190, 350 224 S 540 262, 640 262" />
      <path d="M-20 270 C 120 250, 230 236, 350 238 S 540 268, 640 268" />
      <path d="M220 -20 C 240 80, 290 200, 390 236 S 550 274, 640 274" />
    </svg>
  );
}

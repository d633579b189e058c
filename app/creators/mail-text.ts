/**
 * What the mails to creators say. Words come from the caller (`say`, of the recipient's language); nothing is sent here.
 */
import type { TFunction } from "i18next";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { type Part, type WrittenMail, writeMail } from "#app/creators/mail-letter.ts";
import { formatMoney } from "#app/kernel/money.ts";

/** Whom a mail is to, in whose name, and in which words. `host` is where shoppers find the shop. */
export type Correspondence = {
  readonly say: TFunction<["join", "mail"]>;
  readonly language: string;
  readonly name: string;
  readonly shop: { readonly name: string; readonly host: string; readonly timeZone: string };
  /** What the merchant wrote to them; empty for nothing. */
  readonly message: string;
};

/** What a new creator gets. `accepted` is when they accepted the terms; null where they never did. */
export type Welcome = {
  readonly code: { readonly code: string; readonly value: CodeValue; readonly conditions: Conditions } | null;
  readonly link: string | null;
  readonly terms: { readonly text: string; readonly accepted: Date | null } | null;
};

/** Welcomes a creator: their code and what it takes off, their link, what to do next, the terms they accepted. */
export function invitationMail(to: Correspondence, { code, link, terms }: Welcome): WrittenMail {
  const { say, language, shop } = to;
  const day = (at: Date) =>
    new Intl.DateTimeFormat(language, { timeZone: shop.timeZone, dateStyle: "long" }).format(at);
  const parts: Part[] = [text(say("mail:invitation.text", { shop: shop.name })), ...quote(to)];
  if (code)
    parts.push({
      kind: "keepsake",
      title: say("mail:invitation.code"),
      value: code.code,
      note: takesOff(say, language, code),
    });
  if (link)
    parts.push({
      kind: "keepsake",
      title: say("mail:invitation.link"),
      value: link,
      note: say("mail:invitation.linkText"),
      href: link,
    });
  parts.push({
    kind: "steps",
    title: say("mail:invitation.next"),
    steps: [
      ...(link ? [say("mail:invitation.try")] : []),
      say("mail:invitation.share"),
      say("mail:invitation.tell"),
    ],
  });
  if (terms)
    parts.push({
      kind: "small",
      title: terms.accepted
        ? say("mail:invitation.terms", { day: day(terms.accepted) })
        : say("mail:invitation.termsNow"),
      text: terms.text,
    });
  const subject = code
    ? say("mail:invitation.subject", { shop: shop.name, code: code.code })
    : say("mail:invitation.subjectPlain", { shop: shop.name });
  return written(to, subject, parts, "why");
}

/** Says that an application has arrived. */
export function receivedMail(to: Correspondence): WrittenMail {
  const { say, shop } = to;
  const parts = [text(say("mail:received.text", { shop: shop.name })), text(say("mail:received.next"))];
  return written(to, say("mail:received.subject", { shop: shop.name }), parts, "applied");
}

/** Says no, with what the merchant wrote. */
export function declinedMail(to: Correspondence): WrittenMail {
  const { say, shop } = to;
  const parts = [
    text(say("mail:declined.text", { shop: shop.name })),
    ...quote(to),
    text(say("mail:declined.next")),
  ];
  return written(to, say("mail:declined.subject", { shop: shop.name }), parts, "applied");
}

function written(
  { say, language, name, shop }: Correspondence,
  subject: string,
  parts: readonly Part[],
  because: "why" | "applied",
): WrittenMail {
  return writeMail({
    language,
    subject,
    from: shop.name,
    parts: [text(say("mail:hello", { name })), ...parts],
    foot: [
      say(`mail:foot.${because}`, { shop: shop.name }),
      say("mail:foot.noReply", { shop: shop.name, address: `https://${shop.host}` }),
    ],
  });
}

/** What a code takes off, in a sentence: "10% off for whoever enters it at checkout, once per customer". */
function takesOff(
  say: Correspondence["say"],
  language: string,
  { value, conditions }: NonNullable<Welcome["code"]>,
): string {
  const once = conditions.oncePerCustomer ? `, ${say("mail:invitation.once")}` : "";
  if (value.kind === "free-shipping") return say("mail:invitation.freeShipping") + once;
  if (value.kind === "amount")
    return say("mail:invitation.amountOff", { amount: formatMoney(value, language) }) + once;
  const percent = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(
    value.basisPoints / 100,
  );
  return say("mail:invitation.percentOff", { percent }) + once;
}

const text = (words: string): Part => ({ kind: "text", text: words });

const quote = ({ say, shop, message }: Correspondence): Part[] =>
  message === "" ? [] : [{ kind: "quote", title: say("mail:wrote", { shop: shop.name }), text: message }];

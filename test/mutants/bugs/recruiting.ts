import type { Bug } from "#test/mutants/bug.ts";

const APPLY = "test/flows/apply-as-creator.test.ts";
const DECIDE = "test/flows/decide-application.test.ts";
const SEND = "test/flows/send-mail.test.ts";
const LAW = "test/flows/recruiting-law.test.ts";
const SMTP = "test/queue/smtp.test.ts";
const TEXT = "test/creators/mail-text.test.ts";
const READ = "test/creators/application.test.ts";

/** Bugs against recruiting: one person is one creator, a mail is one mail, words are words, the law is kept. */
export const BUGS: readonly Bug[] = [
  {
    name: "an application approved twice makes two creators",
    file: "app/flows/decide-application.server.ts",
    find: 'if (application.state === "approved") return',
    replace: 'if (application.state === ("never" as string)) return',
    test: DECIDE,
  },
  {
    name: "two approvals at once do not see each other",
    file: "app/creators/applications.server.ts",
    find: "WHERE shop_id = $1 AND id = $2 FOR UPDATE",
    replace: "WHERE shop_id = $1 AND id = $2",
    test: DECIDE,
  },
  {
    name: "an approved application can be declined",
    file: "app/flows/decide-application.server.ts",
    find: 'if (application.state !== "waiting") return',
    replace: 'if (application.state === "declined") return',
    test: DECIDE,
  },
  {
    name: "an approved creator gets no link",
    file: "app/flows/decide-application.server.ts",
    find: "await giveFirstLink(tx, shop.id, creatorId, particulars.name, null, now);",
    replace: "",
    test: DECIDE,
  },
  {
    name: "a code of a program forgets the program's conditions",
    file: "app/flows/decide-application.server.ts",
    find: "conditions: program?.conditions ?? {}",
    replace: "conditions: {}",
    test: DECIDE,
  },
  {
    name: "a form sent twice is two applications",
    file: "app/flows/apply-as-creator.server.ts",
    find: "keepApplication(tx, shop.id, form.id,",
    replace: 'keepApplication(tx, shop.id, newId("application", randomBytes(20)),',
    test: APPLY,
  },
  {
    name: "terms that nobody read are taken as accepted",
    file: "app/creators/application.ts",
    find: "if (version === null || ticked === String(version)) return {};",
    replace: 'if (version === null || ticked !== "") return {};',
    test: APPLY,
  },
  {
    name: "another shop's form is taken",
    file: "app/creators/form-token.ts",
    find: "sign(key, shopId, id",
    replace: 'sign(key, "", id',
    test: "test/creators/form-token.test.ts",
  },
  {
    name: "what fills in the hidden field is kept",
    file: "app/flows/apply-as-creator.server.ts",
    find: 'if (trap !== "") return { state: "received" };',
    replace: "void trap;",
    test: APPLY,
  },
  {
    name: "anybody can have an address mailed again and again",
    file: "app/flows/apply-as-creator.server.ts",
    find: 'if (await hasMailSince(tx, shop.id, "application-received", emailHash, since)) return;',
    replace: "void since;",
    test: APPLY,
  },
  {
    name: "a second recipient hides behind a comma",
    file: "app/creators/application.ts",
    find: '[^@\\s\\p{C},;:<>()[\\]"\\\\]+$/u.test(text.normalize',
    replace: "[^@\\s\\p{C}]+$/u.test(text.normalize",
    test: READ,
  },
  {
    name: "a profile may be a script",
    file: "app/creators/application.ts",
    find: 'const isWeb = url.protocol === "https:" || url.protocol === "http:";',
    replace: "const isWeb = true;",
    test: READ,
  },
  {
    name: "what a merchant writes becomes HTML in the mail",
    file: "app/creators/mail-letter.ts",
    find: 'const lines = (text: string) => escapeHtml(text).replaceAll("\\n", "<br>\\n");',
    replace: 'const lines = (text: string) => text.replaceAll("\\n", "<br>\\n");',
    test: TEXT,
  },
  {
    name: "a mail sent again after a crash is another message",
    file: "app/queue/smtp.server.ts",
    find: "messageId: ",
    replace: "inReplyTo: ",
    test: SMTP,
  },
  {
    name: "what the server refuses for ever is tried for ever",
    file: "app/queue/smtp.server.ts",
    find: "responseCode >= 500",
    replace: "responseCode >= 600",
    test: SMTP,
  },
  {
    name: "a server that refuses us is blamed on the mail",
    file: "app/queue/smtp.server.ts",
    find: 'command === "RCPT TO" || command === "DATA"',
    replace: "command !== undefined",
    test: SMTP,
  },
  {
    name: "the refused address is kept in the reason",
    file: "app/queue/smtp.server.ts",
    find: 'return reason.replaceAll(new RegExp(pattern, "gi"), "…");',
    replace: "return pattern && reason;",
    test: SMTP,
  },
  {
    name: "passwords go over the net in clear",
    file: "app/queue/smtp.server.ts",
    find: "requireTLS: !isSecure && !mayBeOpen,",
    replace: "requireTLS: false,",
    test: SMTP,
  },
  {
    name: "a mail that was sent is sent again",
    file: "app/flows/send-mail.server.ts",
    find: "mail.sentAt !== null ||",
    replace: "",
    test: SEND,
  },
  {
    name: "an invitation names a code that Shopify does not have",
    file: "app/flows/send-mail.server.ts",
    find: 'if (code?.state === "creating")',
    replace: 'if (code?.state === ("never" as string))',
    test: SEND,
  },
  {
    name: "without a mail server mails are given up",
    file: "app/flows/send-mail.server.ts",
    find: 'if (!post) return { state: "again", afterMs: NO_SERVER_MS, reason: "no mail server is set" };',
    replace: 'if (!post) return { state: "failed", reason: "no mail server is set" };',
    test: SEND,
  },
  {
    name: "a forgotten applicant's words stay",
    file: "app/flows/forget-customer.server.ts",
    find: "await forgetApplications(tx, shopId, emailHashes);",
    replace: "",
    test: LAW,
  },
  {
    name: "mails to a forgotten person stay",
    file: "app/flows/forget-customer.server.ts",
    find: "await forgetMails(tx, shopId, emailHashes);",
    replace: "",
    test: LAW,
  },
  {
    name: "the file of a data request leaves out what they wrote when they applied",
    file: "app/flows/export-customer.server.ts",
    find: "(await listApplicationsOf(tx, shopId, [...emails])).map(applicationOnFile)",
    replace: "[]",
    test: LAW,
  },
];

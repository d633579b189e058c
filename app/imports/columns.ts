/** What a file may tell: creators with their codes and links, or the content they made. */
export const IMPORT_KINDS = ["creators", "collaborations"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a row of creators can say. A row is one creator with any number of codes and at most one link. */
export const CREATOR_COLUMNS = [
  "name",
  "firstName",
  "lastName",
  "email",
  "customer",
  "handle",
  "language",
  "program",
  "code",
  "discount",
  "percent",
  "amount",
  "currency",
  "oncePerCustomer",
  "creditFrom",
  "slug",
  "landing",
] as const;

/** What a row of collaborations can say. */
export const COLLABORATION_COLUMNS = [
  "creator",
  "email",
  "code",
  "content",
  "day",
  "url",
  "reach",
  "interactions",
  "fee",
  "gift",
  "currency",
  "note",
] as const;

/** What a column of a file can tell. */
export type Column = (typeof CREATOR_COLUMNS)[number] | (typeof COLLABORATION_COLUMNS)[number];

/** What each column is called in the files we write; read again, they are recognised by it. */
export const HEADERS: Readonly<Record<Column, string>> = {
  name: "Name",
  firstName: "First name",
  lastName: "Last name",
  email: "Email",
  customer: "Shopify customer",
  handle: "Handle",
  language: "Language",
  program: "Program",
  code: "Code",
  discount: "Kind of discount",
  percent: "Percentage off",
  amount: "Amount off",
  currency: "Currency",
  oncePerCustomer: "Once per customer",
  creditFrom: "Credit orders from",
  slug: "Link",
  landing: "Landing page",
  creator: "Creator",
  content: "Kind",
  day: "Day",
  url: "Address",
  reach: "Reach",
  interactions: "Interactions",
  fee: "Fee",
  gift: "Gift at cost",
  note: "Note",
};

/** Which column of the file (from 0) tells what; what no column tells is absent. */
export type Mapping = Readonly<Partial<Record<Column, number>>>;

/** What can be told of each kind. */
export const columnsOf = (kind: ImportKind): readonly Column[] =>
  kind === "creators" ? CREATOR_COLUMNS : COLLABORATION_COLUMNS;

/**
 * How headers of other apps' exports (Refersion, UpPromote, GoAffPro, Shopify Collabs), of our own, and of spreadsheets in
 * English, German and Danish call each thing: letters and digits alone, the likeliest first.
 */
const NAMES: Readonly<Record<Column, string>> = {
  name: "name fullname creatorname creator affiliatename affiliate displayname influencer partnername ambassador vollstandigername navn fuldenavn",
  firstName: "firstname givenname vorname fornavn",
  lastName: "lastname surname familyname nachname familienname efternavn",
  email:
    "email emailaddress creatoremail affiliateemail mail contactemail emailadresse mailadresse mailadr epost",
  customer:
    "shopifycustomer shopifycustomerid customerid customer kundennummer kundeid shopifykunde shopifykundeid",
  handle:
    "handle instagramhandle instagram tiktokhandle tiktok username socialhandle social instagramusername benutzername brugernavn",
  language: "language locale lang sprache sprog",
  program: "program programname programme group groupname tier offer offername campaign programm gruppe",
  code: "code codes discountcode discountcodes couponcode couponcodes coupon coupons promocode vouchercode referralcoupon rabattcode gutscheincode gutschein rabatkode kode trigger",
  discount:
    "kindofdiscount discountkind discounttype coupontype discountvaluetype rabattart rabatttype rabattyp",
  percent:
    "percentageoff percent percentoff discountpercent discountpercentage discount couponvalue couponamount rabattprozent rabatt rabat rabatprocent prozent procent",
  amount: "amount amountoff discountamount fixedamount rabattbetrag betrag rabatbelob belob",
  currency: "currency currencycode wahrung valuta",
  oncePerCustomer: "oncepercustomer onceperuser limitonepercustomer einmalprokunde engangprkunde",
  creditFrom: "creditordersfrom creditfrom startdate validfrom gutschriftab gultigab gyldigfra",
  slug: "link linkslug slug refcode referralcode refid referralid kurzlink",
  landing: "landingpage landing landingurl destination destinationurl zielseite landingside",
  creator: "creator creatorname name affiliate affiliatename influencer partner navn",
  content: "kind contentkind contenttype type format posttype art inhalt inhaltsart indholdstype",
  day: "day date published publishedon publishdate posteddate postdate postedat datum veroffentlicht dato udgivet",
  url: "address url posturl link contenturl postlink contentlink permalink adresse",
  reach: "reach views impressions viewcount reichweite aufrufe raekkevidde visninger",
  interactions: "interactions engagements engagement totalengagement interaktionen interaktioner",
  fee: "fee cost payment honorar kosten gebuhr honorarkosten betaling pris",
  gift: "giftatcost gift giftcost giftvalue productcost seedingcost geschenk warenwert gave gaveveerdi",
  note: "note notes comment notiz bemerkung kommentar bemaerkning",
};

/** A header as it compares: "Discount Code(s)" -> "discountcodes", "Veröffentlicht" -> "veroffentlicht". */
function plain(header: string): string {
  return header
    .replaceAll("æ", "ae")
    .replaceAll("Æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("Ø", "o")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Guesses which of a file's columns tells what, by their names; each column tells one thing at most. Of two columns of one
 * name, the first is taken. Columns nobody knows tell nothing.
 */
export function guessMapping(kind: ImportKind, headers: readonly string[]): Mapping {
  const names = headers.map(plain);
  const found: Partial<Record<Column, number>> = {};
  const used = new Set<number>();
  const wishes = columnsOf(kind).flatMap((column) =>
    NAMES[column].split(" ").map((name, rank) => ({ column, name, rank })),
  );
  // Every column's likeliest name first, so that a second-best guess takes no column that another is called by.
  for (const { column, name } of wishes.sort((a, b) => a.rank - b.rank)) {
    const at = names.findIndex((each, index) => each === name && !used.has(index));
    if (at < 0 || found[column] !== undefined) continue;
    found[column] = at;
    used.add(at);
  }
  return found;
}

import type { Customer } from "#test/sandbox/order-life/shop.ts";
import type { Random } from "#test/sandbox/random.ts";

const FIRST =
  "Amara Ana Anders Aoife Arjun Beatriz Bilal Camila Chidi Chloe Daniel Diego Elena Emeka Emily Esra Ewa Farah Felix Gabriel Hannah Hiro Ibrahim Imani Isabel Ivan Jamal James Jin Joana Julia Kai Karim Kofi Laila Lars Leah Lin Lucia Maja Marcus Maria Mina Nadia Nia Nikolai Nora Omar Paula Pavel Rahul Ravi Rin Sara Sofia Sven Thandi Theo Tuan Yara Yuki Zainab Zoe".split(
    " ",
  );
const LAST =
  "Abebe Ahmed Andersen Banda Becker Bianchi Brown Castillo Cohen Costa Dubois Evans Farouk Fernandez Garcia Gupta Hansen Hassan Hughes Ito Jansen Johnson Kaya Khan Kim Kowalski Laurent Le Lopez Mbeki Meyer Miller Mori Müller Ndiaye Nguyen Nowak Nyong Obi Okoye Park Perez Petrov Popescu Reyes Rossi Russo Santos Sato Schmidt Sharma Singh Smith Sokolov Tran Vargas Wang Williams Yilmaz Zhang".split(
    " ",
  );

/** Who a shopper is to Shopify: a customer, a guest who left an e-mail (for good, or until signing up), or nobody known. */
export type Person = {
  readonly kind: "customer" | "guest" | "joins-later" | "nobody";
  readonly customer: Customer;
};

/** Invents shopper number `count`; the same number never has another's id or e-mail. */
export function inventPerson(random: Random, count: number): Person {
  const kind = random.weighted([
    ["customer", 82],
    ["guest", 8],
    ["joins-later", 6],
    ["nobody", 4],
  ] as const);
  const firstName = random.pick(FIRST);
  const lastName = random.pick(LAST);
  const email = `${plain(firstName)}.${plain(lastName)}${count}@example.com`;
  return { kind, customer: { id: customerId(count), email, firstName, lastName } };
}

/** Every seventh id lies above 2^53, where a double cannot hold it. */
function customerId(count: number): string {
  return String(
    count % 7 === 0 ? 911_000_000_000_000_000n + BigInt(count) : 7_900_000_000_000n + BigInt(count),
  );
}

/** "Müller" as it stands in an e-mail: "muller". */
export function plain(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

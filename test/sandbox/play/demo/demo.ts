import { type CastCreator, CHANNELS, type Source } from "#test/sandbox/play/demo/cast.ts";
import { CREATORS } from "#test/sandbox/play/demo/creators.ts";
import { inventPerson, type Person, plain } from "#test/sandbox/play/demo/people.ts";
import { type Draft, order, shop } from "#test/sandbox/play/demo/shopper.ts";
import { traced } from "#test/sandbox/play/demo/traces.ts";
import { drawFirst, startOf, type Window, windowOf } from "#test/sandbox/play/demo/when.ts";
import { type Event, inOrderOfTime, type Story, type StoryCreator } from "#test/sandbox/play/story.ts";
import { createRandom } from "#test/sandbox/random.ts";

export type DemoSize = { readonly seed: number; readonly orders: number; readonly months: number };

/** The demo shop to play, and the drafts its orders were made of: what is true, whatever the app makes of it. */
export type Demo = { readonly story: Story; readonly drafts: readonly Draft[] };

const DAY = 86_400_000;
/** Of how many orders the cast's `customers` are meant. */
const USUAL_ORDERS = 4000;
const SOURCES: readonly Source[] = [...CREATORS, ...CHANNELS];

/** Makes the demo shop: the same size and seed give the same shop, order by order. */
export function demoStory(size: DemoSize): Demo {
  const window = windowOf(size.months);
  const drawn = draw(size, window).toSorted((a, b) => Number(a.placed.at) - Number(b.placed.at));
  const drafts = drawn.map((draft, index) => traced(draft, window, size.seed, index));
  const customers = new Map(CREATORS.map(personOf).map(({ customer }) => [customer.id, customer]));
  for (const { placed, person } of drafts) {
    if (placed.customerId !== null) customers.set(placed.customerId, person.customer);
  }
  return {
    drafts,
    story: {
      name: `demo ${size.seed} ${size.orders} ${size.months}`,
      settings: {
        domain: "demo.myshopify.com",
        name: "Saltmarsh Coffee",
        currency: "USD",
        timeZone: "America/New_York",
        email: "hello@example.com",
      },
      creators: CREATORS.map((one) => enrolled(one, window)),
      customers: [...customers.values()],
      events: inOrderOfTime(drafts.flatMap((draft, index) => eventsOf(draft, orderId(index + 1)))),
    },
  };
}

/** Draws whole shoppers until there are enough orders; the last one's are cut to fit. */
function draw({ seed, orders }: DemoSize, window: Window): Draft[] {
  const drafts = selfReferrals(seed, orders, window);
  let count = 0;
  const bring = (source: Source) => {
    count++;
    const random = createRandom(seed, `shopper ${count}`);
    const invented = inventPerson(random, count);
    const person: Person = "customers" in source.brings ? { ...invented, kind: "customer" } : invented;
    drafts.push(...shop(random, source, person, drawFirst(random, source, window), window.end));
  };
  for (const source of SOURCES) {
    if (!("customers" in source.brings) || source.brings.customers === 0) continue;
    const wanted = Math.max(1, Math.round((source.brings.customers * orders) / USUAL_ORDERS));
    for (let n = 0; n < wanted && drafts.length < orders; n++) bring(source);
  }
  const brought = SOURCES.flatMap((source) =>
    "share" in source.brings
      ? [{ source, due: 0.5 / source.brings.share, step: 1 / source.brings.share }]
      : [],
  );
  while (drafts.length < orders) {
    const next = brought.reduce((first, one) => (one.due < first.due ? one : first));
    next.due += next.step;
    bring(next.source);
  }
  return drafts.slice(0, orders);
}

/** Some creators buy with their own codes, one order in a thousand each: these must be credited to nobody. */
function selfReferrals(seed: number, orders: number, window: Window): Draft[] {
  return CREATORS.filter(({ buysAs }) => buysAs).flatMap((creator) =>
    Array.from({ length: Math.floor(orders / 1000) }, (_, index) => {
      const random = createRandom(seed, `${creator.name} buys ${index}`);
      const alone = { ...creator, value: "10" };
      const made = order(random, alone, personOf(creator), drawFirst(random, creator, window), window.end, 0);
      return { ...made, earnedBy: null };
    }),
  );
}

/** The creator as a shopper: with the customer id the app knows, or with a plus-address of the mailbox it knows. */
function personOf(creator: CastCreator): Person {
  const [firstName = "", ...rest] = creator.name.split(" ");
  const number = CREATORS.indexOf(creator) + 1;
  const email =
    creator.buysAs === "mailbox" ? mailOf(creator).replace("@", "+home@") : `home.${mailOf(creator)}`;
  const id = String(7_800_000_000_000n + BigInt(number));
  return { kind: "customer", customer: { id, email, firstName, lastName: rest.join(" ") } };
}

/** Plus-addresses reach one mailbox only at some hosts, so this one is Gmail's: 34 letters, and Gmail's longest have 30. */
function mailOf({ name, buysAs }: CastCreator): string {
  const local = name.split(" ").map(plain).join(".");
  return buysAs === "mailbox" ? `${local}.at.the.saltmarsh.coffee.demo@gmail.com` : `${local}@example.com`;
}

function enrolled(creator: CastCreator, window: Window): StoryCreator {
  const { name, code, kind, value, buysAs } = creator;
  const customerId = buysAs === "customer" ? personOf(creator).customer.id : "";
  return {
    name,
    email: mailOf(creator),
    customerId,
    code,
    kind,
    value,
    // The first of them clicked the link a little before they bought.
    creditFrom: new Date(Number(startOf(creator, window)) - DAY),
  };
}

function eventsOf({ placed, refund, cancelledAt }: Draft, id: string): Event[] {
  return [
    { order: { ...placed, id } },
    ...(refund ? [{ refund: { ...refund, orderId: id } }] : []),
    ...(cancelledAt ? [{ cancellation: { orderId: id, at: cancelledAt } }] : []),
  ];
}

/** Every fifth id lies above 2^53, where a double cannot hold it. */
function orderId(number: number): string {
  return String(
    number % 5 === 0 ? 905_000_000_000_000_000n + BigInt(number) : 5_800_000_000_000n + BigInt(number),
  );
}

import { type CodeUse, daysOf, usesOf } from "#app/attribution/code-use.ts";
import { judge, type Verdict } from "#app/attribution/leak.ts";
import type { Origin } from "#app/attribution/leak-stretch.ts";
import type { Touch } from "#app/attribution/touch.ts";
import { codeKey } from "#app/creators/code.ts";
import { addDays, dayIn } from "#app/kernel/day.ts";
import type { CreatorId, CustomerId, OrderId } from "#app/kernel/id.ts";
import { cameBy } from "#app/orders/came.ts";
import type { Demo } from "#test/sandbox/play/demo/demo.ts";
import type { Draft } from "#test/sandbox/play/demo/shopper.ts";

/** Everything a demo shop's orders say of creators' codes, by code, as if the app had been told of each. */
export function usesInDemo({ drafts, story }: Demo): ReadonlyMap<string, CodeUse[]> {
  const uses = drafts.flatMap((draft, index) => usesOfDraft(draft, index, story));
  return Map.groupBy(uses, ({ key }) => key.toUpperCase());
}

function usesOfDraft(
  { placed, person, isCounted }: Draft,
  index: number,
  { settings: { timeZone }, creators }: Demo["story"],
): CodeUse[] {
  const owners = (placed.codes ?? []).flatMap(({ code }) => {
    const owner = creators.find((one) => codeKey(one.code) === codeKey(code) && one.creditFrom <= placed.at);
    return owner ? [{ code, owner }] : [];
  });
  const isOwn = ({ customer }: Draft["person"]) => /^home\.|\+home@/.test(customer.email ?? "");
  const codes = owners.map(
    ({ code, owner }): Touch => ({
      ...{ kind: "code", code, key: codeKey(code), discount: 0, creatorId: owner.name as CreatorId },
      verdict: isOwn(person) ? "self-referral-customer" : "decided",
    }),
  );
  // Each shopper who clicked did so on the link of the creator whose code they typed last.
  const landedBy = placed.journey ? owners.slice(-1).map(({ owner }) => owner.name as CreatorId) : [];
  const came = cameBy(placed.landingSite ?? null, placed.referringSite ?? null);
  const isKnown = person.kind !== "nobody";
  return usesOf({
    ...{ orderId: `${index}` as OrderId, instant: placed.at, day: dayIn(timeZone, placed.at) },
    ...{ customerId: isKnown ? (person.customer.id as CustomerId) : null, country: placed.country ?? null },
    ...{ isCounted, touches: codes, landedBy, came },
  });
}

/** What a code's uses up to a day lead to, without anything that was found before. */
export function judgeUses(uses: readonly CodeUse[], asOf: string): Verdict {
  const days = [...daysOf(uses).values()].map(({ counts }) => counts).filter(({ day }) => day <= asOf);
  const origins: Origin[] = uses
    .filter(({ day }) => day <= asOf)
    .map(({ day, country, referrer }) => ({ day, country, referrer, uses: 1 }));
  return judge({ days, origins, asOf, over: null });
}

/** Every `step`-th day of the demo, and its last. */
export function daysOfDemo({ drafts }: Demo, step: number): string[] {
  const [first, last] = [drafts[0], drafts.at(-1)].map((draft) =>
    dayIn("UTC", draft?.placed.at ?? new Date(0)),
  );
  const days: string[] = [];
  for (let day = first ?? ""; day < (last ?? ""); day = addDays(day, step)) days.push(day);
  return [...days, last ?? ""];
}

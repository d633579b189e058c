import type { CreatorId, LinkId } from "#app/kernel/id.ts";
import type { JourneyVisit } from "#app/orders/journey.ts";

/** A creator's link as a click belongs to it: live from `createdAt` to `endedAt` (null: still). */
export type ClickedLink = {
  readonly linkId: LinkId;
  readonly creatorId: CreatorId;
  readonly slug: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
};

/** A visit we issued. */
export type IssuedVisit = {
  readonly id: string;
  readonly linkId: LinkId;
  readonly creatorId: CreatorId;
  readonly slug: string;
  readonly at: Date;
};

/** A click that led to an order. `link` and `at` are null where the order names a visit that we never issued. */
export type Click = {
  readonly link: { readonly linkId: LinkId; readonly creatorId: CreatorId; readonly slug: string } | null;
  readonly at: Date | null;
  readonly visit: string | null;
  readonly seen: "click" | "journey";
  /** Whether the link was in use at that time. */
  readonly isLive: boolean;
};

/** Shopify times a landing a little after our redirect, and once a session: within this time both saw the same click. */
const SAME_CLICK_MS = 1_800_000;

/** The visits an order names: of its private cart attribute, and of the page its last session began on. Each once. */
export function visitsNamed(order: {
  readonly visits: readonly string[];
  readonly landingSite: string | null;
}): string[] {
  const landing = order.landingSite === null ? null : URL.parse(order.landingSite, "https://shop.invalid");
  const landed = landing?.searchParams.get("trb") ?? null;
  return [...new Set([...order.visits, ...(landed ? [landed.slice(0, 64)] : [])])];
}

/** What an order's landing page says in the parameters that Shopify's journey reads, as links write it: lower case. */
export function refsIn(landingSite: string | null): string[] {
  const landing = landingSite === null ? null : URL.parse(landingSite, "https://shop.invalid");
  const values = ["ref", "source", "r"].flatMap((name) => landing?.searchParams.getAll(name) ?? []);
  return [...new Set(values.map((value) => value.trim().toLowerCase()))];
}

/**
 * Every click that led to an order, oldest first, unverified ones last: the visits it names, and those of Shopify's
 * journey that are no other's. `ref`s that are no creator's link are somebody else's, and left out.
 */
export function clicksOf(
  named: readonly string[],
  issued: readonly IssuedVisit[],
  journey: readonly JourneyVisit[],
  links: readonly ClickedLink[],
): Click[] {
  const known = new Map(issued.map((visit) => [visit.id, visit]));
  const ours = named.map((id): Click => {
    const visit = known.get(id);
    if (!visit) return { link: null, at: null, visit: id, seen: "click", isLive: false };
    const { linkId, creatorId, slug, at } = visit;
    return { link: { linkId, creatorId, slug }, at, visit: id, seen: "click", isLive: true };
  });
  const isOurs = ({ at, ref }: JourneyVisit) =>
    ours.some(
      (click) => click.link?.slug === ref && Math.abs(Number(click.at) - Number(at)) <= SAME_CLICK_MS,
    );
  const told = new Map(journey.map((visit) => [`${visit.ref} ${Number(visit.at)}`, visit]));
  const theirs = [...told.values()].flatMap((visit): Click[] => {
    const link = links.find(({ slug }) => slug === visit.ref);
    if (!link || isOurs(visit)) return [];
    const { linkId, creatorId, slug } = link;
    const isLive = link.createdAt <= visit.at && (link.endedAt === null || visit.at < link.endedAt);
    return [{ link: { linkId, creatorId, slug }, at: visit.at, visit: null, seen: "journey", isLive }];
  });
  return [...ours, ...theirs].sort(byTime);
}

/** Oldest first; at the same time the smaller creator's; unverified ones last, as the order names them. */
function byTime(a: Click, b: Click): number {
  if (a.at === null || b.at === null || !a.link || !b.link)
    return Number(a.at === null) - Number(b.at === null);
  return (
    Number(a.at) - Number(b.at) ||
    (a.link.creatorId < b.link.creatorId ? -1 : Number(a.link.creatorId > b.link.creatorId))
  );
}

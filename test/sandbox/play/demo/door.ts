import type { Source } from "#test/sandbox/play/demo/cast.ts";
import type { Random } from "#test/sandbox/random.ts";

type Door = { readonly landingSite: string | null; readonly referringSite: string | null };

const DOORS: Record<Source["door"], Door> = {
  instagram: {
    landingSite: "/?utm_source=instagram&utm_medium=creator",
    referringSite: "https://www.instagram.com/",
  },
  tiktok: {
    landingSite: "/collections/all?utm_source=tiktok&utm_medium=creator",
    referringSite: "https://www.tiktok.com/",
  },
  youtube: {
    landingSite: "/products/harbor-blend?utm_source=youtube&utm_medium=creator",
    referringSite: "https://www.youtube.com/",
  },
  blog: { landingSite: "/blogs/brewing", referringSite: "https://slow-mornings.example/" },
  search: { landingSite: "/", referringSite: "https://www.google.com/" },
  ads: {
    landingSite: "/collections/all?gclid=EAIaIQobChMI&utm_medium=cpc",
    referringSite: "https://www.google.com/",
  },
  none: { landingSite: "/", referringSite: null },
};
const COUPON_SITE: Door = {
  landingSite: "/",
  referringSite: "https://all-the-codes.example/saltmarsh-coffee",
};

/** By which page, and from where, a shopper came in. A leaked code's shoppers mostly come from a coupon site; a code is nobody else's before it `isLeaked`. */
export function doorOf(random: Random, source: Source, isLeaked = false): Door {
  if (isLeaked && random.chance(0.6)) return COUPON_SITE;
  return random.chance(0.12) ? DOORS.none : DOORS[source.door];
}

/** Sites that collect codes for anybody to use, and the shops of extensions that try them at checkout; their regional hosts too. */
const SITES = new Set(
  `4cupones.com acharpromo.com bargainmoose.ca bravodeal.com brokescholar.com bruzzel.com capitaloneshopping.com chollometro.com
 couponbirds.com couponcabin.com couponchief.com couponfollow.com couponxoo.com cuponation.com cuponofertas.com.br
  dealabs.com dealcatcher.com dealnews.com dealspotr.com dealsplus.com dontpayfull.com extrabux.com froggy.com.au gocoupons.com
  goodshop.com gutscheinpony.de gutscheine.de hotdeals.com hotukdeals.com igraal.com joinhoney.com karmanow.com knoji.com
  lovecoupons.com mydealz.de myunidays.com offers.com ozbargain.com.au pepper.com pepper.pl poulpeo.com picodi.com promocodie.com
  promotionalcodes.com promokodi.net quidco.com radins.com rabattkode.dk rakuten.com redflagdeals.com retailmenot.com
  savings.com savingscout.com simplycodes.com slickdeals.net sparwelt.de studentbeans.com tenereteam.com topcashback.com
  trycents.com valuecom.com vouchercloud.com vouchercodes.co.uk vouchers.co.uk wikibuy.com worthepenny.com`.split(
    /\s+/,
  ),
);

/** Words in a host's name by which a site says that it collects codes: `all-the-codes.example`, `rabattcode24.de`. */
const WORDS =
  /coupon|voucher|promo-?(?:code|kod)|gutschein|rabatt-?(?:code|kod)|cupon|kupon|discount-?code|codes?-?promo|codigo|(?:^|-)(?:promos?|deals?|codes)(?:-|$)|(?:promo|deals|codes)\d*$/;

/**
 * Whether a host is of a site that collects codes: one of those known, or one whose name says so. Without `www.`, in
 * small letters. `retailmenot.com`, `de.picodi.com`, `all-the-codes.example` are; `instagram.com` is not.
 */
export function isCouponSite(host: string): boolean {
  const labels = host.split(".");
  const isKnown = labels.some((_, from) => SITES.has(labels.slice(from).join(".")));
  // The last label is the country's or the kind's, never the name.
  return isKnown || labels.slice(0, -1).some((label) => WORDS.test(label));
}

import { sameCode } from "#test/sandbox/admin-api/discounts.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import { PRODUCTS, type Product } from "#test/sandbox/order-life/products.ts";
import { emptyCart, type Session } from "#test/sandbox/storefront/session.ts";

/** What is asked of the cart: a form or JSON, as an object. `updates[1]=2` and `attributes[x]=y` of a form are nested. */
export type Asked = Readonly<Record<string, unknown>>;

const MOST_UNITS = 999;
const MOST_ATTRIBUTES = 100;
const LONGEST = 5000;

/** Reads a body of the cart API. */
export function readAsked(body: string, type: string): Asked {
  if (/\bjson\b/.test(type)) {
    try {
      const read: unknown = JSON.parse(body || "{}");
      if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Asked;
    } catch {}
    throw new Refused(400, "The body is no JSON object.");
  }
  const asked: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const [, outer, inner] = /^(\w+)\[([^\]]*)\]$/.exec(name) ?? [];
    if (outer === undefined || inner === undefined) asked[name] = value;
    else asked[outer] = { ...(asked[outer] as object | undefined), [inner]: value };
  }
  return asked;
}

/** Puts units into the cart: of one variant, or of each of `items`. */
export function addTo({ cart }: Session, asked: Asked): readonly Product[] {
  const items = Array.isArray(asked.items) ? (asked.items as Asked[]) : [asked];
  const wanted = items.map(({ id, quantity }) => ({
    product: variantOf(id),
    units: unitsOf(quantity ?? 1, 1),
  }));
  for (const { product, units } of wanted) {
    const before = cart.units.get(product.variantId) ?? 0;
    cart.units.set(product.variantId, Math.min(MOST_UNITS, before + units));
  }
  return wanted.map(({ product }) => product);
}

/** Sets the units of one line, by its place in the cart from 1 on, or by its variant or key. 0 takes it away. */
export function changeLine({ cart }: Session, { line, id, quantity }: Asked): void {
  const inCart = PRODUCTS.filter(({ variantId }) => cart.units.has(variantId));
  const product = line === undefined ? variantOf(String(id).split(":")[0]) : inCart[Number(line) - 1];
  if (!product) throw new Refused(400, "There is no such line in the cart.");
  setUnits(cart.units, product, unitsOf(quantity, 0));
}

/** Sets units, attributes, the note and the codes: all of them, or nothing when something of it cannot be. */
export function updateCart(session: Session, { updates, attributes, note, discount }: Asked): void {
  const { cart } = session;
  const inCart = PRODUCTS.filter(({ variantId }) => cart.units.has(variantId));
  const changes = Array.isArray(updates)
    ? updates.slice(0, inCart.length).map((units, i) => [inCart[i] as Product, unitsOf(units, 0)] as const)
    : Object.entries((updates ?? {}) as object).map(
        ([id, n]) => [variantOf(id.split(":")[0]), unitsOf(n, 0)] as const,
      );
  const written = Object.entries((attributes ?? {}) as object).map(([name, value]) => {
    const text = value === null || value === undefined ? "" : String(value);
    if (name === "" || name.length > LONGEST || text.length > LONGEST)
      throw new Refused(422, `A cart attribute has a name and at most ${LONGEST} characters.`);
    return [name, text] as const;
  });
  for (const [product, units] of changes) setUnits(cart.units, product, units);
  for (const [name, text] of written) {
    cart.attributes.delete(name);
    if (text !== "" && cart.attributes.size < MOST_ATTRIBUTES) cart.attributes.set(name, text);
  }
  if (typeof note === "string") cart.note = note.slice(0, LONGEST);
  if (typeof discount === "string") setCodes(session, discount.split(","));
}

/** Takes everything out. Attributes and codes stay, as they do on Shopify. */
export function clearCart({ cart }: Session): void {
  cart.units.clear();
}

/** Another cart, with another token: after an order. */
export function newCart(session: Session): void {
  session.cart = emptyCart();
  session.codes = [];
  session.linkCode = null;
}

/** The codes typed by the shopper, each once, the link's own left out. */
export function setCodes(session: Session, typed: readonly string[]): void {
  const codes = new Map<string, string>();
  for (const code of typed.map((each) => each.trim()).filter((each) => each !== "" && each.length <= 255))
    if (!codes.has(sameCode(code))) codes.set(sameCode(code), code);
  if (session.linkCode !== null && !codes.has(sameCode(session.linkCode))) session.linkCode = null;
  if (session.linkCode !== null) codes.delete(sameCode(session.linkCode));
  session.codes = [...codes.values()];
}

function setUnits(cart: Map<string, number>, { variantId }: Product, units: number): void {
  if (units === 0) cart.delete(variantId);
  else cart.set(variantId, units);
}

function variantOf(id: unknown): Product {
  const found = PRODUCTS.find(({ variantId }) => variantId === String(id));
  if (!found) throw new Refused(404, `The shop has no variant ${String(id).slice(0, 40)}.`);
  return found;
}

function unitsOf(typed: unknown, least: number): number {
  const units = Number(typed);
  if (Number.isInteger(units) && units >= least && units <= MOST_UNITS && typed !== "") return units;
  throw new Refused(
    422,
    `"${String(typed).slice(0, 40)}" is no number of units: give ${least} to ${MOST_UNITS}.`,
  );
}

import { ended } from "#test/sandbox/admin-api/discount-fields.ts";
import { type Discount, sameCode } from "#test/sandbox/admin-api/discounts.ts";
import type { Acts } from "#test/sandbox/faces/act.ts";
import type { ControlsOf } from "#test/sandbox/faces/controls.ts";
import { Refused } from "#test/sandbox/network/body.ts";

/** What the merchant does to discounts in Shopify itself: no webhook tells of it. */
export function discountActs({ discounts }: ControlsOf): Acts {
  const iso = () =>
    discounts
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");

  /** An act on the discount that the form's code belongs to. */
  const on =
    (act: (discount: Discount, form: URLSearchParams) => string) => async (form: URLSearchParams) => {
      const code = form.get("code")?.trim() ?? "";
      const discount = discounts.find(code);
      if (!discount) throw new Refused(422, `The shop has no code "${code}".`);
      return `${act(discount, form)}; no webhook tells of it.`;
    };
  const save = (discount: Discount) => discounts.save({ ...discount, updatedAt: iso() });

  return {
    "/controls/discounts/rename": on((discount, form) => {
      const code = freeCode(form.get("new-code"));
      if (sameCode(form.get("code") ?? "") !== sameCode(discount.code))
        throw new Refused(422, `"${form.get("code")}" was added in bulk, and such a code keeps its name.`);
      save({ ...discount, code });
      return `${discount.code} is ${code} now`;
    }),
    "/controls/discounts/change": on((discount, form) => {
      const percent = Number(form.get("percent"));
      if (!(percent > 0 && percent <= 100))
        throw new Refused(422, "Type a percentage above 0 and up to 100.");
      if ("shipping" in discount.value) throw new Refused(422, "Free shipping has no percentage.");
      save({ ...discount, value: { percentage: percent / 100 } });
      return `“${discount.title}” takes ${percent} % off now`;
    }),
    "/controls/discounts/end": on((discount) => {
      save(ended(discount, { discounts }));
      return `“${discount.title}” ended`;
    }),
    "/controls/discounts/begin": on((discount) => {
      save({ ...discount, endsAt: null });
      return `“${discount.title}” takes off again`;
    }),
    "/controls/discounts/delete": on((discount) => {
      const count = discounts.codesOf(discount).length;
      discounts.delete(discount);
      return `“${discount.title}” was deleted, ${count === 1 ? "its code" : `all its ${count} codes`} with it`;
    }),
    "/controls/discounts/make": async (form) => {
      const title = form.get("title")?.trim() || "Summer sale";
      const number = discounts.nextNumber();
      const code = freeCode(form.get("new-code"));
      const percentage = Number(form.get("percent")) / 100;
      if (!(percentage > 0 && percentage <= 1))
        throw new Refused(422, "Type a percentage above 0 and up to 100.");
      discounts.save({
        ...{ number, gid: `gid://shopify/DiscountCodeNode/${number}`, title, code, value: { percentage } },
        ...{ tags: [], startsAt: iso(), endsAt: null, appliesOncePerCustomer: false },
        ...{ createdAt: iso(), updatedAt: iso() },
      });
      return `“${title}” has the code ${code}; no webhook tells of it.`;
    },
    "/controls/discounts/refuse": async (form) => {
      const codes = (form.get("codes") ?? "").split(/[\s,]+/).filter((code) => code !== "");
      if (codes.length === 0) throw new Refused(422, "Name a code or several.");
      discounts.calls.refuseOnce(codes);
      const which = codes.length === 1 ? `${codes[0]} is` : `${codes.length} codes are`;
      return `${which} refused once, the next time in bulk.`;
    },
  };

  function freeCode(text: string | null): string {
    const code = text?.trim() ?? "";
    if (code === "") throw new Refused(422, "Type a code.");
    if (discounts.find(code)) throw new Refused(422, `The code "${code}" is taken.`);
    return code;
  }
}

// The dialog of shopify.resourcePicker: products or collections, with a search.
const NAMES = {
  product: { one: "product", many: "products" },
  collection: { one: "collection", many: "collections" },
};
let closeFormer = () => {};

/** Shows the dialog. Resolves with the picked resources as App Bridge gives them, or undefined when it was cancelled. */
export function pickResources({
  type,
  action = "add",
  filter = {},
  multiple = false,
  query = "",
  selectionIds = [],
}) {
  closeFormer();
  const most = multiple === true ? Number.POSITIVE_INFINITY : Number(multiple) || 1;
  const picked = new Map(selectionIds.map(({ id }) => [id, null]));
  const noun = most > 1 ? NAMES[type].many : NAMES[type].one;
  const verb = action === "select" ? "Select" : "Add";

  const dialog = make("dialog", { className: "picker", ariaLabel: `${verb} ${noun}` });
  const search = make("input", {
    type: "search",
    value: query,
    autocomplete: "off",
    ariaLabel: `Search ${NAMES[type].many}`,
    placeholder: `Search ${NAMES[type].many}`,
  });
  const list = make("ul", {});
  const state = make("p", { className: "hint", role: "status" });
  const confirm = make("button", { type: "submit", className: "primary", textContent: verb });
  const cancel = make("button", { type: "button", className: "quiet", textContent: "Cancel" });
  const form = make("form", { method: "dialog" });
  const foot = make("footer", {});
  foot.append(state, cancel, confirm);
  form.append(make("h2", { textContent: `${verb} ${noun}` }), search, list, foot);
  dialog.append(form);
  document.body.append(dialog);

  /** Says how many are picked, and lets no more be picked than may be. */
  function settle() {
    const count = picked.size;
    state.textContent =
      most === Number.POSITIVE_INFINITY ? `${count} selected` : `${count} of ${most} selected`;
    confirm.disabled = count === 0 && selectionIds.length === 0;
    for (const box of list.querySelectorAll('input[type="checkbox"]'))
      box.disabled = count >= most && !box.checked;
  }

  function row(resource) {
    const box = make("input", {
      type: most > 1 ? "checkbox" : "radio",
      name: "resource",
      checked: picked.has(resource.id),
    });
    if (box.checked) picked.set(resource.id, resource);
    box.addEventListener("change", () => {
      if (most === 1) picked.clear();
      if (box.checked) picked.set(resource.id, resource);
      else picked.delete(resource.id);
      settle();
    });
    const words = make("span", { textContent: resource.title });
    const count = resource.productsCount;
    const about = resource.variants?.[0]?.price ?? `${count} ${count === 1 ? "product" : "products"}`;
    const label = make("label", {});
    label.append(box, words, make("span", { className: "price", textContent: about }));
    const item = make("li", {});
    item.append(label);
    return item;
  }

  let asked = 0;
  async function show() {
    const mine = ++asked;
    const address = new URLSearchParams({ type, q: search.value, filter: filter.query ?? "" });
    const response = await fetch(`/__resources?${address}`);
    const found = response.ok ? await response.json() : await response.text();
    if (mine !== asked) return;
    const nothing = typeof found === "string" ? found : `No ${NAMES[type].many} found.`;
    const empty = make("li", { className: "hint", textContent: nothing });
    list.replaceChildren(...(Array.isArray(found) && found.length > 0 ? found.map(row) : [empty]));
    settle();
  }

  /** What was picked before and never listed is fetched, so that it goes back whole. */
  async function whole() {
    const response = await fetch(`/__resources?${new URLSearchParams({ type })}`);
    const all = new Map((await response.json()).map((one) => [one.id, one]));
    return [...picked].flatMap(([id, one]) => one ?? all.get(id) ?? []);
  }

  search.addEventListener("input", show);
  // Enter in the search looks, it does not pick.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  cancel.addEventListener("click", () => dialog.close("cancel"));
  form.addEventListener("submit", () => {
    dialog.returnValue = "pick";
  });

  return new Promise((resolve) => {
    closeFormer = () => dialog.close("cancel");
    dialog.addEventListener("close", async () => {
      closeFormer = () => {};
      dialog.remove();
      resolve(dialog.returnValue === "pick" ? await whole() : undefined);
    });
    dialog.showModal();
    search.focus();
    show();
  });
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

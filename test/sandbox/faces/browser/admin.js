// The admin frame: mirrors what the app in the iframe says of itself, and passes on what the person does.
import { pickResources } from "./picker.js";
import { hideToast, showToast } from "./toasts.js";

const config = JSON.parse(document.getElementById("config").textContent);
const element = (id) => document.getElementById(id);
const frame = element("app");
const tell = (kind, rest = {}) =>
  frame.contentWindow.postMessage({ sandbox: kind, ...rest }, config.appOrigin);
// The frame may still be empty, and the greeting tells nothing: so it goes to whatever origin is there.
const greet = () => frame.contentWindow.postMessage({ sandbox: "hello" }, "*");
let bar = null;
let navigation = [];

const button = (label, onClick, className = "") => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.className = className;
  made.addEventListener("click", onClick);
  return made;
};

/** Leaves the page only when nothing is unsaved; otherwise points at the save bar. */
const leave = (go) => {
  if (bar) attention();
  else go();
};

function attention() {
  openMenu(false);
  const save = element("save");
  element("save-text").textContent = "Save or discard your changes first";
  save.classList.remove("shake");
  void save.offsetWidth;
  save.classList.add("shake");
  element("save-now").focus();
}

function showNavigation(items) {
  if (JSON.stringify(items) === JSON.stringify(navigation)) return;
  navigation = items;
  const rows = items.flatMap((item, index) => {
    if (item.isHome) return [];
    const row = document.createElement("li");
    const link = button(item.label, () => leave(() => visit(index)));
    if (item.isCurrent) link.setAttribute("aria-current", "page");
    row.append(link);
    return [row];
  });
  element("nav").replaceChildren(...rows);
  const isAtHome = items.some((item) => item.isHome && item.isCurrent);
  if (isAtHome) element("app-home").setAttribute("aria-current", "page");
  else element("app-home").removeAttribute("aria-current");
}

function visit(index) {
  openMenu(false);
  tell("navigate", { index });
}

function showTitle({ text, actions }) {
  element("title").textContent = text || element("app-home").textContent;
  const back = element("back");
  const crumb = actions.findIndex((one) => one.variant === "breadcrumb");
  back.hidden = crumb < 0;
  if (crumb >= 0) {
    back.textContent = `← ${actions[crumb].label}`;
    back.onclick = () => leave(() => tell("action", { index: crumb }));
  }
  const made = actions.flatMap((one, index) => {
    if (one.variant === "breadcrumb") return [];
    const look = [one.variant === "primary" ? "primary" : "quiet", one.tone === "critical" ? "critical" : ""];
    const own = button(one.label, () => tell("action", { index }), look.join(" ").trim());
    own.disabled = one.isDisabled || one.isLoading;
    if (one.isLoading) own.setAttribute("aria-busy", "true");
    return [own];
  });
  const isPrimary = (one) => one.classList.contains("primary");
  element("actions").replaceChildren(...made.filter((one) => !isPrimary(one)), ...made.filter(isPrimary));
}

function showSaveBar(state) {
  const before = bar;
  bar = state;
  element("save").hidden = !bar;
  element("bar").classList.toggle("visually-hidden", Boolean(bar));
  for (const id of ["actions", "back"]) element(id).inert = Boolean(bar);
  if (!bar) return;
  if (!before) element("save-text").textContent = "Unsaved changes";
  element("save-now").disabled = !bar.canSave || bar.isSaving;
  element("save-now").textContent = bar.isSaving ? "Saving…" : "Save";
  element("discard").disabled = !bar.canDiscard || bar.isSaving;
}

function showState(state) {
  showNavigation(state.navigation);
  showTitle(state.title);
  showSaveBar(state.saveBar);
  const name = state.title.text || element("app-home").textContent;
  document.title = `${name} · ${config.shop.split(".")[0]}`;
  if (state.path.startsWith("/")) history.replaceState(null, "", config.base + state.path);
}

function open(address) {
  const url = new URL(address);
  if (![config.appOrigin, location.origin].includes(url.origin)) {
    return showToast({
      message: `The sandbox does not leave this machine: ${url.href}`,
      isError: true,
      duration: 8000,
    });
  }
  leave(() => location.assign(url));
}

const loading = (isLoading) => {
  element("loading").hidden = !isLoading;
};

async function idToken() {
  const response = await fetch("/__token", { method: "POST" });
  // The app was uninstalled: this page has to say so.
  if (!response.ok) location.reload();
  return response.text();
}

const heard = {
  state: ({ state }) => showState(state),
  idToken: async ({ id }) => tell("answer", { id, value: await idToken() }),
  toast: ({ toast }) =>
    showToast({
      ...toast,
      onAction: () => tell("toastAction", { id: toast.id }),
      onGone: () => tell("toastGone", { id: toast.id }),
    }),
  toastHide: ({ id }) => hideToast(id),
  loading: ({ isLoading }) => loading(isLoading),
  resourcePicker: async ({ id, options }) => tell("answer", { id, value: await pickResources(options) }),
  attention,
  open: ({ url }) => open(url),
};
addEventListener("message", (event) => {
  if (event.origin !== config.appOrigin || event.source !== frame.contentWindow) return;
  heard[event.data?.sandbox]?.(event.data);
});

frame.addEventListener("load", () => {
  loading(false);
  greet();
});
element("save-now").addEventListener("click", () => tell("save"));
element("discard").addEventListener("click", () => {
  if (bar?.asks) element("ask").showModal();
  else tell("discard");
});
element("ask").addEventListener("close", () => {
  if (element("ask").returnValue === "yes") tell("discard");
});
element("app-home").addEventListener("click", () => {
  const index = navigation.findIndex((item) => item.isHome);
  leave(() => (index >= 0 ? visit(index) : location.assign(config.base)));
});
for (const link of document.querySelectorAll(".side a")) {
  link.addEventListener("click", (event) => {
    if (!bar) return;
    event.preventDefault();
    attention();
  });
}
addEventListener("beforeunload", (event) => {
  if (bar) event.preventDefault();
});

const openMenu = (isOpen) => {
  element("side").classList.toggle("open", isOpen);
  element("menu-button").setAttribute("aria-expanded", String(isOpen));
};
element("menu-button").addEventListener("click", () => openMenu(!element("side").classList.contains("open")));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !element("side").classList.contains("open")) return;
  openMenu(false);
  element("menu-button").focus();
});
greet();

// Toasts of the admin frame: read aloud, closed by themselves unless pointed at or focused.
const shown = new Map();

/** Shows a message: politely, or at once when it is an error. */
export function showToast({
  id = crypto.randomUUID(),
  message,
  duration = 5000,
  isError = false,
  action,
  onAction,
  onGone,
}) {
  const toast = document.createElement("div");
  toast.className = isError ? "toast error" : "toast";
  const text = document.createElement("p");
  text.textContent = message;
  toast.append(text);
  if (action) toast.append(button(action, () => onAction?.()));
  toast.append(button("Dismiss", () => hideToast(id)));
  let timer = 0;
  const start = () => {
    timer = setTimeout(() => hideToast(id), duration);
  };
  for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, () => clearTimeout(timer));
  for (const kind of ["pointerleave", "focusout"]) toast.addEventListener(kind, start);
  shown.set(id, { toast, onGone });
  document.getElementById(isError ? "alerts" : "toasts").append(toast);
  start();
}

/** Takes a message away. */
export function hideToast(id) {
  const one = shown.get(id);
  if (!one) return;
  shown.delete(id);
  one.toast.remove();
  one.onGone?.();
}

function button(label, onClick) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", onClick);
  return made;
}

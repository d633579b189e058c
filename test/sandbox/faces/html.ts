const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/** JSON for a `<script type="application/json">`. */
export function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** Sheets of the kinds of page that want others than `pages`. */
const SHEETS: Record<string, readonly string[]> = {
  admin: ["admin", "toasts", "picker"],
  controls: ["pages", "controls"],
  mailbox: ["pages", "mailbox"],
};

/** A whole page of the sandbox in its own look. */
export function wholePage(page: { title: string; kind: string; script?: string; body: string }): string {
  const names = ["look", ...(SHEETS[page.kind] ?? ["pages"])];
  const sheets = names.map((name) => `<link rel="stylesheet" href="/__sandbox/${name}.css">`);
  const script = page.script ? `<script src="/__sandbox/${page.script}" type="module"></script>` : "";
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(page.title)}</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<link rel="icon" href="/__sandbox/mark.svg">${sheets.join("")}${script}</head>` +
    `<body class="${page.kind}">${page.body}</body></html>`
  );
}

/** The head of the sandbox's own pages, with where one is. */
export function header(current: "home" | "controls" | "mailbox", adminPath: string): string {
  const link = (href: string, label: string, isHere: boolean) =>
    `<a href="${escapeHtml(href)}"${isHere ? ' aria-current="page"' : ""}>${label}</a>`;
  return (
    `<a class="skip" href="#main">Skip to content</a><header class="masthead"><a class="mark" href="/">` +
    `<img src="/__sandbox/mark.svg" alt="" width="28" height="28"><span>Tributary sandbox</span></a>` +
    `<nav aria-label="Sandbox">${link("/", "Home", current === "home")}${link(adminPath, "Admin", false)}` +
    `${link("/controls", "Controls", current === "controls")}${link("/mailbox", "Mailbox", current === "mailbox")}</nav></header>`
  );
}

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** What real Chrome says: the Shopify library answers 410 to anything that looks like a bot. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless Chromium: CHROME_PATH, an installed one, npm's own build, or, as root on Debian, apt's. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: [...ARGS, ...more] });
}

/** A fresh profile of the browser, in a given width, that passes for a person's. */
export async function openContext(browser: Browser, width = 1280, height = 900) {
  return browser.newContext({
    userAgent: USER_AGENT,
    viewport: { width, height },
    locale: "en-US",
    timezoneId: "UTC",
  });
}

async function findChromium(): Promise<string> {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  const installed = KNOWN.find((file) => existsSync(file));
  if (installed) return installed;
  const packaged = await import("@sparticuz/chromium").then((found) => found.default.executablePath());
  if (runs(packaged)) return packaged;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    execFileSync(
      "sh",
      ["-c", "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium"],
      { stdio: "ignore" },
    );
    if (runs("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  throw new Error(
    "No Chromium runs here. Install one (Debian: apt install chromium) or set CHROME_PATH to its program.",
  );
}

function runs(file: string): boolean {
  try {
    execFileSync(file, ["--version", "--no-sandbox"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

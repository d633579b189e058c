import { type Acts, tale } from "#test/sandbox/faces/act.ts";
import type { ControlsOf } from "#test/sandbox/faces/controls.ts";

/** How the app comes to the shop and goes. */
export function shopActs({ life, appName }: ControlsOf, now: () => Date): Acts {
  return {
    "/controls/shop/uninstall": async () => {
      await life.uninstall(now());
      return tale(`${appName} was uninstalled and its tokens are dead`, ["app/uninstalled"], true);
    },
    "/controls/shop/install": async () => {
      await life.reinstall(now());
      return `${appName} is installed again; it learns of that when its admin page is opened.`;
    },
    "/controls/shop/redact": async () => {
      await life.redactShop();
      return tale("Shopify asks to erase the shop", ["shop/redact"], true);
    },
    "/controls/shop/end-tokens": async () => {
      life.endTokens();
      return "Every access token is dead, as after an hour; the app has to refresh its own.";
    },
  };
}

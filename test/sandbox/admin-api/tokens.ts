import { randomBytes } from "node:crypto";

export const ACCESS_SECONDS = 3600;
export const REFRESH_SECONDS = 7_776_000;

/** An access token and the refresh token that came with it; `after` is the refresh token that was rotated for it. */
export type Grant = {
  readonly access: string;
  readonly refresh: string;
  readonly accessEnds: number;
  readonly refreshEnds: number;
  readonly after: string | null;
};

export type Tokens = ReturnType<typeof createTokens>;

/**
 * The app's offline tokens. Several are good at once: parallel loaders exchange twice. A rotated refresh token stays
 * good until the one that replaced it is used. `kept` hears of every grant and restores it after a restart.
 */
export function createTokens(kept: (grant: Grant) => void, now: () => number = Date.now) {
  const byAccess = new Map<string, Grant>();
  const byRefresh = new Map<string, Grant>();
  let isInstalled = true;

  function restore(grant: Grant): void {
    byAccess.set(grant.access, grant);
    byRefresh.set(grant.refresh, grant);
    const used = grant.after === null ? undefined : byRefresh.get(grant.after);
    if (used?.after) byRefresh.delete(used.after);
  }

  function issue(after: string | null = null): Grant {
    const grant: Grant = {
      access: `shpat_${randomBytes(16).toString("hex")}`,
      refresh: `shprt_${randomBytes(16).toString("hex")}`,
      accessEnds: now() + ACCESS_SECONDS * 1000,
      refreshEnds: now() + REFRESH_SECONDS * 1000,
      after,
    };
    restore(grant);
    kept(grant);
    return grant;
  }

  return {
    issue: () => issue(),
    /** A new grant for a good refresh token, else null. */
    rotate(refresh: string): Grant | null {
      const grant = byRefresh.get(refresh);
      return grant && grant.refreshEnds > now() ? issue(refresh) : null;
    },
    isGood(access: string): boolean {
      const grant = byAccess.get(access);
      return grant !== undefined && grant.accessEnds > now();
    },
    /** Makes every access token bad, as an hour would. */
    expireAccess(): void {
      byAccess.clear();
    },
    /** Whether the shop has the app: without it no token is good, and none is given. */
    isInstalled: () => isInstalled,
    /** Makes every token bad at once, refresh tokens too. */
    uninstall(): void {
      isInstalled = false;
      byAccess.clear();
      byRefresh.clear();
    },
    /** Lets the app exchange session tokens again. */
    reinstall(): void {
      isInstalled = true;
    },
    restore,
  };
}

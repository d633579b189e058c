import { useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

const EVERY_MS = 2_000;
const AT_MOST_MS = 60_000;

/**
 * Keeps the page in view up to date: asks for the pulse and, when it is not the one the page was loaded with, loads the
 * page anew. Rests while the page is hidden, has no pulse, is being loaded, or is held. What fails is asked again, ever later.
 * @param pulse the pulse the page's own loader read before it read the rest
 * @param of what the pulse is of, if not of orders and codes
 */
export function useSelfRefresh(
  pulse: string | undefined,
  of: string | undefined,
  isHeld: () => boolean,
): void {
  const revalidator = useRevalidator();
  const navigation = useNavigation();
  const isIdle = revalidator.state === "idle" && navigation.state === "idle";
  const now = useRef({ pulse, of, isIdle, isHeld, revalidate: revalidator.revalidate });
  now.current = { pulse, of, isIdle, isHeld, revalidate: revalidator.revalidate };

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = EVERY_MS;
    let isOver = false;
    const mayRefresh = () =>
      document.visibilityState === "visible" &&
      now.current.pulse !== undefined &&
      now.current.isIdle &&
      !now.current.isHeld();

    async function poll() {
      const { of } = now.current;
      const found = await findPulse(of);
      wait = found === null ? Math.min(wait * 2, AT_MOST_MS) : EVERY_MS;
      if (found === null || isOver || !mayRefresh() || of !== now.current.of) return;
      if (found !== now.current.pulse) now.current.revalidate();
    }
    async function tick() {
      if (mayRefresh()) await poll();
      if (!isOver) timer = setTimeout(tick, wait);
    }
    const onShown = () => {
      if (document.visibilityState !== "visible") return;
      clearTimeout(timer);
      timer = setTimeout(tick, 0);
    };
    timer = setTimeout(tick, wait);
    document.addEventListener("visibilitychange", onShown);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onShown);
    };
  }, []);
}

/** Asks for the pulse; null when there is no answer. App Bridge adds the session token to the request. */
async function findPulse(of: string | undefined): Promise<string | null> {
  try {
    const response = await fetch(`/app/pulse${of ? `?of=${of}` : ""}`, {
      headers: { Accept: "application/json" },
    });
    const { pulse } = response.ok ? await response.json() : { pulse: null };
    return typeof pulse === "string" ? pulse : null;
  } catch {
    return null;
  }
}

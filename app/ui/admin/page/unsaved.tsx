import { useBlocker } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useRef } from "react";

type Unsaved = { hold(form: string, isHeld: boolean): void; isHeld(): boolean };

const UnsavedContext = createContext<Unsaved | null>(null);

/** Knows which forms of the page hold unsaved input, and asks before a merchant leaves one. */
export function UnsavedProvider({ children }: { children: ReactNode }) {
  const forms = useRef(new Set<string>());
  const unsaved = useMemo<Unsaved>(
    () => ({
      hold: (form, isHeld) => void (isHeld ? forms.current.add(form) : forms.current.delete(form)),
      isHeld: () => forms.current.size > 0,
    }),
    [],
  );
  return (
    <UnsavedContext.Provider value={unsaved}>
      <LeaveConfirmation isHeld={unsaved.isHeld} />
      {children}
    </UnsavedContext.Provider>
  );
}

/** Whether any form of the page holds unsaved input. */
export function useUnsaved(): Unsaved {
  const unsaved = useContext(UnsavedContext);
  if (!unsaved) throw new Error("useUnsaved is called outside the admin layout");
  return unsaved;
}

/** Says that a form holds unsaved input, for as long as it does. */
export function useHold(isDirty: boolean): void {
  const form = useId();
  const { hold } = useUnsaved();
  useEffect(() => {
    hold(form, isDirty);
    return () => hold(form, false);
  }, [form, hold, isDirty]);
}

/** A way out of the page waits until the save bar is answered; whoever types on has decided to stay. */
function LeaveConfirmation({ isHeld }: { isHeld: () => boolean }) {
  const shopify = useAppBridge();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isHeld() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    let isOver = false;
    const stay = () => {
      isOver = true;
      blocker.reset();
    };
    void shopify.saveBar.leaveConfirmation().then(() => {
      if (!isOver) blocker.proceed();
    });
    document.addEventListener("input", stay, { once: true });
    document.addEventListener("submit", stay, { once: true });
    return () => {
      isOver = true;
      document.removeEventListener("input", stay);
      document.removeEventListener("submit", stay);
    };
  }, [blocker, shopify]);
  return null;
}

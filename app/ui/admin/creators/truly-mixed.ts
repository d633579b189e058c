import { type RefObject, useEffect, useRef } from "react";

/**
 * Polaris says of a box that is neither ticked nor empty that it is mixed, and leaves the box itself empty: screen readers
 * would hear both. @returns what to hang on the element around such boxes
 */
export function useTrulyMixed<Element extends HTMLElement>(): RefObject<Element> {
  const around = useRef<Element>(null);
  useEffect(() => {
    for (const box of around.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])
      box.indeterminate = box.getAttribute("aria-checked") === "mixed";
  });
  return around;
}

import { type ReactNode, useEffect, useState } from "react";
import styles from "#app/ui/admin/table/wide-or-narrow.module.css";

const NARROW = "(max-width: 767.98px)";

/**
 * A table on wide screens, a list on narrow ones. The server sends both and the style sheet shows one, so that nothing
 * jumps; the browser then keeps only the one that is shown.
 */
export function WideOrNarrow({ wide, narrow }: { wide: ReactNode; narrow: ReactNode }) {
  const [isNarrow, setIsNarrow] = useState<boolean | null>(null);
  useEffect(() => {
    const media = window.matchMedia(NARROW);
    const look = () => setIsNarrow(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);
  return (
    <>
      {isNarrow !== true && <div className={styles.wide}>{wide}</div>}
      {isNarrow !== false && <div className={styles.narrow}>{narrow}</div>}
    </>
  );
}

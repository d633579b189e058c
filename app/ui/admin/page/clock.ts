import { useEffect, useState } from "react";

/** The time as the server's clock has it, second by second: the browser's own may be wrong. `loadedAt` is ISO text. */
export function useNow(loadedAt: string): Date {
  const [passed, setPassed] = useState({ loadedAt, ms: 0 });
  useEffect(() => {
    const start = Date.now();
    const timer = setInterval(() => setPassed({ loadedAt, ms: Date.now() - start }), 1000);
    return () => clearInterval(timer);
  }, [loadedAt]);
  return new Date(Date.parse(loadedAt) + (passed.loadedAt === loadedAt ? passed.ms : 0));
}

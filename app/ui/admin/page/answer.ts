import { useEffect, useState } from "react";

const TYPING_MS = 300;

/**
 * What the app answers to a question that changes with every letter: asked once typing pauses, the last answer until the
 * next comes. A `body` makes it a POST. It is no fetcher, because it must neither load the page anew nor take it away
 * when it fails.
 */
export function useAnswer<Answer>(
  address: string,
  body?: string,
): { readonly answer: Answer | undefined; readonly isFailed: boolean } {
  const [answer, setAnswer] = useState<Answer>();
  const [isFailed, setIsFailed] = useState(false);
  useEffect(() => {
    const stopping = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(address, {
          ...(body !== undefined && { method: "POST", body: new URLSearchParams(body) }),
          headers: { Accept: "application/json" },
          signal: stopping.signal,
        });
        if (!response.ok) throw new Error(`${address} answered ${response.status}`);
        setAnswer(await response.json());
        setIsFailed(false);
      } catch {
        if (!stopping.signal.aborted) setIsFailed(true);
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      stopping.abort();
    };
  }, [address, body]);
  return { answer, isFailed };
}

/** Which rows came in while the page was open, for a few seconds: so that a new order is seen without a jump. */
import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 8_000;
const none: ReadonlySet<string> = new Set();

/** @param watch whether a row that was not there before is a new one, and not just another page or filter. */
export function useFresh(
  rows: readonly { readonly id: string; readonly placed_at: string }[] | undefined,
  watch: boolean,
): ReadonlySet<string> {
  const opened = useRef(Date.now());
  const seen = useRef<Set<string> | undefined>(undefined);
  const [fresh, setFresh] = useState(none);
  useEffect(() => {
    if (rows === undefined) return undefined;
    const known = seen.current;
    const arrived =
      known && watch ? rows.filter(({ id, placed_at: at }) => !known.has(id) && Date.parse(at) > opened.current - SHOWN_MS) : [];
    seen.current = new Set([...(known ?? []), ...rows.map(({ id }) => id)]);
    if (arrived.length === 0) return undefined;
    setFresh(new Set(arrived.map(({ id }) => id)));
    return undefined;
  }, [rows, watch]);
  useEffect(() => {
    if (fresh.size === 0) return undefined;
    const timer = setTimeout(() => setFresh(none), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}

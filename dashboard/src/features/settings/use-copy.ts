/** Copies a text and says for two seconds that it did; where the clipboard is closed to us nothing is said. */
import { useEffect, useState } from 'react';

const SHOWN_MS = 2_000;

export function useCopy(): readonly [copied: boolean, copy: (text: string) => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  // Absent where the page was opened over plain http.
  const board = navigator.clipboard as Clipboard | undefined;
  return [
    copied,
    (text) =>
      void board?.writeText(text).then(
        () => setCopied(true),
        () => undefined,
      ),
  ];
}

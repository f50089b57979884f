/** Choices kept in this browser; where storage is closed they last as long as the page. Never anything that others must not see. */
import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const unstored = new Map<string, string>();

/** @returns what is kept under the name, null for nothing; and how to keep something else. */
export function useKept(name: string): readonly [string | null, (value: string) => void] {
  const read = (): string | null => {
    try {
      return localStorage.getItem(name) ?? unstored.get(name) ?? null;
    } catch {
      return unstored.get(name) ?? null;
    }
  };
  const value = useSyncExternalStore(subscribe, read);
  const keep = useCallback(
    (next: string) => {
      unstored.set(name, next);
      try {
        localStorage.setItem(name, next);
      } catch {
        // Kept for this page alone.
      }
      for (const listener of listeners) listener();
    },
    [name],
  );
  return [value, keep];
}

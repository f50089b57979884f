/** Remembers answers for a moment; those who ask for the same at once share one making. A failure is nobody's but the asker's. */
import type { Clock } from '@parley/contract/values/time.ts';

export interface ShortMemory<T> {
  /** @param isKept which answers are remembered longer than it takes to make them; all where absent. */
  remember(key: string, make: () => Promise<T>, isKept?: (answer: T) => boolean): Promise<T>;
}

/** @param most answers kept; the oldest goes first. */
export function createShortMemory<T>(clock: Clock, lifeMs: number, most: number): ShortMemory<T> {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<T> }>();
  return {
    remember(key, make, isKept) {
      const now = clock.now().getTime();
      const found = kept.get(key);
      if (found && now < found.until) return found.value;
      const value = make();
      const entry = { until: now + lifeMs, value };
      kept.delete(key);
      kept.set(key, entry);
      const oldest = kept.size > most ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      const forget = (): void => {
        if (kept.get(key) === entry) kept.delete(key);
      };
      value.then((answer) => (isKept?.(answer) === false ? forget() : undefined), forget);
      return value;
    },
  };
}

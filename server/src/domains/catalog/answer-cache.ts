/**
 * Remembers answers that hold for one version of a merchant's catalogue. The version is read in the caller's transaction, so an old answer
 * is never given; an answer is kept only once its transaction has committed, so what was rolled back is never given either.
 */
import type { AnyTx } from '../../foundation/db/database.ts';

export interface AnswerCache<T> {
  /** The remembered answer of this version, or a fresh one. `key` must hold the merchant and everything asked for. */
  remember(tx: AnyTx, key: string, version: bigint, make: () => Promise<T>): Promise<T>;
}

/** @param most entries kept; the one unused for longest goes first. */
export function createAnswerCache<T>(most: number): AnswerCache<T> {
  const kept = new Map<string, { readonly version: bigint; readonly value: T }>();

  function put(key: string, version: bigint, value: T): void {
    const before = kept.get(key);
    if (before && before.version > version) return;
    kept.delete(key);
    kept.set(key, { version, value });
    const oldest = kept.size > most ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
  }

  return {
    async remember(tx, key, version, make) {
      const found = kept.get(key);
      if (found?.version === version) {
        kept.delete(key);
        kept.set(key, found);
        return found.value;
      }
      const value = await make();
      tx.afterCommit(() => put(key, version, value));
      return value;
    },
  };
}

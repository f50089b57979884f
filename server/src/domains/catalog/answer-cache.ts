/**
 * Remembers answers that hold for one version of a merchant's catalogue. The version is read in the caller's transaction, so an old answer
 * is never given; a transaction that changed the catalogue itself is neither given nor leaves any, so what is rolled back is never seen.
 */
import type { Tx } from '../../foundation/db/database.ts';
import { hasChangedCatalog } from './shop.store.ts';

export interface AnswerCache<T> {
  /** The remembered answer of this version, or a fresh one; those who ask at the same moment share it. `key` holds the merchant and all that is asked. */
  remember(tx: Tx, key: string, version: bigint, make: () => Promise<T>): Promise<T>;
}

/** @param most entries kept; the one unused for longest goes first. */
export function createAnswerCache<T>(most: number): AnswerCache<T> {
  const kept = new Map<string, { readonly version: bigint; readonly value: T }>();
  const underWay = new Map<string, Promise<T>>();

  function put(key: string, version: bigint, value: T): void {
    const before = kept.get(key);
    if (before && before.version > version) return;
    kept.delete(key);
    kept.set(key, { version, value });
    const oldest = kept.size > most ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
  }

  async function share(key: string, version: bigint, make: () => Promise<T>): Promise<T> {
    const name = `${version} ${key}`;
    const other = underWay.get(name);
    // Somebody else's failure is theirs: then we look ourselves.
    if (other) return other.catch(make);
    const own = make();
    underWay.set(name, own);
    try {
      const value = await own;
      put(key, version, value);
      return value;
    } finally {
      underWay.delete(name);
    }
  }

  return {
    async remember(tx, key, version, make) {
      if (hasChangedCatalog(tx)) return make();
      const found = kept.get(key);
      if (found?.version !== version) return share(key, version, make);
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
  };
}

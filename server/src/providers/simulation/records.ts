/** How a stand-in keeps what belongs to its accounts, and hands it out. It must never know what a record is. */
import type { Result } from '@parley/contract/values/result.ts';
import type { SimulatorState } from './simulator.port.ts';

export interface Owned<T> {
  /** Of the account. */
  readonly owner: string;
  readonly entity: T;
}

/** The record when it is this account's own. */
export function owned<T>(map: ReadonlyMap<string, Owned<T>>, id: string | undefined | null, owner: string): T | undefined {
  const found = id === undefined || id === null ? undefined : map.get(id);
  return found?.owner === owner ? found.entity : undefined;
}

/** Newest first. */
export function ownedBy<T>(map: ReadonlyMap<string, Owned<T>>, owner: string): T[] {
  const own = [...map.values()].filter((record) => record.owner === owner);
  return own.map((record) => record.entity).toReversed();
}

export function byId<T extends Owned<{ readonly id: string }>>(rows: readonly T[] = []): Map<string, T> {
  return new Map(rows.map((row) => [row.entity.id, row]));
}

/** The same outcome with a value that nobody else holds. */
export function copied<T, R>(outcome: Result<T, R>): Result<T, R> {
  return outcome.ok ? { ok: true, value: structuredClone(outcome.value) } : outcome;
}

/** The document as this stand-in wrote it. An unknown or older one counts as none: a stand-in may forget. */
export async function loadKept<T extends { readonly version: 1 }>(state: SimulatorState | undefined): Promise<T | undefined> {
  const document = await state?.load();
  const isKnown = typeof document === 'object' && document !== null && 'version' in document && document.version === 1;
  return isKnown ? (document as T) : undefined;
}

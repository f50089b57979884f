/** Adding, renaming and closing places where stock lies. One of them is the default; a place with units on hand is never closed. */
import { type LocationId, newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import {
  archiveLocation,
  defaultLocation,
  findLocation,
  insertLocation,
  type Location,
  lockLocation,
  makeDefault,
  renameLocation,
  unitsAt,
} from './location.store.ts';
import type { StockDeps } from './stock-deps.ts';

type Deps = Pick<StockDeps, 'clock'>;

export interface LocationChange {
  readonly name?: string;
  /** From now on what names no place arrives here. */
  readonly isDefault?: true;
}

/** Refuses `location.name_taken`. */
export async function addLocation(
  deps: Deps,
  tx: Tx,
  input: { readonly name: string; readonly isDefault?: true },
): Promise<Result<Location>> {
  const createdAt = deps.clock.now();
  // A merchant always has a default; what is added first does not become it unasked.
  await defaultLocation(tx, createdAt);
  const location: Location = { id: newId<LocationId>(), name: input.name, isDefault: false, createdAt };
  if (!(await insertLocation(tx, location))) return refuse('location.name_taken');
  if (!input.isDefault) return ok(location);
  await makeDefault(tx, location.id);
  return ok({ ...location, isDefault: true });
}

/** Refuses `location.not_found`, `location.name_taken`. */
export async function changeLocation(tx: Tx, id: LocationId, change: LocationChange): Promise<Result<Location>> {
  if (!(await lockLocation(tx, id))) return refuse('location.not_found');
  if (change.name !== undefined && !(await renameLocation(tx, id, change.name))) return refuse('location.name_taken');
  if (change.isDefault) await makeDefault(tx, id);
  const changed = await findLocation(tx, id);
  return changed ? ok(changed) : refuse('location.not_found');
}

/** Refuses `location.not_found`; `location.in_use` for the default and for places where units lie. */
export async function closeLocation(deps: Deps, tx: Tx, id: LocationId): Promise<Result<{ readonly id: LocationId }>> {
  const location = await lockLocation(tx, id);
  if (!location) return refuse('location.not_found');
  if (location.isDefault) return refuse('location.in_use', { message: 'Make another place the default first.' });
  if ((await unitsAt(tx, id)) > 0) return refuse('location.in_use', { message: 'Move what lies there to another place first.' });
  await archiveLocation(tx, id, deps.clock.now());
  return ok({ id });
}

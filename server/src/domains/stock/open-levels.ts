/** The place and the levels a verb works on: found or opened, and locked. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { codeOf, type Tx } from '../../foundation/db/database.ts';
import { insertLevels, lockLevels } from './level.store.ts';
import { defaultLocation, findLocation } from './location.store.ts';
import type { StockDeps } from './stock-deps.ts';
import type { StockLevel } from './stock-level.ts';

const FOREIGN_KEY_VIOLATION = '23503';

/** The one asked for, or the default. Refuses `location.not_found`. */
export async function placeOf(deps: Pick<StockDeps, 'clock'>, tx: Tx, id: LocationId | undefined): Promise<Result<LocationId>> {
  if (id === undefined) return ok(await defaultLocation(tx, deps.clock.now()));
  return (await findLocation(tx, id)) ? ok(id) : refuse('location.not_found');
}

/** All levels of the variants, locked; those that are not counted at the place yet are counted from now on. Refuses `variant.not_found`. */
export async function openLevels(
  deps: Pick<StockDeps, 'onOpened'>,
  tx: Tx,
  locationId: LocationId,
  variantIds: readonly VariantId[],
): Promise<Result<readonly StockLevel[]>> {
  const ids = [...new Set(variantIds)];
  const known = await lockLevels(tx, ids);
  const missing = ids.filter((id) => levelAt(known, id, locationId) === undefined);
  if (missing.length === 0) return ok(known);
  try {
    const opened = await tx.attempt(() => insertLevels(tx, missing, locationId));
    const counted = new Set(known.map((level) => level.variantId));
    const first = opened.filter((id) => !counted.has(id));
    if (first.length > 0) await deps.onOpened(tx, first);
  } catch (error) {
    if (codeOf(error) === FOREIGN_KEY_VIOLATION) return refuse('variant.not_found');
    throw error;
  }
  return ok(await lockLevels(tx, ids));
}

export function levelAt(levels: readonly StockLevel[], variantId: VariantId, locationId: LocationId): StockLevel | undefined {
  return levels.find((level) => level.variantId === variantId && level.locationId === locationId);
}

/** A signed change of stock at the default place: opening, counting, receiving, writing off. Never takes what is promised to an order. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { codeOf, type Tx } from '../../foundation/db/database.ts';
import { changeLevels, defaultLocation, lockLevels, openLevel } from './level.store.ts';
import { insertMovements, movementsOf } from './movement.store.ts';
import { freeUnits, type StockLevel } from './stock-level.ts';
import { valueOfIssue, valueOfReceipt } from './stock-value.ts';

const MOST_UNITS = 10_000_000;
const FOREIGN_KEY_VIOLATION = '23503';

export interface Adjustment {
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly reason: 'opening' | 'adjustment' | 'purchase' | 'write_off' | 'count';
  readonly note?: string;
  readonly unitCost?: Money;
  readonly causeKind: string;
  readonly causeId: string;
  readonly actor: string;
}

export interface Adjusted {
  readonly onHand: number;
  readonly available: number;
}

export interface AdjustDeps {
  readonly clock: Clock;
  /** Told when a variant is counted from now on. */
  onOpened(tx: Tx, ids: readonly VariantId[]): Promise<void>;
}

/** Refuses `variant.not_found`, `stock.insufficient`, `request.invalid`. */
export async function adjustStock(deps: AdjustDeps, tx: Tx, input: Adjustment): Promise<Result<Adjusted>> {
  if (!Number.isInteger(input.quantity) || Math.abs(input.quantity) > MOST_UNITS)
    return refuse('request.invalid', { details: [{ field: 'quantity', message: `Whole units, at most ${MOST_UNITS}.` }] });
  if (input.unitCost && input.unitCost.minor < 0n)
    return refuse('request.invalid', { details: [{ field: 'unit_cost', message: 'A cost is not negative.' }] });
  const opened = await open(deps, tx, input);
  if (!opened.ok) return opened;
  const { locationId, levels } = opened.value;
  const level = levels.find((each) => each.locationId === locationId);
  if (!level) throw new Error('an opened level is not there');
  if (await wasDone(tx, input, locationId)) return ok(adjusted(levels, 0));
  if (input.quantity < 0 && level.onHand - level.held < -input.quantity) return insufficient(level.onHand - level.held);
  if (input.quantity === 0) return ok(adjusted(levels, 0));

  const valueMinor = valueOf(level, input);
  await changeLevels(tx, [{ variantId: input.variantId, locationId, onHand: input.quantity, held: 0, valueMinor }]);
  const movement = { ...input, locationId, valueMinor, unitCostMinor: input.unitCost?.minor };
  await insertMovements(tx, [movement], deps.clock.now());
  return ok(adjusted(levels, input.quantity));
}

/** The variant's levels, locked; begins counting where it was not counted and something arrives (or its opening is none). */
async function open(
  deps: AdjustDeps,
  tx: Tx,
  input: Adjustment,
): Promise<Result<{ readonly locationId: LocationId; readonly levels: readonly StockLevel[] }>> {
  const locationId = await defaultLocation(tx, deps.clock.now());
  const known = await lockLevels(tx, [input.variantId]);
  if (known.some((level) => level.locationId === locationId)) return ok({ locationId, levels: known });
  if (input.quantity < 0) return insufficient(0);
  try {
    await tx.attempt(() => openLevel(tx, input.variantId, locationId));
  } catch (error) {
    if (codeOf(error) === FOREIGN_KEY_VIOLATION) return refuse('variant.not_found');
    throw error;
  }
  await deps.onOpened(tx, [input.variantId]);
  return ok({ locationId, levels: await lockLevels(tx, [input.variantId]) });
}

async function wasDone(tx: Tx, input: Adjustment, locationId: LocationId): Promise<boolean> {
  const before = await movementsOf(tx, { kind: input.causeKind, id: input.causeId });
  return before.some((each) => each.variantId === input.variantId && each.locationId === locationId && each.reason === input.reason);
}

function valueOf(level: StockLevel, input: Adjustment): bigint {
  const held = { quantity: level.onHand, valueMinor: level.valueMinor };
  return input.quantity > 0 ? valueOfReceipt(held, input.quantity, input.unitCost?.minor) : -valueOfIssue(held, -input.quantity);
}

function adjusted(levels: readonly StockLevel[], change: number): Adjusted {
  const onHand = levels.reduce((total, level) => total + level.onHand, 0);
  return { onHand: onHand + change, available: freeUnits(levels) + change };
}

function insufficient(left: number) {
  return refuse('stock.insufficient', { details: [{ field: 'quantity', message: left === 0 ? 'None left.' : `Only ${left} left.` }] });
}

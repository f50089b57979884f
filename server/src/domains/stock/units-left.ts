/**
 * How much of one receipt is still in stock, and where. Under a running average units are mixed: each issue takes its share of every
 * receipt, each transfer carries it along, each return brings back what its sale took. Pure; it decides which part of a late bill stock bears.
 */
import type { LocationId } from '@parley/contract/values/id.ts';

/** Parts of a unit are counted in billionths. */
export const UNIT = 1_000_000_000n;

export interface LedgerStep {
  readonly locationId: LocationId;
  readonly quantity: number;
  readonly causeKind: string;
  readonly causeId: string;
  readonly orderId?: string | undefined;
  readonly reason: string;
}

interface Pool {
  /** Units there. */
  readonly units: bigint;
  /** Of them, of this receipt, in billionths of a unit. */
  readonly part: bigint;
}

const EMPTY: Pool = { units: 0n, part: 0n };

export interface ReceiptTrace {
  /** Units at each place just before the receipt. */
  readonly before: ReadonlyMap<LocationId, number>;
  /** The variant's movements from the receipt on, the receipt itself first. */
  readonly steps: readonly LedgerStep[];
  /** Whether a step sends units of this very purchase back to the supplier. */
  readonly isOwnReturn: (step: LedgerStep) => boolean;
}

/** Billionths of units of the receipt that are left, by place. */
export function unitsLeft(trace: ReceiptTrace): ReadonlyMap<LocationId, bigint> {
  const places = new Map<LocationId, Pool>([...trace.before].map(([id, units]) => [id, { units: BigInt(units), part: 0n }]));
  const away = new Map<string, Pool>();
  for (const [index, step] of trace.steps.entries()) {
    const place = places.get(step.locationId) ?? EMPTY;
    const moved = BigInt(step.quantity < 0 ? -step.quantity : step.quantity);
    if (step.quantity >= 0) {
      const part = index === 0 ? moved * UNIT : comeBack(away, step, moved);
      places.set(step.locationId, { units: place.units + moved, part: place.part + part });
      continue;
    }
    const part = trace.isOwnReturn(step) ? least(place.part, moved * UNIT) : portion(place, moved);
    places.set(step.locationId, clamped({ units: place.units - moved, part: place.part - part }));
    const pot = away.get(keyOf(step)) ?? EMPTY;
    away.set(keyOf(step), { units: pot.units + moved, part: pot.part + part });
  }
  return new Map([...places].map(([id, { part }]) => [id, part]));
}

function comeBack(away: Map<string, Pool>, step: LedgerStep, moved: bigint): bigint {
  const pot = away.get(keyOf(step));
  if (!pot || pot.units === 0n) return 0n;
  const units = least(pot.units, moved);
  const part = portion(pot, units);
  away.set(keyOf(step), { units: pot.units - units, part: pot.part - part });
  return part;
}

/** An order's units come back to it, a transfer's arrive elsewhere. A write-off takes for good, whoever caused it. */
function keyOf(step: LedgerStep): string {
  return step.orderId !== undefined && step.reason !== 'write_off'
    ? `order:${step.orderId}`
    : `${step.causeKind}:${step.causeId}:${step.reason}`;
}

function portion(pool: Pool, units: bigint): bigint {
  return units >= pool.units ? pool.part : (pool.part * units) / pool.units;
}

/** Where only few units lie, no more of them can be of this receipt. */
function clamped(pool: Pool): Pool {
  return { units: pool.units, part: least(pool.part, pool.units * UNIT) };
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

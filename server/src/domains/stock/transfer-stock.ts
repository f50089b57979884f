/** Moves free units between two places of one merchant: value goes along by the running-total rule, age too. Nothing is posted: stock stays stock. */
import { type LocationId, newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { readLedgerFacts } from './layer.store.ts';
import { lockLevels } from './level.store.ts';
import { levelAt, openLevels, placeOf } from './open-levels.ts';
import type { StockDeps } from './stock-deps.ts';
import { mergeAges, splitAges, unitsOf } from './stock-layer.ts';
import { type StockLevel, type StockLine, shortages, wantedUnits } from './stock-level.ts';
import { valueOfIssue } from './stock-value.ts';
import { type Move, writeMovements } from './write-movements.ts';

export interface Transfer {
  /** Absent: the default place. */
  readonly from?: LocationId;
  readonly to?: LocationId;
  readonly lines: readonly StockLine[];
  readonly note?: string;
  readonly actor: string;
}

export interface Transferred {
  readonly id: string;
  readonly from: LocationId;
  readonly to: LocationId;
  /** What moved along, minor units. */
  readonly valueMinor: bigint;
}

/** Refuses `location.not_found`, `stock.insufficient` (naming the lines), `request.invalid` where both places are one. */
export async function transferStock(deps: StockDeps, tx: Tx, input: Transfer): Promise<Result<Transferred>> {
  const from = await placeOf(deps, tx, input.from);
  if (!from.ok) return from;
  const to = await placeOf(deps, tx, input.to);
  if (!to.ok) return to;
  if (from.value === to.value)
    return refuse('request.invalid', { details: [{ field: 'to_location_id', message: 'Another place than where it comes from.' }] });
  const wanted = wantedUnits(input.lines);
  const levels = await lockLevels(tx, [...wanted.keys()]);
  const short = new Map(
    [...wanted].flatMap(([variantId, quantity]) => {
      const level = levelAt(levels, variantId, from.value);
      const free = level === undefined ? 0 : level.onHand - level.held;
      return free < quantity ? [[variantId, free] as const] : [];
    }),
  );
  if (short.size > 0) return refuse('stock.insufficient', { details: shortages(input.lines, short, 'lines') });
  const opened = await openLevels(deps, tx, to.value, [...wanted.keys()]);
  if (!opened.ok) return opened;
  const id = newId<string>();
  const leaving = [...wanted].flatMap(([variantId, quantity]) => {
    const level = levelAt(levels, variantId, from.value);
    return level === undefined ? [] : [leave(level, quantity)];
  });
  const about = { reason: 'transfer' as const, note: input.note, causeKind: 'transfer', causeId: id, actor: input.actor };
  const moves = await withAges(tx, leaving, to.value);
  await writeMovements(deps, tx, { moves: moves.map((move) => ({ ...about, ...move })) });
  return ok({ id, from: from.value, to: to.value, valueMinor: leaving.reduce((total, each) => total - each.valueMinor, 0n) });
}

type Leg = Pick<Move, 'variantId' | 'locationId' | 'quantity' | 'valueMinor' | 'ages'>;

function leave(level: StockLevel, quantity: number): Leg {
  const valueMinor = -valueOfIssue({ quantity: level.onHand, valueMinor: level.valueMinor }, quantity);
  return { variantId: level.variantId, locationId: level.locationId, quantity: -quantity, valueMinor };
}

/** Each leaving leg with the arriving one behind it, of the same age. */
async function withAges(tx: Tx, leaving: readonly Leg[], to: LocationId): Promise<Leg[]> {
  const { layers } = await readLedgerFacts(tx, leaving);
  return leaving.flatMap((leg) => {
    const here = mergeAges(
      layers.flatMap(({ variantId, locationId, receivedOn, lot, quantity }) =>
        variantId === leg.variantId && locationId === leg.locationId ? [{ receivedOn, lot, quantity }] : [],
      ),
    );
    const ages = unitsOf(here) < -leg.quantity ? undefined : splitAges(here, -leg.quantity).first;
    return [
      { ...leg, ages },
      { ...leg, locationId: to, quantity: -leg.quantity, valueMinor: -leg.valueMinor, ages },
    ];
  });
}

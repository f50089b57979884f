/** A counted figure: the ledger moves by the difference, whatever it was thought to be. Never counts below what is promised to orders. */
import { type LocationId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { levelAt, openLevels, placeOf } from './open-levels.ts';
import type { StockDeps } from './stock-deps.ts';
import { valueMoved } from './stock-postings.ts';
import { valueOfIssue, valueOfReceipt } from './stock-value.ts';
import { type Move, writeMovements } from './write-movements.ts';

export interface Count {
  /** Absent: the default place. */
  readonly locationId?: LocationId;
  /** Each variant once; whole units, ≥ 0. */
  readonly lines: readonly { readonly variantId: VariantId; readonly counted: number }[];
  readonly note?: string;
  readonly actor: string;
}

export interface Counted {
  readonly id: string;
  readonly lines: readonly {
    readonly variantId: VariantId;
    readonly before: number;
    readonly counted: number;
    /** Signed, minor units: what stock is worth more or less. */
    readonly valueMinor: bigint;
  }[];
}

/** Units found come in at the average of what is there. Refuses `variant.not_found`, `location.not_found`, `stock.insufficient`, `request.invalid`. */
export async function countStock(deps: StockDeps, tx: Tx, input: Count): Promise<Result<Counted>> {
  const ids = input.lines.map((line) => line.variantId);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0) return refuse('request.invalid', { details: [{ field: `lines.${twice}`, message: 'Each variant once.' }] });
  const place = await placeOf(deps, tx, input.locationId);
  if (!place.ok) return place;
  const levels = await openLevels(deps, tx, place.value, ids);
  if (!levels.ok) return levels;
  const id = newId<string>();
  const found = input.lines.map((line) => ({ ...line, level: levelAt(levels.value, line.variantId, place.value) }));
  const promised = found.flatMap(({ level, counted }, index) =>
    level && counted < level.held ? [{ field: `lines.${index}.counted`, message: `${level.held} are promised to orders.` }] : [],
  );
  if (promised.length > 0) return refuse('stock.insufficient', { details: promised });
  const moves: Move[] = found.flatMap(({ level, variantId, counted }) => {
    const quantity = counted - (level?.onHand ?? 0);
    if (level === undefined || quantity === 0) return [];
    const held = { quantity: level.onHand, valueMinor: level.valueMinor };
    const valueMinor = quantity > 0 ? valueOfReceipt(held, quantity, undefined) : -valueOfIssue(held, -quantity);
    const about = { reason: 'count' as const, note: input.note, causeKind: 'count', causeId: id, actor: input.actor };
    return [{ ...about, variantId, locationId: place.value, quantity, valueMinor }];
  });
  if (moves.length > 0) {
    const { currency } = await writeMovements(deps, tx, { moves });
    const lines = valueMoved('stock_adjustment', moves);
    await deps.books.post(tx, { cause: { kind: 'stock.count', id }, description: 'Stock counted', currency, lines, actor: input.actor });
  }
  const valueOf = (variantId: VariantId) => moves.find((move) => move.variantId === variantId)?.valueMinor ?? 0n;
  return ok({
    id,
    lines: found.map(({ variantId, counted, level }) => ({
      variantId,
      counted,
      before: level?.onHand ?? 0,
      valueMinor: valueOf(variantId),
    })),
  });
}

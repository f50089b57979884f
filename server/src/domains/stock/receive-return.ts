/**
 * Units of an order that came back, each with its outcome: restocked at the cost it left with; damaged, which comes in and is written off at
 * that same cost, so that the others stay worth what they are; missing, which moves nothing.
 */
import { newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { movementsOf, type StoredMovement } from './movement.store.ts';
import { lockedParts, merged, tooMany } from './put-back.ts';
import { giveBack, knownAges, type SoldPart } from './sold-part.ts';
import type { StockDeps } from './stock-deps.ts';
import { valueMoved } from './stock-postings.ts';
import { type Move, writeMovements } from './write-movements.ts';

export interface ReturnReceipt {
  readonly orderId: OrderId;
  readonly returnId: string;
  /** Names this receipt, so that a repeat of it changes nothing. Absent: each call is a receipt of its own. */
  readonly receiptId?: string;
  /** What came now, not what came in all. Whole units, ≥ 0. */
  readonly lines: readonly {
    readonly variantId: VariantId;
    readonly restocked: number;
    readonly damaged: number;
    readonly missing: number;
  }[];
  readonly actor: string;
}

export interface ReturnReceived {
  /** What the restocked and damaged units had cost, minor units. */
  readonly costMinor: bigint;
  /** The part of it that was written off. */
  readonly writtenOffMinor: bigint;
}

/** Refuses `stock.insufficient` for more units than the order still has out. What was not counted when it was sold moves nothing. */
export async function receiveReturn(
  deps: Pick<StockDeps, 'clock' | 'books'>,
  tx: Tx,
  input: ReturnReceipt,
): Promise<Result<ReturnReceived>> {
  const wanted = input.lines.map((line) => ({ ...line, quantity: line.restocked + line.damaged })).filter((line) => line.quantity > 0);
  const parts = await lockedParts(tx, input.orderId);
  const damagedFirst = wanted.flatMap((line) => (line.damaged > 0 ? [{ variantId: line.variantId, quantity: line.damaged }] : []));
  const before = input.receiptId === undefined ? [] : await movementsOf(tx, { kind: 'return', id: input.receiptId });
  if (before.length > 0) return ok(receivedBy(before));
  const all = giveBack(parts, wanted);
  if (all.excess.size > 0) return tooMany(all.excess);
  if (all.back.length === 0) return ok({ costMinor: 0n, writtenOffMinor: 0n });
  const arriving = merged(all.back);
  const writtenOff = merged(giveBack(arriving, damagedFirst).back);
  const cause = { causeKind: 'return', causeId: input.receiptId ?? newId<string>() };
  const about = { ...cause, orderId: input.orderId, note: `return ${input.returnId}`, actor: input.actor };
  const moves: Move[] = [
    ...arriving.map((part) => ({ ...about, ...part, ages: knownAges(part), reason: 'return' as const })),
    ...writtenOff.map((part) => ({
      ...about,
      ...part,
      quantity: -part.quantity,
      valueMinor: -part.valueMinor,
      ages: knownAges(part),
      reason: 'write_off' as const,
    })),
  ];
  const { currency } = await writeMovements(deps, tx, { moves });
  await deps.books.post(tx, {
    cause: { kind: 'stock.return', id: cause.causeId },
    description: writtenOff.length > 0 ? 'Returned goods back in stock, the damaged ones written off' : 'Returned goods back in stock',
    currency,
    lines: [
      ...valueMoved('cost_of_goods', arriving),
      ...valueMoved(
        'stock_adjustment',
        writtenOff.map((part) => ({ ...part, valueMinor: -part.valueMinor })),
      ),
    ],
    orderId: input.orderId,
    actor: input.actor,
  });
  return ok({ costMinor: worth(arriving), writtenOffMinor: worth(writtenOff) });
}

function receivedBy(movements: readonly StoredMovement[]): ReturnReceived {
  return {
    costMinor: worth(movements.filter((each) => each.reason === 'return')),
    writtenOffMinor: -worth(movements.filter((each) => each.reason === 'write_off')),
  };
}

function worth(parts: readonly Pick<SoldPart, 'valueMinor'>[]): bigint {
  return parts.reduce((total, part) => total + part.valueMinor, 0n);
}

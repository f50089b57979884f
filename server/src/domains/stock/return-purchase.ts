/** Goods sent back to their supplier at an agreed price. They leave stock at the running total; the difference is a gain or loss on stock. */
import { newId, type VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { lockLevels } from './level.store.ts';
import { levelAt } from './open-levels.ts';
import { addReturned, insertPurchaseChange, lockPurchase } from './purchase.store.ts';
import { type Purchase, planReturn, type ReturnedLine, type WantedReturn } from './purchase.ts';
import type { StockDeps } from './stock-deps.ts';
import { leftText } from './stock-level.ts';
import { purchaseReturned } from './stock-postings.ts';
import { valueOfIssue } from './stock-value.ts';
import { type Move, writeMovements } from './write-movements.ts';

export interface PurchaseReturn {
  readonly purchaseId: string;
  readonly lines: readonly WantedReturn[];
  /** Tax the supplier gives back on top, minor units. */
  readonly taxMinor?: bigint;
  readonly note?: string;
  readonly actor: string;
}

/** Refuses `purchase.not_found`, `purchase.return_too_large`, `stock.insufficient`, `request.invalid`. */
export async function returnPurchase(deps: StockDeps, tx: Tx, input: PurchaseReturn): Promise<Result<Purchase>> {
  const purchase = await lockPurchase(tx, input.purchaseId);
  if (!purchase) return refuse('purchase.not_found');
  const { returned, problems } = planReturn(purchase.lines, input.lines);
  if (problems.length > 0) return refuse('purchase.return_too_large', { details: problems });
  const taxMinor = input.taxMinor ?? 0n;
  if (taxMinor > purchase.taxMinor)
    return refuse('request.invalid', { details: [{ field: 'tax', message: 'More than the tax of the purchase.' }] });
  const id = newId<string>();
  const moves = await movesOf(tx, purchase, returned, { id, note: input.note, actor: input.actor });
  if (!moves.ok) return moves;
  await addReturned(tx, purchase.id, returned);
  const at = deps.clock.now();
  await insertPurchaseChange(tx, {
    id,
    purchaseId: purchase.id,
    kind: 'return',
    lines: returned,
    taxMinor,
    note: input.note,
    actor: input.actor,
    at,
  });
  const { currency } = await writeMovements(deps, tx, { moves: moves.value });
  const left = moves.value.map((move) => ({ ...move, agreedMinor: agreedFor(returned, move.variantId) }));
  await deps.books.post(tx, {
    cause: { kind: 'stock.purchase_return', id },
    description: `Sent back to ${purchase.supplier}, of purchase ${purchase.number}`,
    currency,
    lines: purchaseReturned({ purchaseId: purchase.id, left, taxMinor }),
    actor: input.actor,
  });
  const lines = purchase.lines.map((line) => ({ ...line, returnedQuantity: line.returnedQuantity + unitsOfLine(returned, line.position) }));
  return ok({ ...purchase, lines });
}

async function movesOf(
  tx: Tx,
  purchase: Purchase,
  returned: readonly ReturnedLine[],
  about: { readonly id: string; readonly note: string | undefined; readonly actor: string },
): Promise<Result<Move[]>> {
  const byVariant = Map.groupBy(returned, (line) => line.variantId);
  const levels = await lockLevels(tx, [...byVariant.keys()]);
  const moves: Move[] = [];
  for (const [variantId, lines] of byVariant) {
    const quantity = lines.reduce((total, line) => total + line.quantity, 0);
    const level = levelAt(levels, variantId, purchase.locationId);
    const free = level === undefined ? 0 : level.onHand - level.held;
    if (level === undefined || free < quantity)
      return refuse('stock.insufficient', { details: [{ field: 'lines', message: `${leftText(free)} (variant ${variantId})` }] });
    moves.push({
      variantId,
      locationId: purchase.locationId,
      quantity: -quantity,
      valueMinor: -valueOfIssue({ quantity: level.onHand, valueMinor: level.valueMinor }, quantity),
      reason: 'purchase_return',
      note: about.note ?? `${purchase.number} ${purchase.supplier}`,
      causeKind: 'purchase_return',
      causeId: about.id,
      actor: about.actor,
    });
  }
  return ok(moves);
}

function agreedFor(returned: readonly ReturnedLine[], variantId: VariantId): bigint {
  return returned.reduce((total, line) => (line.variantId === variantId ? total + line.unitCostMinor * BigInt(line.quantity) : total), 0n);
}

function unitsOfLine(returned: readonly ReturnedLine[], position: number): number {
  return returned.reduce((total, line) => (line.position === position ? total + line.quantity : total), 0);
}

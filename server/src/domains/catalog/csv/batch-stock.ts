/** Brings the units of a batch to what the file says, through stock: first units of new variants, and the difference where they are counted already. */
import type { VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { StockAnswers } from '../catalog-deps.ts';
import type { RowRefusal } from './draft.ts';
import type { PlannedProduct } from './plan.ts';

export interface Cause {
  readonly importId: string;
  /** Which part of the file: one cause moves a variant once. */
  readonly batch: number;
  readonly actor: string;
}

type Stock = Pick<StockAnswers, 'levels' | 'adjustMany'>;

interface Move {
  readonly product: PlannedProduct;
  readonly row: number;
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly costMinor: bigint | undefined;
}

export interface Moves {
  readonly openings: readonly Move[];
  readonly differences: readonly Move[];
}

/** Nothing for a variant that lies as the file says. */
export async function movesOf(stock: Stock, tx: Tx, products: readonly PlannedProduct[]): Promise<Moves> {
  const all = products.flatMap((product) => product.units.map((each) => ({ ...each, product })));
  const counted = all.filter((each) => !each.isOpening).map((each) => each.variantId);
  const onHand = new Map<VariantId, number>();
  for (const level of await stock.levels(tx, counted)) onHand.set(level.variantId, (onHand.get(level.variantId) ?? 0) + level.onHand);
  return {
    openings: all.filter((each) => each.isOpening).map((each) => ({ ...each, quantity: each.units })),
    differences: all.flatMap((each) => {
      const quantity = each.units - (onHand.get(each.variantId) ?? 0);
      return each.isOpening || quantity === 0 ? [] : [{ ...each, quantity }];
    }),
  };
}

/** Products whose units cannot be taken away, since they are promised or lie elsewhere, are refused; then nothing of them has moved. */
export async function moveDifferences(
  stock: Stock,
  tx: Tx,
  input: { readonly moves: readonly Move[]; readonly cause: Cause; readonly currency: string },
): Promise<ReadonlyMap<PlannedProduct, readonly RowRefusal[]>> {
  const refused = new Map<PlannedProduct, RowRefusal[]>();
  for (;;) {
    const moves = input.moves.filter((move) => !refused.has(move.product));
    const done = await adjust(stock, tx, { ...input, moves, reason: 'adjustment' });
    if (done.ok) return refused;
    const before = refused.size;
    for (const { field, message } of done.refusal.details ?? []) {
      const move = moves[Number(/^lines\.(\d+)\./.exec(field)?.[1] ?? Number.NaN)];
      if (move) refused.set(move.product, [...(refused.get(move.product) ?? []), { row: move.row, column: 'stock_quantity', message }]);
    }
    if (refused.size === before) throw new Error(`stock refused an import: ${done.refusal.code}`);
  }
}

export async function openUnits(
  stock: Stock,
  tx: Tx,
  input: { readonly moves: readonly Move[]; readonly cause: Cause; readonly currency: string },
): Promise<void> {
  const done = await adjust(stock, tx, { ...input, reason: 'opening' });
  if (!done.ok) throw new Error(`stock refused the opening of an import: ${done.refusal.code}`);
}

async function adjust(
  stock: Stock,
  tx: Tx,
  {
    moves,
    cause,
    currency,
    reason,
  }: { readonly moves: readonly Move[]; readonly cause: Cause; readonly currency: string; readonly reason: 'opening' | 'adjustment' },
): Promise<Result<unknown>> {
  if (moves.length === 0) return { ok: true, value: undefined };
  return tx.attempt(() =>
    stock.adjustMany(tx, {
      lines: moves.map(({ variantId, quantity, costMinor }) => ({
        variantId,
        quantity,
        ...(costMinor !== undefined && quantity > 0 && { unitCost: money(costMinor, currency) }),
      })),
      reason,
      causeKind: 'product_import',
      causeId: `${cause.importId}:${cause.batch}`,
      actor: cause.actor,
    }),
  );
}

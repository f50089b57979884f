/** Puts the units of a cancelled order, or some of a changed one, back where they lay, at the value they left with and as old as they were. Once. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { lockLevels } from './level.store.ts';
import { movementsOf, movementsOfOrder } from './movement.store.ts';
import { giveBack, knownAges, type SoldPart, soldParts } from './sold-part.ts';
import type { StockDeps } from './stock-deps.ts';
import type { StockLine } from './stock-level.ts';
import { valueMoved } from './stock-postings.ts';
import { writeMovements } from './write-movements.ts';

type Deps = Pick<StockDeps, 'clock' | 'books'>;

/** All that is still out. An order that took nothing, or is back already, is fine. */
export async function putBack(deps: Deps, tx: Tx, orderId: OrderId, actor = 'system'): Promise<void> {
  const parts = (await lockedParts(tx, orderId)).filter((part) => part.quantity > 0);
  await write(deps, tx, { orderId, cause: { kind: 'order', id: orderId }, parts, actor });
}

/** Some of it, for an order that is changed. Refuses `stock.insufficient` for more than is out, naming the lines. */
export async function putBackSome(
  deps: Deps,
  tx: Tx,
  input: { readonly orderId: OrderId; readonly changeId: string; readonly lines: readonly StockLine[]; readonly actor: string },
): Promise<Result<void>> {
  const parts = await lockedParts(tx, input.orderId);
  const cause = { kind: 'order_change', id: input.changeId };
  if ((await movementsOf(tx, cause)).some((each) => each.reason === 'sale_cancelled')) return ok(undefined);
  const { back, excess } = giveBack(parts, input.lines);
  if (excess.size > 0) return tooMany(excess);
  await write(deps, tx, { orderId: input.orderId, cause, parts: back, actor: input.actor });
  return ok(undefined);
}

/** What of the order is out, under the locks of its levels; looked up again once they are held, since another may have been first. */
export async function lockedParts(tx: Tx, orderId: OrderId): Promise<SoldPart[]> {
  const seen = await movementsOfOrder(tx, orderId);
  if (seen.length === 0) return [];
  await lockLevels(tx, [...new Set(seen.map((each) => each.variantId))]);
  return soldParts(await movementsOfOrder(tx, orderId));
}

/** @param excess index of the line → units that are out. */
export function tooMany(excess: ReadonlyMap<number, number>) {
  return refuse('stock.insufficient', {
    message: 'More than the order took.',
    details: [...excess].map(([index, out]) => ({ field: `lines.${index}.quantity`, message: `The order has ${out} of these.` })),
  });
}

interface Back {
  readonly orderId: OrderId;
  readonly cause: { readonly kind: string; readonly id: string };
  readonly parts: readonly SoldPart[];
  readonly actor: string;
}

async function write(deps: Deps, tx: Tx, { orderId, cause, parts, actor }: Back): Promise<void> {
  if (parts.length === 0) return;
  const moves = merged(parts).map((part) => ({
    ...part,
    ages: knownAges(part),
    reason: 'sale_cancelled' as const,
    causeKind: cause.kind,
    causeId: cause.id,
    orderId,
    actor,
  }));
  const { currency } = await writeMovements(deps, tx, { moves });
  await deps.books.post(tx, {
    cause: { kind: cause.kind === 'order' ? 'stock.sale_cancelled' : 'stock.sale_less', id: cause.id },
    description: 'Goods of a cancelled sale back in stock',
    currency,
    lines: valueMoved('cost_of_goods', moves),
    orderId,
    actor,
  });
}

/** One part a variant and place, as a cause moves it once. */
export function merged(parts: readonly SoldPart[]): SoldPart[] {
  const byPlace = Map.groupBy(parts, (part) => `${part.variantId} ${part.locationId}`);
  return [...byPlace.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [
          rest.reduce(
            (sum, part) => ({
              ...sum,
              quantity: sum.quantity + part.quantity,
              valueMinor: sum.valueMinor + part.valueMinor,
              ages: [...sum.ages, ...part.ages],
            }),
            first,
          ),
        ],
  );
}

/** What of a placed order may still be changed, by its state and lines alone. Pure. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { FieldProblem } from '@parley/contract/values/result.ts';
import type { OrderItem, OrderStatus, OrderView } from './order.ts';
import type { OrderLine } from './place-for.ts';

/** open: nobody paid or confirmed it, everything may change · sold: its stock was issued, lines may only shrink. */
export type EditStage = 'open' | 'sold';

const SOLD: readonly OrderStatus[] = ['confirmed', 'processing'];

/** Undefined: it was sent, is over, or its time to pay has just run out. */
export function editStageOf(order: Pick<OrderView, 'status' | 'paymentStatus' | 'expiresAt'>, now: Date): EditStage | undefined {
  if (SOLD.includes(order.status)) return 'sold';
  const isOver = order.expiresAt !== undefined && order.expiresAt <= now;
  return order.status === 'pending' && order.paymentStatus === 'unpaid' && !isOver ? 'open' : undefined;
}

/** Each variant stands in an order once. */
export function doubledLines(lines: readonly OrderLine[]): readonly FieldProblem[] {
  return lines.flatMap((line, index) =>
    lines.findIndex((each) => each.variantId === line.variantId) < index
      ? [{ field: `items.${index}`, message: 'This stands in another line already.' }]
      : [],
  );
}

/** What a sold order may not: more of anything, something new, another price, less than what has left. */
export function growingLines(items: readonly OrderItem[], lines: readonly OrderLine[]): readonly FieldProblem[] {
  const problems = lines.flatMap((line, index): FieldProblem[] => {
    const item = items.find((each) => each.variantId === line.variantId);
    if (!item) return [{ field: `items.${index}`, message: 'Nothing can be added to an order that was sold.' }];
    if (line.quantity > item.quantity) return [{ field: `items.${index}.quantity`, message: `At most ${item.quantity}.` }];
    if (line.quantity < item.fulfilledQuantity)
      return [{ field: `items.${index}.quantity`, message: `${item.fulfilledQuantity} have left already.` }];
    const isOther = line.unitPrice !== undefined && line.unitPrice.minor !== item.unitPrice.minor;
    return isOther ? [{ field: `items.${index}.price`, message: 'The price was agreed.' }] : [];
  });
  const gone = items.filter((item) => item.fulfilledQuantity > 0 && !lines.some((line) => line.variantId === item.variantId));
  return [...problems, ...gone.map((item) => ({ field: 'items', message: `${item.name}: ${item.fulfilledQuantity} have left already.` }))];
}

export interface LineChange {
  readonly variantId: VariantId;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Lines whose quantity differs, in the order of the longer list. */
export function lineChanges(
  before: readonly Pick<OrderItem, 'variantId' | 'name' | 'quantity'>[],
  after: readonly Pick<OrderItem, 'variantId' | 'name' | 'quantity'>[],
): readonly LineChange[] {
  const names = new Map([...before, ...after].map((item) => [item.variantId, item.name]));
  const unitsIn = (items: readonly Pick<OrderItem, 'variantId' | 'quantity'>[], id: VariantId) =>
    items.find((item) => item.variantId === id)?.quantity ?? 0;
  return [...names]
    .map(([variantId, name]) => ({ variantId, name, from: unitsIn(before, variantId), to: unitsIn(after, variantId) }))
    .filter((change) => change.from !== change.to);
}

/** The change in words of the timeline and the audit log: amounts and places, never a name, a street or what a note says. */
export function describeEdit(before: OrderView, after: OrderView) {
  const facts = (order: OrderView) => ({
    version: order.version,
    total_minor: `${order.total.minor}`,
    items: order.items.map((item) => ({ variant_id: item.variantId, quantity: item.quantity, price_minor: `${item.unitPrice.minor}` })),
    postal_code: order.address?.postalCode ?? null,
  });
  return {
    before: facts(before),
    after: facts(after),
    addressChanged: JSON.stringify(before.address) !== JSON.stringify(after.address),
    noteChanged: before.note !== after.note,
  };
}

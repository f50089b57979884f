/** A return is asked: of a delivered order, for units that were bought and are not on their way back already. */
import { newId, type OrderId, type ReturnId, type VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { OrderDetail } from '../orders/index.ts';
import { creditOf, type SoldLine } from './credit.ts';
import { addStep, insertReturn, nextNumber, returnsOfOrder } from './return.store.ts';
import { type ReturnLine, type ReturnView, returnNumberOf, unitsTaken } from './return.ts';
import type { ReturnsDeps } from './returns-deps.ts';
import { soldLineOf } from './sold-line.ts';

export interface AskReturnInput {
  readonly orderId: OrderId;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
  readonly reason: string;
  /** `customer:<id>`, `staff:<id>`, `program:<id>`: a customer asks within the shop's time, staff at any time. */
  readonly actor: string;
}

export interface ReturnableLine {
  readonly variantId: VariantId;
  readonly name: string;
  readonly options: string;
  /** Units bought that no return takes. */
  readonly units: number;
  readonly sold: SoldLine;
  /** Units of the line that are credited already. */
  readonly creditedBefore: number;
}

export interface Returnable {
  readonly order: OrderDetail;
  readonly lines: readonly ReturnableLine[];
  /** Until when a customer may ask; absent while nothing was delivered, and where the shop takes nothing back on request. */
  readonly until?: Date;
  readonly isInTime: boolean;
  /** Newest last. */
  readonly returns: readonly ReturnView[];
}

/** What of an order could come back now. Refuses `order.not_found`. */
export async function returnableOf(deps: ReturnsDeps, tx: Tx, orderId: OrderId): Promise<Result<Returnable>> {
  const found = await deps.orders.get(tx, orderId);
  if (!found.ok) return found;
  const order = found.value;
  const returns = await returnsOfOrder(tx, orderId);
  const taken = takenUnits(returns);
  const deliveredAt = order.timeline.findLast((entry) => entry.kind === 'order.delivered')?.at;
  const balances = await deps.books.balancesOfOrder(tx, orderId);
  const lines = order.items.map((item) => ({
    variantId: item.variantId,
    name: item.name,
    options: item.options,
    units: item.quantity - (taken.get(item.variantId) ?? 0),
    sold: soldLineOf(order, item, balances),
    creditedBefore: creditedUnits(returns, item.variantId),
  }));
  const days = await deps.windowDays(tx);
  const until = deliveredAt === undefined || days === 0 ? undefined : after(deliveredAt, days * dayMs);
  return ok({
    order,
    lines,
    isInTime: until !== undefined && deps.clock.now() < until,
    returns,
    ...(until === undefined ? {} : { until }),
  });
}

/** What the customer gets back when these units come: an estimate, since others may come before. */
export function expectedCredit(of: Returnable, wanted: AskReturnInput['lines']): Money {
  const units = of.lines.flatMap((line) => {
    const asked = wanted.find((each) => each.variantId === line.variantId)?.quantity ?? 0;
    return [{ sold: line.sold, before: line.creditedBefore, units: Math.min(asked, line.sold.quantity - line.creditedBefore) }];
  });
  return creditOf(units, of.order.total.currency).total;
}

/**
 * Refuses `order.not_found`, `order.wrong_state` before the delivery, `return.window_closed` (customers only), `request.invalid` for what
 * the order has not, `return.too_many` naming the lines.
 */
export async function askReturn(deps: ReturnsDeps, tx: Tx, input: AskReturnInput): Promise<Result<ReturnView>> {
  // The counter's lock first: whoever asks meanwhile waits, and then sees what this one takes.
  const number = await nextNumber(tx);
  const found = await returnableOf(deps, tx, input.orderId);
  if (!found.ok) return found;
  const { order, isInTime } = found.value;
  if (order.status !== 'delivered')
    return refuse('order.wrong_state', {
      message: 'Only what was delivered can be returned; an order that has not left can be cancelled.',
    });
  if (input.actor.startsWith('customer:') && !isInTime) return refuse('return.window_closed');
  const lines = linesFrom(found.value, input);
  if (!lines.ok) return lines;
  const at = deps.clock.now();
  const view: ReturnView = {
    id: newId<ReturnId>(),
    number: returnNumberOf(number),
    orderId: order.id,
    orderNumber: order.orderNumber,
    customerId: order.customerId,
    state: 'asked',
    reason: input.reason,
    message: '',
    askedBy: input.actor,
    lines: lines.value,
    refund: { minor: 0n, currency: order.total.currency },
    createdAt: at,
    updatedAt: at,
  };
  await insertReturn(tx, view);
  const detail = { reason: input.reason, units: view.lines.reduce((units, line) => units + line.quantity, 0) };
  await addStep(tx, view.id, { kind: 'return.asked', at, actor: input.actor, detail });
  await deps.emit(tx, { name: 'return.asked', returnId: view.id, orderId: view.orderId });
  return ok(view);
}

/** A variant that stands in two lines of the request is one line of the return. */
function linesFrom({ lines }: Returnable, input: AskReturnInput): Result<readonly ReturnLine[]> {
  const wanted = new Map<VariantId, ReturnLine>();
  const foreign: FieldProblem[] = [];
  const tooMany: FieldProblem[] = [];
  for (const [index, asked] of input.lines.entries()) {
    const line = lines.find((each) => each.variantId === asked.variantId);
    const quantity = asked.quantity + (wanted.get(asked.variantId)?.quantity ?? 0);
    if (!line) foreign.push({ field: `lines.${index}.variant_id`, message: 'This is not in the order.' });
    else if (asked.quantity < 1 || quantity > line.units)
      tooMany.push({ field: `lines.${index}.quantity`, message: `${line.units} can come back.` });
    else {
      const { units: _, ...kept } = line;
      wanted.set(asked.variantId, { ...kept, quantity, restocked: 0, damaged: 0, missing: 0 });
    }
  }
  if (foreign.length > 0 || wanted.size + tooMany.length === 0) return refuse('request.invalid', { details: foreign });
  if (tooMany.length > 0) return refuse('return.too_many', { details: tooMany });
  return ok([...wanted.values()]);
}

function takenUnits(returns: readonly ReturnView[]): ReadonlyMap<VariantId, number> {
  const taken = new Map<VariantId, number>();
  for (const each of returns)
    for (const line of each.lines) taken.set(line.variantId, (taken.get(line.variantId) ?? 0) + unitsTaken(each.state, line));
  return taken;
}

/** Of returns that are credited already. */
function creditedUnits(returns: readonly ReturnView[], variantId: VariantId): number {
  return returns
    .filter((each) => each.refundBy !== undefined)
    .flatMap((each) => each.lines)
    .filter((line) => line.variantId === variantId)
    .reduce((units, line) => units + line.restocked + line.damaged, 0);
}

/**
 * What came back is credited at the price it was paid for, and the money goes back the way it came. Never more than came back is worth,
 * never more than is left of what was paid; a repeat changes nothing.
 */
import type { ReturnId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { OrderDetail } from '../orders/index.ts';
import type { PaymentEvent } from '../payments/index.ts';
import { type Credit, creditOf, cutCredit, limitTaxes } from './credit.ts';
import { endReturn, REFUND_FAILED } from './decide-return.ts';
import { addStep, changeReturn, lockReturn, returnsOfOrder, setCredited } from './return.store.ts';
import { cameBack, type RefundWay, type ReturnView } from './return.ts';
import type { ReturnsDeps } from './returns-deps.ts';
import { creditNotePosting } from './returns-postings.ts';
import { taxAccounts } from './sold-line.ts';

export interface RefundInput {
  /** Less than what came back is worth, where the shop keeps a part. */
  readonly amount?: Money;
  readonly actor: string;
}

/** What the units that came back were paid for. */
export function worthOf(view: Pick<ReturnView, 'lines' | 'refund'>): Credit {
  return creditOf(
    view.lines.map((line) => ({ sold: line.sold, before: line.creditedBefore, units: cameBack(line) })),
    view.refund.currency,
  );
}

/**
 * Of a return whose units are all accounted for. Refuses `return.not_found`, `return.wrong_state`, `order.not_found`,
 * `payment.refund_too_large` for an amount above what came back is worth or is left of the payment. Nothing came back: it is closed.
 */
export async function refundReturn(deps: ReturnsDeps, tx: Tx, id: ReturnId, input: RefundInput): Promise<Result<ReturnView>> {
  const view = await lockReturn(tx, id);
  if (!view) return refuse('return.not_found');
  if (view.refundBy !== undefined || view.state === 'closed') return ok(view);
  if (view.state !== 'received') return refuse('return.wrong_state');
  const found = await deps.orders.get(tx, view.orderId);
  if (!found.ok) return found;
  const worth = worthOf(view);
  if (input.amount && (input.amount.currency !== worth.total.currency || input.amount.minor > worth.total.minor))
    return refuse('payment.refund_too_large', { message: 'A refund cannot be more than what came back was paid for.' });
  const most = leastOf(input.amount ?? worth.total, await uncredited(tx, view, found.value));
  const asked =
    most.minor === 0n ? ok({ amount: most, way: 'balance' as const }) : await askMoneyBack(deps, tx, view, found.value, input, most);
  if (!asked.ok) return asked;
  const { amount, way } = asked.value;
  if (amount.minor === 0n) return ok(await endReturn(deps, tx, view, input.actor, {}));
  const credited = await keepCredit(deps, tx, view, { amount, way, actor: input.actor });
  const balances = await deps.books.balancesOfOrder(tx, view.orderId);
  const credit = limitTaxes(cutCredit(worth, amount), (name) => -(balances.get(taxAccounts[name]) ?? 0n));
  await deps.books.post(tx, creditNotePosting(view, credit, input.actor));
  if (way !== 'hand') return ok(credited);
  // Paid out by the shop itself; after the credit note, so that orders find nothing more to credit.
  const paid = await deps.orders.refund(tx, view.orderId, { amount, reason: reasonOf(view), actor: input.actor });
  return paid.ok ? ok(credited) : paid;
}

async function keepCredit(
  deps: ReturnsDeps,
  tx: Tx,
  view: ReturnView,
  given: { readonly amount: Money; readonly way: RefundWay; readonly actor: string },
): Promise<ReturnView> {
  const { amount, way, actor } = given;
  const at = deps.clock.now();
  // Only a gateway takes its time.
  const state = way === 'gateway' ? 'refunded' : 'closed';
  await setCredited(tx, view.id, view.lines);
  await changeReturn(tx, view.id, { state, refundMinor: amount.minor, refundBy: way, at });
  await addStep(tx, view.id, { kind: 'return.refunded', at, actor, detail: { amount_minor: `${amount.minor}`, by: way } });
  await deps.emit(tx, { name: 'return.refunded', returnId: view.id, orderId: view.orderId });
  return { ...view, state, refund: amount, refundBy: way, updatedAt: at };
}

/** What of the order no other return was credited for: roundings of the whole must not be paid twice. */
async function uncredited(tx: Tx, view: ReturnView, order: OrderDetail): Promise<Money> {
  const others = (await returnsOfOrder(tx, view.orderId)).filter((each) => each.id !== view.id);
  const minor = others.reduce((left, each) => left - each.refund.minor, order.total.minor);
  return { minor: minor < 0n ? 0n : minor, currency: order.total.currency };
}

/** The way the money came. An order that nobody paid is owed less. */
async function askMoneyBack(
  deps: ReturnsDeps,
  tx: Tx,
  view: ReturnView,
  order: OrderDetail,
  input: RefundInput,
  amount: Money,
): Promise<Result<{ readonly amount: Money; readonly way: RefundWay }>> {
  if (order.paymentStatus === 'unpaid') return ok({ amount, way: 'balance' });
  const wanted = { orderId: view.orderId, reason: reasonOf(view), cause: causeOf(view.id) };
  const asked = await deps.payments.refund(tx, { ...wanted, amount });
  if (asked.ok) return ok({ amount: asked.value.amount, way: 'gateway' });
  if (asked.refusal.code === 'payment.not_found') {
    const left = { minor: order.total.minor - order.refunded.minor, currency: order.total.currency };
    if (input.amount && input.amount.minor > left.minor) return refuse('payment.refund_too_large');
    return ok({ amount: leastOf(amount, left), way: 'hand' });
  }
  if (asked.refusal.code !== 'payment.refund_too_large' || input.amount !== undefined) return asked;
  // Some of the payment went back before, by goodwill: what is left of it.
  const rest = await deps.payments.refund(tx, wanted);
  return rest.ok ? ok({ amount: rest.value.amount, way: 'gateway' }) : rest;
}

function leastOf(a: Money, b: Money): Money {
  return a.minor < b.minor ? a : b;
}

function reasonOf(view: ReturnView): string {
  return `Return ${view.number}.`;
}

function causeOf(id: ReturnId): string {
  return `return:${id}`;
}

/** What the gateway says of a return's refund: paid closes it, given up is for staff to see. A refund asked again carries its number behind `#`. */
export async function followRefund(deps: ReturnsDeps, tx: Tx, event: PaymentEvent): Promise<void> {
  if (event.name !== 'refund.processed' && event.name !== 'refund.failed') return;
  const [cause = ''] = event.cause.split('#');
  if (!cause.startsWith('return:')) return;
  const view = await lockReturn(tx, cause.slice('return:'.length) as ReturnId);
  if (view?.state !== 'refunded') return;
  if (event.name === 'refund.processed') await endReturn(deps, tx, view, 'system', { amount_minor: `${event.amount.minor}` });
  else await addStep(tx, view.id, { kind: REFUND_FAILED, at: deps.clock.now(), actor: 'system', detail: { reason: event.detail } });
}

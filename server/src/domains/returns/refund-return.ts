/**
 * What came back is credited at the price it was paid for, and the money goes back the way it came. Never more than came back is worth,
 * never more than is left of what was paid; a repeat changes nothing.
 */
import type { ReturnId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { PaymentEvent } from '../payments/index.ts';
import { type Credit, creditOf, cutCredit } from './credit.ts';
import { endReturn } from './decide-return.ts';
import { addStep, changeReturn, lockReturn, setCredited } from './return.store.ts';
import { cameBack, type RefundWay, type ReturnView } from './return.ts';
import type { ReturnsDeps } from './returns-deps.ts';
import { creditNotePosting } from './returns-postings.ts';

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
  if (view.refundBy !== undefined) return ok(view);
  if (view.state !== 'received') return refuse('return.wrong_state');
  const worth = worthOf(view);
  if (input.amount && (input.amount.currency !== worth.total.currency || input.amount.minor > worth.total.minor))
    return refuse('payment.refund_too_large', { message: 'A refund cannot be more than what came back was paid for.' });
  if (worth.total.minor === 0n) return ok(await endReturn(deps, tx, view, input.actor, {}));
  const sent = await sendBack(deps, tx, view, input, worth.total);
  if (!sent.ok) return sent;
  const { amount, way } = sent.value;
  if (amount.minor === 0n) return ok(await endReturn(deps, tx, view, input.actor, { reason: 'Everything had been refunded already.' }));
  const at = deps.clock.now();
  const state = way === 'balance' ? 'closed' : 'refunded';
  await setCredited(tx, id, view.lines);
  await changeReturn(tx, id, { state, refundMinor: amount.minor, refundBy: way, at });
  const detail = { amount_minor: `${amount.minor}`, by: way };
  await addStep(tx, id, { kind: 'return.refunded', at, actor: input.actor, detail });
  await deps.emit(tx, { name: 'return.refunded', returnId: id, orderId: view.orderId });
  await deps.books.post(tx, creditNotePosting(view, cutCredit(worth, amount), input.actor));
  return ok({ ...view, state, refund: amount, refundBy: way, updatedAt: at });
}

async function sendBack(
  deps: ReturnsDeps,
  tx: Tx,
  view: ReturnView,
  input: RefundInput,
  worth: Money,
): Promise<Result<{ readonly amount: Money; readonly way: RefundWay }>> {
  const order = await deps.orders.get(tx, view.orderId);
  if (!order.ok) return order;
  const amount = input.amount ?? worth;
  if (order.value.paymentStatus === 'unpaid') return ok({ amount, way: 'balance' });
  const wanted = { orderId: view.orderId, reason: `Return ${view.number}.`, cause: causeOf(view.id) };
  const asked = await deps.payments.refund(tx, { ...wanted, amount });
  if (asked.ok) return ok({ amount: asked.value.amount, way: 'gateway' });
  if (asked.refusal.code === 'payment.not_found') return ok({ amount, way: 'hand' });
  if (asked.refusal.code !== 'payment.refund_too_large' || input.amount !== undefined) return asked;
  // Some of the payment went back before, by goodwill: what is left of it.
  const rest = await deps.payments.refund(tx, wanted);
  return rest.ok ? ok({ amount: rest.value.amount, way: 'gateway' }) : rest;
}

function causeOf(id: ReturnId): string {
  return `return:${id}`;
}

/** The gateway has paid a return's refund: it is closed. A refund asked again carries its number behind `#`. */
export async function followRefund(deps: ReturnsDeps, tx: Tx, event: PaymentEvent): Promise<void> {
  if (event.name !== 'refund.processed') return;
  const [cause = ''] = event.cause.split('#');
  if (!cause.startsWith('return:')) return;
  const view = await lockReturn(tx, cause.slice('return:'.length) as ReturnId);
  if (view?.state === 'refunded') await endReturn(deps, tx, view, 'system', { amount_minor: `${event.amount.minor}` });
}

/** Staff decide about a return that was asked, or end one that never came; the customer is told. A repeat changes nothing. */
import type { ReturnId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { addStep, changeReturn, lockReturn } from './return.store.ts';
import { mayMove, type ReturnView } from './return.ts';
import type { ReturnsDeps } from './returns-deps.ts';
import { payoutPosting } from './returns-postings.ts';

export interface DecideInput {
  readonly to: 'approved' | 'declined';
  /** For the customer. */
  readonly message?: string;
  readonly actor: string;
}

/** Refuses `return.not_found`, `return.wrong_state`. */
export async function decideReturn(deps: ReturnsDeps, tx: Tx, id: ReturnId, input: DecideInput): Promise<Result<ReturnView>> {
  const view = await lockReturn(tx, id);
  if (!view) return refuse('return.not_found');
  if (view.state === input.to) return ok(view);
  if (!mayMove(view.state, input.to)) return refuse('return.wrong_state');
  const at = deps.clock.now();
  const message = input.message ?? '';
  await changeReturn(tx, id, { state: input.to, message, at });
  await addStep(tx, id, { kind: `return.${input.to}`, at, actor: input.actor, detail: message === '' ? {} : { message } });
  await deps.emit(tx, { name: `return.${input.to}`, returnId: id, orderId: view.orderId });
  return ok({ ...view, state: input.to, message, updatedAt: at });
}

export interface CloseInput {
  /** Where staff paid the refund from; needed where no gateway carries it. */
  readonly paidFrom?: 'bank' | 'cash';
  readonly actor: string;
}

/**
 * By staff: an approved return that never came, one of which nothing came back, or a refund that was paid out by hand. Refuses
 * `return.not_found`, `return.wrong_state`, `request.invalid` where it is not said what the refund was paid from.
 */
export async function closeReturn(deps: ReturnsDeps, tx: Tx, id: ReturnId, input: CloseInput): Promise<Result<ReturnView>> {
  const view = await lockReturn(tx, id);
  if (!view) return refuse('return.not_found');
  if (view.state === 'closed') return ok(view);
  const isEmpty = view.state === 'received' && view.lines.every((line) => line.restocked + line.damaged === 0);
  const isByHand = view.state === 'refunded' && view.refundBy === 'hand';
  if (view.state !== 'approved' && !isEmpty && !isByHand) return refuse('return.wrong_state');
  if (isByHand && input.paidFrom === undefined)
    return refuse('request.invalid', { details: [{ field: 'paid_from', message: 'Say what the refund was paid from.' }] });
  const closed = await endReturn(deps, tx, view, input.actor, isByHand ? { paid_from: input.paidFrom } : {});
  if (isByHand && input.paidFrom) await deps.books.post(tx, payoutPosting(view, view.refund, input.paidFrom, input.actor));
  return ok(closed);
}

/** The caller holds the return. */
export async function endReturn(
  deps: ReturnsDeps,
  tx: Tx,
  view: ReturnView,
  actor: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<ReturnView> {
  const at = deps.clock.now();
  await changeReturn(tx, view.id, { state: 'closed', at });
  await addStep(tx, view.id, { kind: 'return.closed', at, actor, detail });
  await deps.emit(tx, { name: 'return.closed', returnId: view.id, orderId: view.orderId });
  return { ...view, state: 'closed', updatedAt: at };
}

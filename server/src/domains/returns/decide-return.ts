/** Staff decide about a return that was asked, or end one that never came; the customer is told. A repeat changes nothing. */
import type { ReturnId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { addStep, changeReturn, lockReturn, stepsOf } from './return.store.ts';
import { cameBack, mayMove, type ReturnView } from './return.ts';
import type { ReturnsDeps } from './returns-deps.ts';

/** The step of a refund that the gateway gave up. */
export const REFUND_FAILED = 'refund.failed';

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

/**
 * By staff: an approved return that never came, one of which nothing came back, or whose refund the gateway gave up and staff paid
 * otherwise. Refuses `return.not_found`, `return.wrong_state`; what came back is to be refunded first.
 */
export async function closeReturn(deps: ReturnsDeps, tx: Tx, id: ReturnId, actor: string): Promise<Result<ReturnView>> {
  const view = await lockReturn(tx, id);
  if (!view) return refuse('return.not_found');
  if (view.state === 'closed') return ok(view);
  const isEmpty = view.state === 'received' && view.lines.every((line) => cameBack(line) === 0);
  const isStuck = view.state === 'refunded' && (await stepsOf(tx, id)).some((step) => step.kind === REFUND_FAILED);
  if (view.state !== 'approved' && !isEmpty && !isStuck) return refuse('return.wrong_state');
  return ok(await endReturn(deps, tx, view, actor, {}));
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

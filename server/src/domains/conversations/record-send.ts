/** Last beat of sending: what came of it. A report that arrived by webhook in the meantime is never taken back. */
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { SendFailure } from '../../providers/messaging/messaging.port.ts';
import { tellFailure } from './apply-status.ts';
import { advance, isSettled } from './delivery.ts';
import { acceptInFlight, lockByIds, type Outbound, updateOutbound } from './outbound.store.ts';
import type { Attempt, SendDeps, SendOutcome } from './send-deps.ts';

const OPERATOR_MS = 5 * minuteMs;
const LONGEST_PAUSE_MS = 5 * minuteMs;
const FIRST_LOOK_MS = 2 * secondMs;

interface Accepted {
  readonly providerMessageId: string;
  readonly phone?: string;
  readonly scopedId?: string;
}

/** @returns when to try again, or undefined when this message is over. */
export async function recordSend(
  deps: SendDeps,
  tx: Tx,
  attempt: Attempt,
  outcome: SendOutcome,
): Promise<{ readonly afterMs: number; readonly reason: string } | undefined> {
  if (outcome.ok && isPlain(attempt, outcome.value) && (await acceptInFlight(tx, attempt.message.id, outcome.value.providerMessageId)))
    return undefined;
  const message = await lockByIds(tx, { providerMessageId: '', ourId: attempt.message.id });
  if (message === undefined) return undefined;
  if (outcome.ok) {
    await recordAccepted(deps, tx, attempt, message, outcome.value);
    return undefined;
  }
  const failure = outcome.refusal;
  if (isSettled(message.state)) return undefined;
  switch (failure.retry) {
    case 'never':
      await updateOutbound(tx, message.id, { state: 'failed', ...said(failure) });
      await tellFailure(deps, tx, attempt.message.provider, message, failure);
      return undefined;
    case 'confirm':
      // It stays in `sending` with the time it left: the next look waits for the echo.
      await updateOutbound(tx, message.id, said(failure));
      return { afterMs: FIRST_LOOK_MS, reason: `in doubt: ${failure.detail}` };
    case 'later':
      await updateOutbound(tx, message.id, { state: 'queued', sent_at: null, ...said(failure) });
      return { afterMs: pauseOf(failure, message.attempts), reason: `${failure.kind}: ${failure.detail}` };
    default:
      // operator
      await updateOutbound(tx, message.id, { state: 'queued', sent_at: null, ...said(failure) });
      if (message.failureKind !== failure.kind) await tellFailure(deps, tx, attempt.message.provider, message, failure);
      return { afterMs: OPERATOR_MS, reason: `${failure.kind}: ${failure.detail}` };
  }
}

/** Nothing else follows from it: the connection was not in trouble, and the person is known by the keys it went to. */
function isPlain({ message, to }: Attempt, { phone, scopedId }: Accepted): boolean {
  const wasTrouble = message.failureKind === 'bad_credentials' || message.failureKind === 'blocked_account';
  return !wasTrouble && (phone ?? to.phone) === to.phone && (scopedId ?? to.scopedId) === to.scopedId;
}

async function recordAccepted(
  deps: SendDeps,
  tx: Tx,
  { message: before, to }: Attempt,
  message: Outbound,
  accepted: Accepted,
): Promise<void> {
  await updateOutbound(tx, message.id, {
    state: advance(message.state, 'accepted'),
    provider_message_id: accepted.providerMessageId,
    ...(message.state === 'failed' ? {} : { failure_kind: null, failure_detail: null }),
  });
  if (before.failureKind === 'bad_credentials' || before.failureKind === 'blocked_account')
    await deps.markConnection(tx, before.provider, 'working');
  // The service may know this person by another spelling of the number: that is how they will write to us.
  const phone = accepted.phone ?? to.phone;
  const scopedId = accepted.scopedId ?? to.scopedId;
  if (phone === to.phone && scopedId === to.scopedId) return;
  await deps.customers.changeKeys(tx, to, { ...(phone === undefined ? {} : { phone }), ...(scopedId === undefined ? {} : { scopedId }) });
}

function said(failure: SendFailure): { readonly failure_kind: string; readonly failure_detail: string } {
  return { failure_kind: failure.kind, failure_detail: failure.code === undefined ? failure.detail : `${failure.code}: ${failure.detail}` };
}

/** Their own figure where they give one; the pair's pause grows by four, everything else doubles. */
function pauseOf(failure: SendFailure, attempts: number): number {
  const tries = Math.max(0, attempts - 1);
  const growing = failure.kind === 'pair_rate_limited' ? 4 ** tries : 2 ** tries;
  const own = Math.min(growing * secondMs, LONGEST_PAUSE_MS);
  if (failure.afterMs === undefined) return own;
  return failure.kind === 'pair_rate_limited' ? Math.max(failure.afterMs, own) : failure.afterMs;
}

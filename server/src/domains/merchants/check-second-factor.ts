/**
 * Whether a code is the caller's own second factor, now and for the first time. In a transaction of its own that is kept whatever the
 * answer: a wrong code must count though what it was sent for is refused, and a right one is used up by being shown.
 */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, type Clock, secondMs } from '@parley/contract/values/time.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import { recordAudit } from './audit.store.ts';
import { lockSecondFactor, saveRight, saveWrong, spendRecoveryCode } from './two-factor.store.ts';
import { afterFailure, hashRecoveryCode, LOCK_MS, type SecondFactor, stepOfCode } from './two-factor.ts';

export interface SecondFactorDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

export interface SecondFactorPassed {
  readonly by: 'code' | 'recovery_code';
}

/**
 * Refuses `auth.forbidden` for a program, `auth.two_factor_required` without a code, `auth.two_factor_not_enrolled`,
 * `auth.two_factor_invalid` and, from the fifth wrong code in a row on, `auth.too_many_attempts` with the seconds to wait.
 */
export function checkSecondFactor(
  deps: SecondFactorDeps,
  actor: Actor,
  code: string | undefined,
  also?: (tx: Tx) => Promise<void>,
): Promise<Result<SecondFactorPassed>> {
  return judge(deps, actor, code, 'confirmed', also);
}

/**
 * The same for a secret that waits for its first code, or (`confirmed`) one that is in use.
 * @param also what a right code leads to, in the transaction that uses it up.
 */
export async function judge(
  deps: SecondFactorDeps,
  actor: Actor,
  code: string | undefined,
  which: 'confirmed' | 'pending',
  also?: (tx: Tx) => Promise<void>,
): Promise<Result<SecondFactorPassed>> {
  if (actor.kind !== 'staff') return refuse('auth.forbidden', { message: 'Only a person with a second factor may do this.' });
  if (code === undefined || code.trim() === '') return refuse('auth.two_factor_required');
  // Wrapped, since a refusal that reaches inTx would undo the counting.
  const { answer } = await deps.database.inTx(actor.merchantId, async (tx) => {
    const known = await lockSecondFactor(tx, deps.secrets, actor.id);
    if (known === undefined || (which === 'confirmed' && known.confirmedAt === undefined))
      return { answer: refuse('auth.two_factor_not_enrolled') };
    if (which === 'pending' && known.confirmedAt !== undefined) return { answer: refuse('auth.two_factor_enrolled') };
    const judged = await judgeLocked(deps, tx, actor, known, code);
    if (judged.ok) await also?.(tx);
    return { answer: judged };
  });
  return answer;
}

async function judgeLocked(
  deps: SecondFactorDeps,
  tx: Tx,
  actor: Actor,
  known: SecondFactor,
  code: string,
): Promise<Result<SecondFactorPassed>> {
  const now = deps.clock.now();
  if (known.lockedUntil !== undefined && known.lockedUntil > now) return tooMany(known.lockedUntil, now);
  const step = stepOfCode(known.secret, code, now);
  if (step !== undefined && step > (known.lastStep ?? -1n)) {
    await saveRight(tx, actor.id, step);
    return ok({ by: 'code' });
  }
  if (known.confirmedAt !== undefined && (await spendRecoveryCode(tx, actor.id, hashRecoveryCode(actor.id, code), now))) {
    await saveRight(tx, actor.id, undefined);
    await tell(deps, tx, actor, 'staff.recovery_code_used');
    return ok({ by: 'recovery_code' });
  }
  const { failures, locked } = afterFailure(known.failures);
  const until = locked ? after(now, LOCK_MS) : null;
  await saveWrong(tx, actor.id, failures, until);
  if (until === null) return refuse('auth.two_factor_invalid');
  await tell(deps, tx, actor, 'staff.two_factor_locked');
  return tooMany(until, now);
}

function tooMany(until: Date, now: Date): Result<never> {
  return refuse('auth.too_many_attempts', { retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / secondMs)) });
}

export async function tell(deps: Pick<SecondFactorDeps, 'clock'>, tx: Tx, actor: Actor, action: string): Promise<void> {
  await recordAudit(tx, deps.clock, { action, subject: { kind: 'staff', id: actor.id }, actor: { kind: actor.kind, id: actor.id } });
}

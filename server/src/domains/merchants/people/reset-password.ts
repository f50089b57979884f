/** Setting a new password by a link: once, within the hour. It ends every sign-in, and does not get around a second factor. */
import type { passwordReset } from '@parley/contract/api/people.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { hashToken } from '../../../foundation/secrets/secrets.ts';
import { recordAudit } from '../audit.store.ts';
import { merchantOfToken } from '../carried-token.ts';
import { loadMerchant } from '../merchant.store.ts';
import { hashPassword } from '../password.ts';
import { proveSecondFactor } from '../prove-second-factor.ts';
import { revokeOthers } from '../session.store.ts';
import type { SessionDeps } from '../session.ts';
import { type OpenedSession, openSession } from '../sign-in.ts';
import { setAttempts, setPassword } from '../staff.store.ts';
import type { Staff } from '../staff.ts';
import type { Guesses } from './guesses.ts';
import { endResets, lockReset } from './password-reset.store.ts';

export interface ResetDeps extends SessionDeps {
  readonly guesses: Guesses;
}

/** Signs in. Refuses `auth.reset_ended`, and like `checkSecondFactor` for whoever has one: the link then still holds. */
export async function resetPassword(
  deps: ResetDeps,
  input: z.infer<typeof passwordReset>,
  asker: { readonly from?: string | undefined; readonly userAgent?: string | undefined },
): Promise<Result<OpenedSession>> {
  const allowed = deps.guesses.check(asker.from);
  if (!allowed.ok) return allowed;
  const merchantId = merchantOfToken(input.token);
  const tokenHash = hashToken(input.token);
  const staff = merchantId && (await deps.database.inTx(merchantId, (tx) => lockReset(tx, tokenHash, deps.clock.now())));
  if (staff === undefined) {
    deps.guesses.fail(asker.from);
    return refuse('auth.reset_ended');
  }
  const proven = await proveSecondFactor(deps, staff, input.code);
  if (!proven.ok) return proven;
  const passwordHash = await hashPassword(input.password);
  const done = await deps.database.inTx(staff.merchantId, async (tx) => {
    const still = await lockReset(tx, tokenHash, deps.clock.now());
    if (still === undefined) return refuse('auth.reset_ended');
    await replacePassword(deps, tx, still, passwordHash);
    return ok({ ...still, merchantName: (await loadMerchant(tx)).name });
  });
  return done.ok ? ok(await openSession(deps, done.value, asker.userAgent)) : done;
}

async function replacePassword(deps: ResetDeps, tx: Tx, staff: Staff, passwordHash: string): Promise<void> {
  const now = deps.clock.now();
  await setPassword(tx, staff, passwordHash);
  await setAttempts(tx, staff, 0, null);
  await endResets(tx, staff.id, now);
  await revokeOthers(tx, staff, undefined, now);
  await recordAudit(tx, deps.clock, {
    action: 'staff.password_reset',
    subject: { kind: 'staff', id: staff.id },
    actor: { kind: 'staff', id: staff.id },
  });
  tx.afterCommit(() => deps.believed.forget());
}

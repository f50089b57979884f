/** Setting up a second factor, proving it by a first code, new recovery codes, and turning it off. The secret and the codes are shown once. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import { checkSecondFactor, judge, type SecondFactorDeps, tell } from './check-second-factor.ts';
import { loadStaff } from './staff.store.ts';
import { forgetSecondFactor, lockSecondFactor, replaceRecoveryCodes, saveConfirmed, savePendingSecret } from './two-factor.store.ts';
import { hashRecoveryCode, newRecoveryCodes, newSecret, otpauthUrlOf } from './two-factor.ts';

export interface Enrolled {
  readonly secret: string;
  readonly otpauthUrl: string;
}

/** A new secret each time, until one is confirmed. Refuses `auth.two_factor_enrolled`; `auth.forbidden` for a program. */
export async function enrolTwoFactor(deps: SecondFactorDeps, tx: Tx, actor: Actor): Promise<Result<Enrolled>> {
  const staff = actor.kind === 'staff' ? await loadStaff(tx, actor.id) : undefined;
  if (staff === undefined) return refuse('auth.forbidden', { message: 'Only a person has a second factor.' });
  const known = await lockSecondFactor(tx, deps.secrets, actor.id);
  if (known?.confirmedAt !== undefined) return refuse('auth.two_factor_enrolled');
  const secret = newSecret();
  await savePendingSecret(tx, deps.secrets, actor.id, secret);
  return ok({ secret, otpauthUrl: otpauthUrlOf(secret, staff.email) });
}

/** From now on the factor counts. Answers the recovery codes. Refuses like `checkSecondFactor`, and `auth.two_factor_enrolled`. */
export function confirmTwoFactor(deps: SecondFactorDeps, actor: Actor, code: string): Promise<Result<readonly string[]>> {
  return withNewCodes(actor, (save) =>
    judge(deps, actor, code, 'pending', async (tx) => {
      await saveConfirmed(tx, actor.id, deps.clock.now());
      await save(tx);
      await tell(deps, tx, actor, 'staff.two_factor_enabled');
    }),
  );
}

/** The old ones stop working. Refuses like `checkSecondFactor`. */
export function renewRecoveryCodes(deps: SecondFactorDeps, actor: Actor, code: string | undefined): Promise<Result<readonly string[]>> {
  return withNewCodes(actor, (save) =>
    checkSecondFactor(deps, actor, code, async (tx) => {
      await save(tx);
      await tell(deps, tx, actor, 'staff.recovery_codes_renewed');
    }),
  );
}

/** Refuses like `checkSecondFactor`. */
export async function disableTwoFactor(deps: SecondFactorDeps, actor: Actor, code: string | undefined): Promise<Result<void>> {
  const passed = await checkSecondFactor(deps, actor, code, async (tx) => {
    await forgetSecondFactor(tx, actor.id);
    await tell(deps, tx, actor, 'staff.two_factor_disabled');
  });
  return passed.ok ? ok(undefined) : passed;
}

async function withNewCodes(
  actor: Actor,
  run: (save: (tx: Tx) => Promise<void>) => Promise<Result<unknown>>,
): Promise<Result<readonly string[]>> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => hashRecoveryCode(actor.id, code));
  const passed = await run((tx) => replaceRecoveryCodes(tx, actor.id, hashes));
  return passed.ok ? ok(codes) : passed;
}

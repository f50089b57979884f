/** The second step of signing in, for whoever has set one up: without its code a password or a link from a mail box opens nothing. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { checkSecondFactor, type SecondFactorDeps } from './check-second-factor.ts';
import type { Staff } from './staff.ts';
import { readSecondFactorState } from './two-factor.store.ts';

/** Refuses like `checkSecondFactor`; passes whoever has no second factor. */
export async function proveSecondFactor(deps: SecondFactorDeps, staff: Staff, code: string | undefined): Promise<Result<unknown>> {
  const { merchantId, id, role } = staff;
  const factor = await deps.database.inTx(merchantId, (tx) => readSecondFactorState(tx, id));
  return factor.confirmedAt === undefined ? ok(undefined) : checkSecondFactor(deps, { kind: 'staff', id, merchantId, role }, code);
}

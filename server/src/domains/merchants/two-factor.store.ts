/** All SQL of the second factor: its columns of staff, sealed to their person, and staff_recovery_codes, of which only digests are kept. */
import type { Tx } from '../../foundation/db/database.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import type { SecondFactor } from './two-factor.ts';

const PURPOSE = 'second-factor';
const contextOf = (tx: Tx, staffId: string): string => `${tx.merchantId}:${staffId}`;

/** Locked until the transaction ends, so that guesses made at once are counted one after the other. Undefined when never enrolled. */
export async function lockSecondFactor(tx: Tx, secrets: Secrets, staffId: string): Promise<SecondFactor | undefined> {
  const row = await tx.db
    .selectFrom('staff')
    .select(['totp_secret', 'totp_confirmed_at', 'totp_last_step', 'totp_failures', 'totp_locked_until'])
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', staffId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined || row.totp_secret === null) return undefined;
  return {
    secret: secrets.open(PURPOSE, row.totp_secret, contextOf(tx, staffId)),
    failures: row.totp_failures,
    ...(row.totp_confirmed_at === null ? {} : { confirmedAt: row.totp_confirmed_at }),
    ...(row.totp_last_step === null ? {} : { lastStep: row.totp_last_step }),
    ...(row.totp_locked_until === null ? {} : { lockedUntil: row.totp_locked_until }),
  };
}

export interface SecondFactorState {
  readonly confirmedAt: Date | undefined;
  readonly recoveryCodesLeft: number;
}

export async function readSecondFactorState(tx: Tx, staffId: string): Promise<SecondFactorState> {
  const row = await tx.db
    .selectFrom('staff')
    .select('totp_confirmed_at')
    .select((is) =>
      is
        .selectFrom('staff_recovery_codes as c')
        .select((of) => of.fn.countAll<bigint>().as('left'))
        .where('c.merchant_id', '=', tx.merchantId)
        .where('c.staff_id', '=', staffId)
        .where('c.used_at', 'is', null)
        .as('left'),
    )
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', staffId)
    .executeTakeFirst();
  return { confirmedAt: row?.totp_confirmed_at ?? undefined, recoveryCodesLeft: Number(row?.left ?? 0n) };
}

/** A secret that waits for its first code; failures and lock stay, so that enrolling anew frees nobody. */
export async function savePendingSecret(tx: Tx, secrets: Secrets, staffId: string, secret: string): Promise<void> {
  const sealed = secrets.seal(PURPOSE, secret, contextOf(tx, staffId));
  await updateStaff(tx, staffId, { totp_secret: sealed, totp_confirmed_at: null, totp_last_step: null });
}

export async function saveConfirmed(tx: Tx, staffId: string, at: Date): Promise<void> {
  await updateStaff(tx, staffId, { totp_confirmed_at: at });
}

/** A right code: its step is used up, and wrong ones before it are forgotten. */
export async function saveRight(tx: Tx, staffId: string, step: bigint | undefined): Promise<void> {
  const used = step === undefined ? {} : { totp_last_step: step };
  await updateStaff(tx, staffId, { ...used, totp_failures: 0, totp_locked_until: null });
}

export async function saveWrong(tx: Tx, staffId: string, failures: number, lockedUntil: Date | null): Promise<void> {
  await updateStaff(tx, staffId, { totp_failures: failures, totp_locked_until: lockedUntil });
}

export async function forgetSecondFactor(tx: Tx, staffId: string): Promise<void> {
  await updateStaff(tx, staffId, { totp_secret: null, totp_confirmed_at: null, totp_last_step: null });
  await replaceRecoveryCodes(tx, staffId, []);
}

/** Old codes stop working. */
export async function replaceRecoveryCodes(tx: Tx, staffId: string, hashes: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('staff_recovery_codes').where('merchant_id', '=', tx.merchantId).where('staff_id', '=', staffId).execute();
  if (hashes.length === 0) return;
  const rows = hashes.map((hash) => ({ merchant_id: tx.merchantId, staff_id: staffId, code_hash: hash }));
  await tx.db.insertInto('staff_recovery_codes').values(rows).execute();
}

/** False when there is no such code or it was used before. */
export async function spendRecoveryCode(tx: Tx, staffId: string, hash: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('staff_recovery_codes')
    .set({ used_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('staff_id', '=', staffId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

interface StaffColumns {
  readonly totp_secret?: Buffer | null;
  readonly totp_confirmed_at?: Date | null;
  readonly totp_last_step?: bigint | null;
  readonly totp_failures?: number;
  readonly totp_locked_until?: Date | null;
}

async function updateStaff(tx: Tx, staffId: string, columns: StaffColumns): Promise<void> {
  await tx.db.updateTable('staff').set(columns).where('merchant_id', '=', tx.merchantId).where('id', '=', staffId).execute();
}

/** All SQL of the table staff. */
import type { MerchantId, StaffId } from '@parley/contract/values/id.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { AnyTx, PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { Staff } from './staff.ts';

export interface StaffSecret extends Staff {
  readonly passwordHash: string;
  readonly failures: number;
  readonly lockedUntil: Date | undefined;
  readonly merchantName: string;
}

export interface NewStaff extends Staff {
  readonly phone: string | undefined;
  readonly passwordHash: string;
  readonly createdAt: Date;
}

/** False when the email is taken, by whatever merchant. */
export async function insertStaff(tx: AnyTx, staff: NewStaff): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('staff')
    .values({
      merchant_id: staff.merchantId,
      id: staff.id,
      email: staff.email,
      name: staff.name,
      phone: staff.phone ?? null,
      role: staff.role,
      password_hash: staff.passwordHash,
      created_at: staff.createdAt,
    })
    .onConflict((conflict) => conflict.column('email').where('removed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Platform-wide: whoever signs in has not said which merchant is theirs. */
export async function findByEmail(
  tx: PlatformTx,
  email: string,
  options: { readonly lock?: boolean } = {},
): Promise<StaffSecret | undefined> {
  let select = tx.db
    .selectFrom('staff')
    .innerJoin('merchants', 'merchants.id', 'staff.merchant_id')
    .select([
      'staff.merchant_id',
      'staff.id',
      'staff.email',
      'staff.name',
      'staff.role',
      'staff.password_hash',
      'staff.failed_attempts',
      'staff.locked_until',
    ])
    .select('merchants.name as merchant_name')
    .where('staff.email', '=', email)
    .where('staff.removed_at', 'is', null);
  if (options.lock === true) select = select.forUpdate('staff');
  const row = await select.executeTakeFirst();
  return (
    row && {
      merchantId: row.merchant_id as MerchantId,
      id: row.id as StaffId,
      email: row.email,
      name: row.name,
      role: row.role as Role,
      passwordHash: row.password_hash,
      failures: row.failed_attempts,
      lockedUntil: row.locked_until ?? undefined,
      merchantName: row.merchant_name,
    }
  );
}

export async function setAttempts(tx: AnyTx, staff: Staff, failures: number, lockedUntil: Date | null): Promise<void> {
  await tx.db
    .updateTable('staff')
    .set({ failed_attempts: failures, locked_until: lockedUntil })
    .where('merchant_id', '=', staff.merchantId)
    .where('id', '=', staff.id)
    .execute();
}

export async function setPassword(tx: AnyTx, staff: Staff, passwordHash: string): Promise<void> {
  await tx.db
    .updateTable('staff')
    .set({ password_hash: passwordHash })
    .where('merchant_id', '=', staff.merchantId)
    .where('id', '=', staff.id)
    .execute();
}

export async function loadStaff(tx: Tx, id: string): Promise<Staff | undefined> {
  const row = await tx.db
    .selectFrom('staff')
    .select(['id', 'email', 'name', 'role'])
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { merchantId: tx.merchantId, id: row.id as StaffId, email: row.email, name: row.name, role: row.role as Role };
}

/** Who works here in one of these roles, oldest first. */
export async function staffIn(tx: Tx, roles: readonly Role[]): Promise<readonly Pick<Staff, 'email' | 'name'>[]> {
  return tx.db
    .selectFrom('staff')
    .select(['email', 'name'])
    .where('merchant_id', '=', tx.merchantId)
    .where('role', 'in', [...roles])
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** E.164. */
export async function phoneOf(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('staff')
    .select('phone')
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.phone ?? undefined;
}

export async function updateProfile(tx: Tx, id: string, profile: { readonly name: string; readonly phone: string | null }): Promise<void> {
  await tx.db.updateTable('staff').set(profile).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

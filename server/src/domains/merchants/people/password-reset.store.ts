/** All SQL of password_resets: of the token in the link only the digest is kept. */
import type { StaffId } from '@parley/contract/values/id.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Staff } from '../staff.ts';

export async function insertReset(
  tx: Tx,
  reset: { readonly staffId: string; readonly tokenHash: string; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await tx.db
    .insertInto('password_resets')
    .values({
      merchant_id: tx.merchantId,
      staff_id: reset.staffId,
      token_hash: reset.tokenHash,
      created_at: reset.now,
      expires_at: reset.expiresAt,
    })
    .execute();
}

export async function countResets(tx: Tx, staffId: string, since: Date): Promise<number> {
  const row = await tx.db
    .selectFrom('password_resets')
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .where('merchant_id', '=', tx.merchantId)
    .where('staff_id', '=', staffId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Whose password a link that still holds would set; locked until the transaction ends. */
export async function lockReset(tx: Tx, tokenHash: string, now: Date): Promise<Staff | undefined> {
  const row = await tx.db
    .selectFrom('password_resets as r')
    .innerJoin('staff as s', (join) => join.onRef('s.merchant_id', '=', 'r.merchant_id').onRef('s.id', '=', 'r.staff_id'))
    .select(['s.id', 's.email', 's.name', 's.role'])
    .where('r.merchant_id', '=', tx.merchantId)
    .where('r.token_hash', '=', tokenHash)
    .where('r.used_at', 'is', null)
    .where('r.expires_at', '>', now)
    .where('s.removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && { merchantId: tx.merchantId, id: row.id as StaffId, email: row.email, name: row.name, role: row.role as Role };
}

/** All links of this person, the one that was used among them. */
export async function endResets(tx: Tx, staffId: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('merchant_id', '=', tx.merchantId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .execute();
}

/** SQL that forgets ways in which ended long ago. What people did with them stands in the audit log. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

/** Sign-ins, reset links and open invitations of the merchant that ended before `before`. */
export async function forgetEnded(tx: Tx, before: Date): Promise<void> {
  await sql`delete from staff_sessions where merchant_id = ${tx.merchantId} and (expires_at < ${before} or revoked_at < ${before})`.execute(
    tx.db,
  );
  await sql`delete from password_resets where merchant_id = ${tx.merchantId} and expires_at < ${before}`.execute(tx.db);
  await sql`
    delete from staff_invitations where merchant_id = ${tx.merchantId} and accepted_at is null
      and (expires_at < ${before} or withdrawn_at < ${before})`.execute(tx.db);
}

/** All SQL of staff_invitations. Of the token in the link only the digest is kept. */

import type { StaffId } from '@parley/contract/values/id.ts';
import type { GivenRole } from '@parley/contract/values/role.ts';
import type { Tx } from '../../../foundation/db/database.ts';

export interface Invitation {
  readonly id: StaffId;
  readonly email: string;
  readonly name: string;
  readonly role: GivenRole;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface NewInvitation extends Omit<Invitation, 'createdAt'> {
  readonly tokenHash: string;
  readonly invitedBy: string;
  readonly now: Date;
}

/** False when this address has an open invitation already. One that ran out makes room. */
export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<boolean> {
  const { id, email, name, role, tokenHash, invitedBy, now, expiresAt } = invitation;
  await tx.db
    .updateTable('staff_invitations')
    .set({ withdrawn_at: now })
    .where('merchant_id', '=', tx.merchantId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute();
  const inserted = await tx.db
    .insertInto('staff_invitations')
    .values({
      merchant_id: tx.merchantId,
      id,
      email,
      name,
      role,
      token_hash: tokenHash,
      invited_by: invitedBy,
      created_at: now,
      sent_at: now,
      expires_at: expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Neither accepted nor withdrawn, though it may have run out; locked until the transaction ends. */
export async function lockInvitation(
  tx: Tx,
  by: { readonly id: string } | { readonly tokenHash: string },
): Promise<Invitation | undefined> {
  const row = await open(tx, by).select(['id', 'email', 'name', 'role', 'created_at', 'expires_at']).forUpdate().executeTakeFirst();
  return (
    row && {
      id: row.id as StaffId,
      email: row.email,
      name: row.name,
      role: row.role as GivenRole,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
  );
}

export interface SeenInvitation extends Omit<Invitation, 'id' | 'createdAt'> {
  readonly invitedBy: string;
}

/** One that still holds, with the name of whoever invites. */
export async function findInvitation(tx: Tx, tokenHash: string, now: Date): Promise<SeenInvitation | undefined> {
  const row = await tx.db
    .selectFrom('staff_invitations as i')
    .innerJoin('staff as s', (join) => join.onRef('s.merchant_id', '=', 'i.merchant_id').onRef('s.id', '=', 'i.invited_by'))
    .select(['i.email', 'i.name', 'i.role', 'i.expires_at', 's.name as invited_by'])
    .where('i.merchant_id', '=', tx.merchantId)
    .where('i.token_hash', '=', tokenHash)
    .where('i.accepted_at', 'is', null)
    .where('i.withdrawn_at', 'is', null)
    .where('i.expires_at', '>', now)
    .executeTakeFirst();
  return row && { email: row.email, name: row.name, role: row.role as GivenRole, expiresAt: row.expires_at, invitedBy: row.invited_by };
}

interface InvitationChange {
  readonly role?: GivenRole;
  readonly token_hash?: string;
  readonly sent_at?: Date;
  readonly expires_at?: Date;
  readonly accepted_at?: Date;
  readonly withdrawn_at?: Date;
}

export async function updateInvitation(tx: Tx, id: string, change: InvitationChange): Promise<void> {
  await tx.db.updateTable('staff_invitations').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

function open(tx: Tx, by: { readonly id: string } | { readonly tokenHash: string }) {
  const all = tx.db
    .selectFrom('staff_invitations')
    .where('merchant_id', '=', tx.merchantId)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null);
  return 'id' in by ? all.where('id', '=', by.id) : all.where('token_hash', '=', by.tokenHash);
}

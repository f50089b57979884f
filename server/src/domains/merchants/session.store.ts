/** All SQL of staff_sessions: one row a sign-in; of its refresh token only the digest is kept. */
import type { StaffId } from '@parley/contract/values/id.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { AnyTx, PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { Staff } from './staff.ts';

export interface NewSession {
  readonly id: string;
  readonly tokenHash: string;
  readonly expiresAt: Date;
  readonly now: Date;
  readonly userAgent: string | undefined;
}

export async function insertSession(tx: PlatformTx, staff: Staff, session: NewSession): Promise<void> {
  await tx.db
    .insertInto('staff_sessions')
    .values({
      merchant_id: staff.merchantId,
      id: session.id,
      staff_id: staff.id,
      token_hash: session.tokenHash,
      expires_at: session.expiresAt,
      user_agent: session.userAgent?.slice(0, 300) ?? null,
      created_at: session.now,
      last_used_at: session.now,
    })
    .execute();
}

export interface LockedSession {
  readonly staff: Staff;
  readonly tokenHash: string;
  readonly alive: boolean;
}

/** Locked until the transaction ends. */
export async function lockSession(tx: Tx, id: string, now: Date): Promise<LockedSession | undefined> {
  const row = await tx.db
    .selectFrom('staff_sessions as s')
    .innerJoin('staff', (join) => join.onRef('staff.merchant_id', '=', 's.merchant_id').onRef('staff.id', '=', 's.staff_id'))
    .select(['staff.id as staff_id', 'staff.email', 'staff.name', 'staff.role', 's.token_hash', 's.expires_at', 's.revoked_at'])
    .where('s.merchant_id', '=', tx.merchantId)
    .where('s.id', '=', id)
    .forUpdate('s')
    .executeTakeFirst();
  const staff = row && { merchantId: tx.merchantId, id: row.staff_id as StaffId, email: row.email, name: row.name, role: row.role as Role };
  return row && staff && { staff, tokenHash: row.token_hash, alive: row.revoked_at === null && row.expires_at > now };
}

export async function rotateSession(
  tx: Tx,
  id: string,
  hashes: { readonly next: string; readonly previous: string },
  expiresAt: Date,
  now: Date,
): Promise<void> {
  await tx.db
    .updateTable('staff_sessions')
    .set({ token_hash: hashes.next, previous_hash: hashes.previous, expires_at: expiresAt, last_used_at: now })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

export async function revokeSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('staff_sessions')
    .set({ revoked_at: now })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Ends every sign-in of this person but the one named. */
export async function revokeOthers(tx: AnyTx, staff: Staff, keep: string | undefined, now: Date): Promise<void> {
  let update = tx.db
    .updateTable('staff_sessions')
    .set({ revoked_at: now })
    .where('merchant_id', '=', staff.merchantId)
    .where('staff_id', '=', staff.id)
    .where('revoked_at', 'is', null);
  if (keep !== undefined) update = update.where('id', '<>', keep);
  await update.execute();
}

export interface LiveSession {
  /** The role of its person now, whatever a token says. */
  readonly role: Role;
  readonly lastUsedAt: Date;
}

/** Undefined when it has ended. */
export async function findLiveSession(tx: Tx, id: string, staffId: string, now: Date): Promise<LiveSession | undefined> {
  const row = await tx.db
    .selectFrom('staff_sessions as s')
    .innerJoin('staff', (join) => join.onRef('staff.merchant_id', '=', 's.merchant_id').onRef('staff.id', '=', 's.staff_id'))
    .select(['staff.role', 's.last_used_at'])
    .where('s.merchant_id', '=', tx.merchantId)
    .where('s.id', '=', id)
    .where('s.staff_id', '=', staffId)
    .where('staff.removed_at', 'is', null)
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .executeTakeFirst();
  return row && { role: row.role as Role, lastUsedAt: row.last_used_at };
}

/** It was used: it lives on from now. One that was ended meanwhile stays ended. */
export async function prolongSession(tx: Tx, id: string, at: { readonly now: Date; readonly expiresAt: Date }): Promise<void> {
  await tx.db
    .updateTable('staff_sessions')
    .set({ last_used_at: at.now, expires_at: at.expiresAt })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

export interface KnownSession {
  readonly id: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

/** Those of this person that have not ended; last used first. */
export async function listLiveSessions(
  tx: Tx,
  staffId: string,
  page: { readonly page: number; readonly limit: number },
  now: Date,
): Promise<{ readonly items: readonly KnownSession[]; readonly total: number }> {
  const live = tx.db
    .selectFrom('staff_sessions')
    .where('merchant_id', '=', tx.merchantId)
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
  const [rows, counted] = await Promise.all([
    live
      .select(['id', 'user_agent', 'created_at', 'last_used_at'])
      .orderBy('last_used_at', 'desc')
      .orderBy('id', 'desc')
      .limit(page.limit)
      .offset((page.page - 1) * page.limit)
      .execute(),
    live.select((of) => of.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow(),
  ]);
  const items = rows.map((row) => ({ id: row.id, userAgent: row.user_agent, createdAt: row.created_at, lastUsedAt: row.last_used_at }));
  return { items, total: Number(counted.total) };
}

/** One of this person's, or all but one. Answers how many ended. */
export async function endSessions(
  tx: Tx,
  staffId: string,
  which: { readonly only: string } | { readonly but: string | undefined },
  now: Date,
): Promise<number> {
  let update = tx.db
    .updateTable('staff_sessions')
    .set({ revoked_at: now })
    .where('merchant_id', '=', tx.merchantId)
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
  if ('only' in which) update = update.where('id', '=', which.only);
  else if (which.but !== undefined) update = update.where('id', '<>', which.but);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return Number(numUpdatedRows);
}

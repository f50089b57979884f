/** SQL of the people of a shop as a list, and of what becomes of one of them. Those who were removed are not among them. */
import type { StaffView } from '@parley/contract/api/people.ts';
import type { StaffId } from '@parley/contract/values/id.ts';
import type { Role } from '@parley/contract/values/role.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Staff } from '../staff.ts';

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly invited: boolean;
  readonly two_factor: boolean;
  readonly last_seen_at: Date | null;
  readonly created_at: Date;
  readonly expires_at: Date | null;
}

/** Oldest first; who is only invited stands among them. */
export async function listPeople(
  tx: Tx,
  page: { readonly page: number; readonly limit: number },
  now: Date,
): Promise<{ readonly items: readonly StaffView[]; readonly total: number }> {
  const all = sql`
    select s.id, s.name, s.email, s.role, false as invited, s.totp_confirmed_at is not null as two_factor, s.created_at, null::timestamptz as expires_at,
      (select max(x.last_used_at) from staff_sessions x where x.merchant_id = s.merchant_id and x.staff_id = s.id) as last_seen_at
    from staff s where s.merchant_id = ${tx.merchantId} and s.removed_at is null
    union all
    select i.id, i.name, i.email, i.role, true, false, i.created_at, i.expires_at, null
    from staff_invitations i where i.merchant_id = ${tx.merchantId} and i.accepted_at is null and i.withdrawn_at is null`;
  const [found, counted] = await Promise.all([
    sql<PersonRow>`${all} order by created_at, id limit ${page.limit} offset ${(page.page - 1) * page.limit}`.execute(tx.db),
    sql<{ total: bigint }>`select count(*) as total from (${all}) as people`.execute(tx.db),
  ]);
  return { items: found.rows.map((row) => viewOf(row, now)), total: Number(counted.rows[0]?.total ?? 0n) };
}

function viewOf(row: PersonRow, now: Date): StaffView {
  const isOver = row.expires_at !== null && row.expires_at <= now;
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    state: row.invited ? (isOver ? 'expired' : 'invited') : 'active',
    two_factor: row.two_factor,
    last_seen_at: row.last_seen_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
  };
}

/** The person, and the ids of all owners: owners locked first and in one order, so that two of them cannot unmake each other at once. */
export async function lockPerson(tx: Tx, id: string): Promise<{ readonly person: Staff | undefined; readonly owners: readonly string[] }> {
  const present = tx.db.selectFrom('staff').where('merchant_id', '=', tx.merchantId).where('removed_at', 'is', null);
  const owners = await present.select('id').where('role', '=', 'owner').orderBy('id').forUpdate().execute();
  const row = await present.select(['id', 'email', 'name', 'role']).where('id', '=', id).forUpdate().executeTakeFirst();
  const person = row && { merchantId: tx.merchantId, id: row.id as StaffId, email: row.email, name: row.name, role: row.role as Role };
  return { person, owners: owners.map((each) => each.id) };
}

export async function isStaffHere(tx: Tx, email: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('staff')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('email', '=', email)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function setRole(tx: Tx, id: string, role: Role): Promise<void> {
  await tx.db.updateTable('staff').set({ role }).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

/** The name stays under what they did. */
export async function markRemoved(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.db.updateTable('staff').set({ removed_at: at }).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

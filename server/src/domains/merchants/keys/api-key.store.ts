/** All SQL of api_keys: of a key only the digest and its last four characters are kept. */
import type { ApiKeyView, NewApiKey } from '@parley/contract/api/api-keys.ts';
import type { GivenRole } from '@parley/contract/values/role.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { isScope } from './key-scopes.ts';

export interface ApiKeyRow extends Omit<NewApiKey, 'expires_at'> {
  readonly id: string;
  readonly keyHash: string;
  readonly lastFour: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly polls: boolean;
}

/** Stands among the stored scopes; none of those that people choose. */
const POLLS = 'polls';

export async function insertApiKey(tx: Tx, key: ApiKeyRow): Promise<void> {
  await tx.db
    .insertInto('api_keys')
    .values({
      merchant_id: tx.merchantId,
      id: key.id,
      name: key.name,
      role: key.role,
      scopes: [...key.scopes, ...(key.polls ? [POLLS] : [])],
      key_hash: key.keyHash,
      last_four: key.lastFour,
      created_by: key.createdBy,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .execute();
}

/** Newest first; revoked ones are not among them. */
export async function listApiKeys(
  tx: Tx,
  page: { readonly page: number; readonly limit: number },
  now: Date,
): Promise<{ readonly items: readonly ApiKeyView[]; readonly total: number }> {
  const [rows, counted] = await Promise.all([
    shown(tx)
      .orderBy('k.id', 'desc')
      .limit(page.limit)
      .offset((page.page - 1) * page.limit)
      .execute(),
    tx.db
      .selectFrom('api_keys')
      .select((of) => of.fn.countAll<bigint>().as('total'))
      .where('merchant_id', '=', tx.merchantId)
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map((row) => viewOf(row, now)), total: Number(counted.total) };
}

export async function findApiKey(tx: Tx, id: string, now: Date): Promise<ApiKeyView | undefined> {
  const row = await shown(tx).where('k.id', '=', id).executeTakeFirst();
  return row && viewOf(row, now);
}

export async function revokeApiKey(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

export interface LiveKey {
  readonly id: string;
  readonly role: GivenRole;
  readonly scopes: readonly string[];
  readonly lastUsedAt: Date | null;
  readonly polls: boolean;
}

/** Neither revoked nor expired. */
export async function findLiveKey(tx: Tx, keyHash: string, now: Date): Promise<LiveKey | undefined> {
  const row = await tx.db
    .selectFrom('api_keys')
    .select(['id', 'role', 'scopes', 'last_used_at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('key_hash', '=', keyHash)
    .where('revoked_at', 'is', null)
    .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now)]))
    .executeTakeFirst();
  if (!row) return undefined;
  const scopes = row.scopes.filter((each) => each !== POLLS);
  return { id: row.id, role: row.role as GivenRole, scopes, lastUsedAt: row.last_used_at, polls: row.scopes.includes(POLLS) };
}

export async function noteUse(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.db.updateTable('api_keys').set({ last_used_at: now }).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

function shown(tx: Tx) {
  return tx.db
    .selectFrom('api_keys as k')
    .innerJoin('staff as s', (join) => join.onRef('s.merchant_id', '=', 'k.merchant_id').onRef('s.id', '=', 'k.created_by'))
    .select(['k.id', 'k.name', 'k.role', 'k.scopes', 'k.last_four', 'k.created_at', 'k.expires_at', 'k.last_used_at'])
    .select('s.name as maker')
    .where('k.merchant_id', '=', tx.merchantId)
    .where('k.revoked_at', 'is', null);
}

type ShownRow = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number];

function viewOf(row: ShownRow, now: Date): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    role: row.role as GivenRole,
    scopes: row.scopes.filter(isScope),
    last_four: row.last_four,
    created_by: row.maker,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    expired: row.expires_at !== null && row.expires_at <= now,
  };
}

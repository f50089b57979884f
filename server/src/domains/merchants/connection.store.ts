/** All SQL of connections and connection_tokens: fields sealed at rest, bound to their merchant and kind. */
import type { ConnectionFields, ConnectionKind, ConnectionView } from '@parley/contract/api/connections.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';

const FIELDS = 'connection';
const TOKEN = 'connection-token';

const contextOf = (tx: Tx, kind: ConnectionKind): string => `${tx.merchantId}:${kind}`;

export interface StoredConnection<K extends ConnectionKind> {
  readonly fields: ConnectionFields[K];
  readonly updatedAt: Date;
}

export async function saveConnection<K extends ConnectionKind>(
  tx: Tx,
  secrets: Secrets,
  kind: K,
  fields: ConnectionFields[K],
  hints: Readonly<Record<string, string>>,
  now: Date,
): Promise<void> {
  const row = {
    sealed: secrets.seal(FIELDS, JSON.stringify(fields), contextOf(tx, kind)),
    hints: JSON.stringify(hints),
    state: 'untested',
    updated_at: now,
  };
  await tx.db
    .insertInto('connections')
    .values({ merchant_id: tx.merchantId, kind, ...row })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'kind']).doUpdateSet({ ...row, failure: null, tested_at: null }))
    .execute();
}

/** Its fields in the clear; undefined when not connected. */
export async function openConnection<K extends ConnectionKind>(
  tx: Tx,
  secrets: Secrets,
  kind: K,
): Promise<StoredConnection<K> | undefined> {
  const row = await tx.db
    .selectFrom('connections')
    .select(['sealed', 'updated_at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // Sealed here after it was parsed, so it has this form.
  return { fields: JSON.parse(secrets.open(FIELDS, row.sealed, contextOf(tx, kind))) as ConnectionFields[K], updatedAt: row.updated_at };
}

export async function listConnections(tx: Tx): Promise<readonly ConnectionView[]> {
  const rows = await tx.db
    .selectFrom('connections')
    .select(['kind', 'state', 'hints', 'failure', 'tested_at', 'updated_at'])
    .where('merchant_id', '=', tx.merchantId)
    .execute();
  return rows.map((row) => ({
    kind: row.kind as ConnectionKind,
    state: row.state as ConnectionView['state'],
    fields: row.hints as Record<string, string>,
    failure: row.failure,
    tested_at: row.tested_at?.toISOString() ?? null,
    updated_at: row.updated_at.toISOString(),
  }));
}

/** Says how a test went, unless the connection was changed since it was read. */
export async function recordTest(
  tx: Tx,
  kind: ConnectionKind,
  tested: { readonly failure: string | null; readonly at: Date; readonly updatedAt: Date },
): Promise<void> {
  await tx.db
    .updateTable('connections')
    .set({ state: tested.failure === null ? 'working' : 'failing', failure: tested.failure, tested_at: tested.at })
    .where('merchant_id', '=', tx.merchantId)
    .where('kind', '=', kind)
    .where('updated_at', '=', tested.updatedAt)
    .execute();
}

/** False when there was none. */
export async function deleteConnection(tx: Tx, kind: ConnectionKind): Promise<boolean> {
  await forgetToken(tx, kind);
  const { numDeletedRows } = await tx.db
    .deleteFrom('connections')
    .where('merchant_id', '=', tx.merchantId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A login token of an outside service that still holds at `now`. */
export async function readToken(tx: Tx, secrets: Secrets, kind: ConnectionKind, now: Date): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('connection_tokens')
    .select('sealed')
    .where('merchant_id', '=', tx.merchantId)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && secrets.open(TOKEN, row.sealed, contextOf(tx, kind));
}

export async function keepToken(tx: Tx, secrets: Secrets, kind: ConnectionKind, token: string, expiresAt: Date): Promise<void> {
  const row = { sealed: secrets.seal(TOKEN, token, contextOf(tx, kind)), expires_at: expiresAt };
  await tx.db
    .insertInto('connection_tokens')
    .values({ merchant_id: tx.merchantId, kind, ...row })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'kind']).doUpdateSet(row))
    .execute();
}

export async function forgetToken(tx: Tx, kind: ConnectionKind): Promise<void> {
  await tx.db.deleteFrom('connection_tokens').where('merchant_id', '=', tx.merchantId).where('kind', '=', kind).execute();
}

/** What use has shown; a row that says so already is not written again. */
export async function markConnection(
  tx: Tx,
  kind: ConnectionKind,
  found: { readonly state: 'working' | 'failing'; readonly failure: string | null; readonly at: Date },
): Promise<void> {
  await tx.db
    .updateTable('connections')
    .set({ state: found.state, failure: found.failure, tested_at: found.at })
    .where('merchant_id', '=', tx.merchantId)
    .where('kind', '=', kind)
    .where('state', '<>', found.state)
    .execute();
}

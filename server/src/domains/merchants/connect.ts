/** Connecting a merchant's own account at an outside service, testing it by one harmless call, and disconnecting it. */
import { type ConnectionFields, type ConnectionKind, type ConnectionView, connectionKinds } from '@parley/contract/api/connections.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import { type AuditActor, recordAudit } from './audit.store.ts';
import { deleteConnection, forgetToken, listConnections, openConnection, recordTest, saveConnection } from './connection.store.ts';
import { hintsOf, missingView, routesOf } from './connection.ts';
import { removeRoutes, replaceRoutes } from './connection-route.store.ts';
import type { MerchantEvent } from './merchant-event.ts';

/** One harmless real call with these fields. Refuses `connection.failed` with the reason in `message`, `provider.unavailable` when nobody answers. */
export type ConnectionProbes = {
  readonly [K in ConnectionKind]?: (fields: ConnectionFields[K], merchantId: MerchantId) => Promise<Result<unknown>>;
};

export interface ConnectDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly probes: ConnectionProbes;
  readonly emit: (tx: Tx, event: MerchantEvent) => Promise<void>;
}

export interface Caller {
  readonly actor: AuditActor;
  readonly requestId?: string;
}

/** Replaces whatever was connected. Refuses `connection.in_use` when another shop has this phone number. */
export async function connect<K extends ConnectionKind>(
  deps: ConnectDeps,
  tx: Tx,
  kind: K,
  fields: ConnectionFields[K],
  caller: Caller,
): Promise<Result<ConnectionView>> {
  const before = await viewOf(tx, kind);
  const hints = hintsOf(fields);
  if (!(await replaceRoutes(tx, kind, routesOf(kind, fields)))) return refuse('connection.in_use');
  await saveConnection(tx, deps.secrets, kind, fields, hints, deps.clock.now());
  await forgetToken(tx, kind);
  await tell(deps, tx, kind, { before: before.state === 'missing' ? undefined : before.fields, after: hints }, caller);
  return ok(await viewOf(tx, kind));
}

/** Refuses `connection.missing`. */
export async function disconnect(deps: ConnectDeps, tx: Tx, kind: ConnectionKind, caller: Caller): Promise<Result<ConnectionView>> {
  const before = await viewOf(tx, kind);
  if (!(await deleteConnection(tx, kind))) return refuse('connection.missing', { message: 'This service is not connected.' });
  await removeRoutes(tx, kind);
  await tell(deps, tx, kind, { before: before.fields }, caller);
  return ok(missingView(kind));
}

/** In three beats, since no provider is called inside a transaction. A service that does not answer leaves the state as it was. */
export async function testConnection<K extends ConnectionKind>(
  deps: ConnectDeps,
  merchantId: MerchantId,
  kind: K,
): Promise<Result<ConnectionView>> {
  const stored = await deps.database.inTx(merchantId, (tx) => openConnection(tx, deps.secrets, kind));
  if (stored === undefined) return refuse('connection.missing');
  const probe = deps.probes[kind];
  if (probe === undefined) return refuse('connection.failed', { message: 'This kind of connection cannot be tested yet.' });
  const result = await probe(stored.fields, merchantId);
  if (!result.ok && result.refusal.code !== 'connection.failed') return result;
  const failure = result.ok ? null : (result.refusal.message ?? 'The service refused these details.');
  return deps.database.inTx(merchantId, async (tx) => {
    await recordTest(tx, kind, { failure, at: deps.clock.now(), updatedAt: stored.updatedAt });
    return ok(await viewOf(tx, kind));
  });
}

/** All kinds, connected or not, in a fixed order. */
export async function viewsOf(tx: Tx): Promise<ConnectionView[]> {
  const connected = await listConnections(tx);
  return connectionKinds.map((kind) => connected.find((each) => each.kind === kind) ?? missingView(kind));
}

async function viewOf(tx: Tx, kind: ConnectionKind): Promise<ConnectionView> {
  return (await listConnections(tx)).find((each) => each.kind === kind) ?? missingView(kind);
}

async function tell(
  deps: ConnectDeps,
  tx: Tx,
  kind: ConnectionKind,
  change: { readonly before?: unknown; readonly after?: unknown },
  caller: Caller,
): Promise<void> {
  const connected = change.after !== undefined;
  const action = connected ? 'connection.changed' : 'connection.removed';
  await recordAudit(tx, deps.clock, { action, subject: { kind: 'connection', id: kind }, ...caller, ...change });
  await deps.emit(tx, { name: 'connection.changed', kind, connected });
}

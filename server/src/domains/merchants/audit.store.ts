/** All SQL of audit_log: who changed what and when, before and after. Rows are added and read, never changed. */
import type { AuditEntry } from '@parley/contract/api/merchants.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export interface AuditActor {
  readonly kind: 'staff' | 'program' | 'customer' | 'system';
  readonly id?: string;
}

export interface AuditRecord {
  /** A fixed word of the program in the past tense: `connection.changed`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly actor: AuditActor;
  /** Never with a secret in it. */
  readonly before?: unknown;
  readonly after?: unknown;
  readonly requestId?: string;
}

export async function recordAudit(tx: Tx, clock: Clock, record: AuditRecord): Promise<void> {
  await tx.db
    .insertInto('audit_log')
    .values({
      merchant_id: tx.merchantId,
      id: newId(),
      at: clock.now(),
      actor_kind: record.actor.kind,
      actor_id: record.actor.id ?? null,
      action: record.action,
      subject_kind: record.subject.kind,
      subject_id: record.subject.id,
      before: jsonOf(record.before),
      after: jsonOf(record.after),
      request_id: record.requestId ?? null,
    })
    .execute();
}

export interface AuditQuery {
  readonly limit: number;
  /** The id of the last entry of the page before. */
  readonly cursor?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** A whole word (`order.edited`) or its room (`order`). */
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
  readonly from?: Date | undefined;
  /** Up to and without. */
  readonly to?: Date | undefined;
}

/** Newest first. */
export async function listAudit(
  tx: Tx,
  query: AuditQuery,
): Promise<{ readonly items: readonly AuditEntry[]; readonly nextCursor: string | undefined }> {
  let select = tx.db
    .selectFrom('audit_log')
    .selectAll()
    .select(nameOfActor)
    .where('merchant_id', '=', tx.merchantId)
    .orderBy('id', 'desc')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('id', '<', query.cursor);
  if (query.subjectKind !== undefined) select = select.where('subject_kind', '=', query.subjectKind);
  if (query.subjectId !== undefined) select = select.where('subject_id', '=', query.subjectId);
  const { action, actorId, from, to } = query;
  if (action !== undefined)
    select = action.includes('.')
      ? select.where('action', '=', action)
      : select.where('action', 'like', `${action.replaceAll(/[\\%_]/g, '\\$&')}.%`);
  if (actorId !== undefined) select = select.where('actor_id', '=', actorId);
  if (from !== undefined) select = select.where('at', '>=', from);
  if (to !== undefined) select = select.where('at', '<', to);
  const rows = await select.execute();
  const items = rows.slice(0, query.limit).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind as AuditActor['kind'], id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    before: row.before,
    after: row.after,
    request_id: row.request_id,
  }));
  return { items, nextCursor: rows.length > query.limit ? items.at(-1)?.id : undefined };
}

/** Of the person, also one who left, or of the key. */
const nameOfActor = sql<string | null>`coalesce(
  (select s.name from staff s where s.merchant_id = audit_log.merchant_id and s.id::text = audit_log.actor_id),
  (select k.name from api_keys k where k.merchant_id = audit_log.merchant_id and k.id::text = audit_log.actor_id))`.as('actor_name');

function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));
}

/** All SQL of print_troubles: what was noted of each trouble, and which mails went out about it. */
import { newId } from '@parley/contract/values/id.ts';
import type { Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintTroublesTable } from '../../../foundation/db/tables.gen.ts';
import type { KnownTrouble, TroubleKind, TroubleWord, Wrong } from './trouble.ts';

/** Until the transaction ends nobody else looks after this shop. */
export async function lockCare(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`print care ${tx.merchantId}`}, 0))`.execute(tx.db);
}

export async function openTroubles(tx: Tx): Promise<readonly KnownTrouble[]> {
  const rows = await tx.db
    .selectFrom('print_troubles')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('over_at', 'is', null)
    .execute();
  return rows.map(troubleOf);
}

/** When staff were last mailed of a trouble with each of these things. */
export async function lastTold(
  tx: Tx,
  of: readonly { readonly kind: TroubleKind; readonly subjectId: string }[],
): Promise<ReadonlyMap<string, Date>> {
  if (of.length === 0) return new Map();
  const { rows } = await sql<{ kind: TroubleKind; subject_id: string; at: Date }>`
    select kind, subject_id, max(told_at) as at from print_troubles
    where merchant_id = ${tx.merchantId} and told_at is not null and subject_id = any(${of.map((each) => each.subjectId)}::uuid[])
    group by kind, subject_id`.execute(tx.db);
  return new Map(rows.map((row) => [keyOf({ kind: row.kind, subjectId: row.subject_id }), row.at]));
}

export function keyOf({ kind, subjectId }: { readonly kind: TroubleKind; readonly subjectId: string }): string {
  return `${kind} ${subjectId}`;
}

/** Undefined where it is noted already. */
export async function noteTrouble(tx: Tx, wrong: Pick<Wrong, 'kind' | 'subjectId' | 'word' | 'since'>): Promise<string | undefined> {
  const id = newId<string>();
  const { rows } = await sql<{ id: string }>`
    insert into print_troubles (merchant_id, id, kind, subject_id, trouble, began_at)
    values (${tx.merchantId}, ${id}, ${wrong.kind}, ${wrong.subjectId}, ${wrong.word}, ${wrong.since})
    on conflict (merchant_id, kind, subject_id) where over_at is null do nothing returning id`.execute(tx.db);
  return rows[0]?.id;
}

export async function changeTrouble(
  tx: Tx,
  id: string,
  change: Omit<Updateable<PrintTroublesTable>, 'merchant_id' | 'id' | 'kind' | 'subject_id'>,
): Promise<void> {
  await tx.db.updateTable('print_troubles').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

function troubleOf(row: Selectable<PrintTroublesTable>): KnownTrouble {
  return {
    id: row.id,
    kind: row.kind as TroubleKind,
    subjectId: row.subject_id,
    word: row.trouble as TroubleWord,
    beganAt: row.began_at,
    calmSince: row.calm_since ?? undefined,
    toldAt: row.told_at ?? undefined,
  };
}

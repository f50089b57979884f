/** The SQL that ends a turn: all it changes, in one statement. Decides nothing. */
import type { InboundMessageId, ThreadId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { type NewOutbound, outboundRows } from './outbound.store.ts';

export interface TurnEnd {
  readonly threadId: ThreadId;
  /** Entries that are handled now. */
  readonly handled: readonly InboundMessageId[];
  readonly dialog: unknown;
  readonly failures: number;
  /** Undefined: as it was. */
  readonly mode: string | undefined;
  readonly replies: readonly NewOutbound[];
  readonly at: Date;
}

/** The thread is locked already. */
export async function endTurn(tx: Tx, end: TurnEnd): Promise<void> {
  const saidAt = end.replies.length > 0 ? end.at : null;
  await sql`
    with handled as (
      update inbound_messages set handled_at = ${end.at}
      where merchant_id = ${tx.merchantId} and id = any(${end.handled}::uuid[]) and handled_at is null),
    said as (${outboundRows(tx, end.replies)})
    update threads set dialog = ${end.dialog === null ? null : JSON.stringify(end.dialog)}, failures = ${end.failures},
      mode = coalesce(${end.mode ?? null}, mode), last_message_at = greatest(last_message_at, ${saidAt}::timestamptz)
    where merchant_id = ${tx.merchantId} and id = ${end.threadId}`.execute(tx.db);
}

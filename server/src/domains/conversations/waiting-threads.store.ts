/** The SQL that finds threads whose dialog waits for an answer from outside. Reads only. */
import type { QuoteId, ThreadId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

/** Threads whose dialog stands at `await_quote` for this quote. */
export async function threadsWaitingForQuote(tx: Tx, quoteId: QuoteId): Promise<ThreadId[]> {
  const { rows } = await sql<{ id: ThreadId }>`
    select id from threads where merchant_id = ${tx.merchantId} and dialog ->> 'step' = 'await_quote' and dialog -> 'data' ->> 'quoteId' = ${quoteId}
    order by id limit 200`.execute(tx.db);
  return rows.map((row) => row.id);
}

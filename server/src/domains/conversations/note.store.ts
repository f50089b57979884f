/** All SQL of the notes staff see beside a conversation. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export async function insertNote(
  tx: Tx,
  note: { readonly threadId: ThreadId; readonly kind: string; readonly text: string; readonly author: string; readonly at: Date },
): Promise<string> {
  const id = newId<string>();
  await sql`
    insert into conversation_notes (merchant_id, id, thread_id, kind, text, author, created_at)
    values (${tx.merchantId}, ${id}, ${note.threadId}, ${note.kind}, ${note.text}, ${note.author}, ${note.at})`.execute(tx.db);
  return id;
}

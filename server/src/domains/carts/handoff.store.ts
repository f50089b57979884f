/** All SQL of links from the chat to the web that were opened: each opens once. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

/** False when it was opened before; whoever comes first, even at the same moment, is the only one. */
export async function useHandoff(tx: Tx, id: string, expiresAt: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into used_handoffs (merchant_id, id, expires_at) values (${tx.merchantId}, ${id}, ${expiresAt})
    on conflict (merchant_id, id) do nothing returning id`.execute(tx.db);
  return rows.length > 0;
}

export async function sweepUsedHandoffs(tx: Tx, now: Date): Promise<void> {
  await tx.db.deleteFrom('used_handoffs').where('merchant_id', '=', tx.merchantId).where('expires_at', '<', now).execute();
}

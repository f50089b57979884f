/** What changed lately, by topic: the newest ids and states of what staff look at, all found by index. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export const topics = ['orders', 'products', 'stock', 'chats', 'returns', 'payments', 'books', 'printing'] as const;
export type Topic = (typeof topics)[number];

/** Topic → a word that is another one whenever something of the topic changed; cheap enough for once a second. */
export async function readPulse(tx: Tx): Promise<Readonly<Record<Topic, string>>> {
  const newest = (table: string) => sql`(select id::text from ${sql.table(table)} where merchant_id = m.id order by id desc limit 1)`;
  const { rows } = await sql<Record<Topic, string | null>>`
    select m.catalog_version::text as products,
      concat_ws('|', ${newest('order_events')}, (select md5(string_agg(state || coalesce(awb, ''), ''))
        from (select state, awb from shipments where merchant_id = m.id order by id desc limit 50) s)) as orders,
      ${newest('stock_movements')} as stock,
      md5(concat_ws('|', ${newest('inbound_messages')}, ${newest('outbound_messages')}, ${newest('conversation_notes')},
        (select string_agg(state, '') from (select state from outbound_messages where merchant_id = m.id order by id desc limit 50) o),
        (select string_agg(id::text || mode, '') from (select id, mode from threads where merchant_id = m.id order by last_message_at desc limit 50) t)
      )) as chats,
      ${newest('return_events')} as returns,
      (select md5(string_agg(state, '')) from (select state from payment_links where merchant_id = m.id order by id desc limit 30) l) as payments,
      (select last_number::text from book_heads where merchant_id = m.id) as books,
      md5(concat_ws('|', ${newest('print_job_events')}, ${newest('print_files')},
        (select string_agg(concat_ws(':', p.id, p.state, p.is_paused, p.alert, p.abilities, p.abilities_set, p.removed_at is null, coalesce(p.last_seen_at < now() - interval '90 seconds', true),
          p.pages_printed), '|' order by p.id) from printers p where p.merchant_id = m.id),
        (select string_agg(concat_ws(':', id, revoked_at is null), '|' order by id) from print_agents where merchant_id = m.id),
        (select version::text from print_settings where merchant_id = m.id)
      )) as printing
    from merchants m where m.id = ${tx.merchantId}`.execute(tx.db);
  const row = rows[0];
  return Object.fromEntries(topics.map((topic) => [topic, row?.[topic] ?? ''])) as Record<Topic, string>;
}

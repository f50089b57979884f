/** What stands under everything after a run: no job died, none is left, no webhook unread, no question to the outside left open. */
import type { Query } from './fleet.ts';

export async function checkGround(query: Query): Promise<readonly string[]> {
  const rows = await query(`
    select 'dead job ' || queue as what, count(*)::int as count, min(last_error) as detail from dead_jobs group by 1
    union all select 'webhook of ' || provider || ' in state ' || state, count(*)::int, min(detail) from webhook_events where state <> 'read' group by 1
    union all select 'delivery quote in state ' || state, count(*)::int, min(detail) from delivery_quotes where state = 'asked' group by 1
    union all select 'refund in state ' || state, count(*)::int, min(detail) from refunds where state <> 'processed' group by 1
    union all select 'lane without a head', count(*)::int, min(queue) from jobs j where state = 0
      and not exists (select 1 from jobs h where h.queue = j.queue and h.key = j.key and h.merchant_id is not distinct from j.merchant_id and h.state in (1, 2)) having count(*) > 0`);
  return rows.map((row) => `${String(row['count'])} × ${String(row['what'])}: ${String(row['detail'])}`);
}

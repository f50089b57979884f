/** What is still under way after the customers have gone: a run is judged only when this is empty. Reads, judges nothing. */
import { gatewaysOf } from '../builders/gateways.ts';
import type { StandIns } from '../builders/stand-ins.ts';
import type { Query } from './fleet.ts';

/** Work that belongs to a later hour: orders that nobody paid end by themselves, and looks for what may never come. */
const LATER = ['order.expire', 'payment.read-fee', 'refund.check', 'webhook.sweep'];

/** One line for each kind of thing that is not done yet. */
export async function unfinished(query: Query, standIns: StandIns): Promise<readonly string[]> {
  const counts = await query(
    `
    select 'job ' || queue as what, count(*)::int as count, min(coalesce(last_error, '')) as detail from jobs
      where queue <> all($1) or run_at <= now() group by 1
    union all select 'message in state ' || state, count(*)::int, min(coalesce(failure_detail, '')) from outbound_messages where state in ('queued', 'sending') group by 1
    union all select 'webhook in state ' || state, count(*)::int, '' from webhook_events where state in ('stored', 'waiting') group by 1
    union all select 'refund in state ' || state, count(*)::int, min(coalesce(detail, '')) from refunds where state in ('asked', 'pending') group by 1`,
    [LATER],
  );
  const lines = counts.map((row) => `${String(row['count'])} × ${String(row['what'])} ${String(row['detail'])}`.trim());
  const known = new Set((await query(`select gateway || ' ' || provider_payment_id as id from payments`)).map((row) => row['id']));
  const silent = gatewaysOf(standIns).flatMap((gateway) => gateway.captured().filter(({ id }) => !known.has(`${gateway.name} ${id}`)));
  if (silent.length > 0)
    lines.push(
      `${silent.length} × captured payment not known here (${silent
        .map((payment) => payment.id)
        .slice(0, 5)
        .join(', ')})`,
    );
  return lines;
}

/** SQL of print jobs as people see them, with what stands beside them in orders, customers, files and printers. Reads only. */
import type { PrintJobState } from '@parley/contract/api/printing.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface JobView {
  readonly id: string;
  readonly order_id: string;
  readonly order_number: string;
  readonly customer_name: string | null;
  readonly file_id: string;
  readonly file_name: string;
  readonly file_kind: string | null;
  readonly file_pages: number | null;
  readonly file_state: 'arriving' | 'checking' | 'ready' | 'refused' | 'wiped';
  readonly file_refusal: string | null;
  readonly file_warning: string | null;
  readonly has_preview: boolean;
  readonly has_pages: boolean;
  readonly wiped_at: Date | null;
  readonly ticket: unknown;
  readonly printed_sides: number;
  readonly sheets: number;
  readonly is_rush: boolean;
  readonly state: PrintJobState;
  readonly failure: string | null;
  readonly printer_id: string | null;
  readonly printer_name: string | null;
  readonly pinned_printer_id: string | null;
  readonly pinned_printer_name: string | null;
  readonly attempt: number;
  readonly cancel_asked_at: Date | null;
  readonly reprint_of: string | null;
  readonly reprint_reason: string | null;
  readonly pickup_code: string;
  readonly handed_over_at: Date | null;
  /** The name of whoever of the staff did. */
  readonly handed_over_by: string | null;
  readonly refund_due: boolean;
  readonly created_at: Date;
  readonly queued_at: Date | null;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
}

const shown = sql`select j.id, j.order_id, o.order_number, c.name as customer_name, f.id as file_id, f.name as file_name,
    f.source_kind as file_kind, f.page_count as file_pages, f.state as file_state, f.refusal as file_refusal, f.warning as file_warning,
    f.preview_blob is not null and f.wiped_at is null as has_preview, f.print_blob is not null and f.wiped_at is null as has_pages, f.wiped_at,
    j.ticket, j.printed_sides, j.sheets, j.is_rush, j.state, j.failure, j.printer_id, p.name as printer_name, j.pinned_printer_id,
    pinned.name as pinned_printer_name, j.attempt, j.cancel_asked_at, j.reprint_of, j.reprint_reason, j.pickup_code, j.created_at, j.queued_at,
    j.started_at, j.ended_at, j.handed_over_at, s.name as handed_over_by,
    j.state in ('failed', 'cancelled') and j.reprint_of is null and o.payment_status = 'paid' and o.status <> 'cancelled' as refund_due
  from print_jobs j
  join orders o on o.merchant_id = j.merchant_id and o.id = j.order_id
  left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
  join print_files f on f.merchant_id = j.merchant_id and f.id = j.file_id
  left join staff s on s.merchant_id = j.merchant_id and j.handed_over_by = 'staff:' || s.id
  left join printers p on p.merchant_id = j.merchant_id and p.id = j.printer_id
  left join printers pinned on pinned.merchant_id = j.merchant_id and pinned.id = j.pinned_printer_id`;

export interface JobQuery {
  readonly page: number;
  readonly limit: number;
  readonly status?: PrintJobState | undefined;
  readonly orderId?: string | undefined;
  readonly printerId?: string | undefined;
  /** Whether the customer has the pages; of those who do not, only what can still be picked up. */
  readonly handedOver?: 'yes' | 'no' | undefined;
}

/** Nobody comes for what was printed of a cancelled order. */
const isWanted = sql`exists (select 1 from orders w where w.merchant_id = j.merchant_id and w.id = j.order_id and w.status <> 'cancelled')`;

/** Queued ones in the order in which they will come out, all others newest first. */
export async function listJobs(tx: Tx, query: JobQuery): Promise<{ readonly items: readonly JobView[]; readonly total: number }> {
  const where = sql`where j.merchant_id = ${tx.merchantId}
    ${query.status ? sql`and j.state = ${query.status}` : sql``}
    ${query.orderId ? sql`and j.order_id = ${query.orderId}` : sql``}
    ${query.handedOver === 'yes' ? sql`and j.handed_over_at is not null` : sql``}
    ${query.handedOver === 'no' ? sql`and j.state = 'printed' and j.handed_over_at is null and ${isWanted}` : sql``}
    ${query.printerId ? sql`and (j.printer_id = ${query.printerId} or j.pinned_printer_id = ${query.printerId})` : sql``}`;
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from print_jobs j ${where}`.execute(tx.db);
  const order = query.status === 'queued' ? sql`j.is_rush desc, j.queue_position, j.position, j.id` : sql`j.id desc`;
  const { rows } =
    await sql<JobView>`${shown} ${where} order by ${order} limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  return { items: rows, total: counted[0]?.total ?? 0 };
}

export async function viewOfJob(tx: Tx, id: string): Promise<JobView | undefined> {
  const { rows } = await sql<JobView>`${shown} where j.merchant_id = ${tx.merchantId} and j.id = ${id}`.execute(tx.db);
  return rows[0];
}

export interface HistoryLine {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly detail: unknown;
}

/** Oldest first; `cursor` is the id of the last line seen. */
export async function historyOf(
  tx: Tx,
  jobId: string,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly HistoryLine[]; readonly nextCursor: string | undefined }> {
  let query = tx.db
    .selectFrom('print_job_events')
    .select(['id', 'at', 'kind', 'actor', 'detail'])
    .where('merchant_id', '=', tx.merchantId)
    .where('job_id', '=', jobId);
  if (cursor !== undefined) query = query.where('id', '>', cursor);
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? items.at(-1)?.id : undefined };
}

/** SQL of print_jobs as orders need it: made waiting, let go when paid, cancelled while nothing has begun. The queue has its own. */
import type { PrintTicket } from '@parley/contract/api/printing.ts';
import { type CustomerId, newId, type OrderId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import { filesByIds } from '../files/print-file.store.ts';
import type { PrintWork } from '../price/price.ts';
import type { PrintFileId, PrintJob, PrintJobId } from '../printing.ts';
import { nextQueuePosition } from '../queue/print-job.store.ts';
import { addJobEvents } from './job-events.store.ts';

export interface NewJob extends PrintWork {
  readonly orderId: OrderId;
  readonly fileId: PrintFileId;
  readonly ticket: PrintTicket;
  readonly isRush: boolean;
  readonly pickupCode: string;
}

/** They wait for the payment, in the order given. */
export async function insertJobs(tx: Tx, jobs: readonly NewJob[], at: Date): Promise<void> {
  const rows = jobs.map((job, index) => ({
    merchant_id: tx.merchantId,
    id: newId<PrintJobId>() as string,
    order_id: job.orderId,
    file_id: job.fileId,
    position: index + 1,
    ticket: JSON.stringify(job.ticket),
    printed_sides: job.printedSides,
    sheets: job.sheets,
    needs_color: job.needsColor,
    is_rush: job.isRush,
    state: 'waiting',
    pickup_code: job.pickupCode,
    created_at: at,
  }));
  await tx.db.insertInto('print_jobs').values(rows).execute();
  await addJobEvents(
    tx,
    rows.map(({ id }) => id),
    { kind: 'placed', actor: 'customer', at },
  );
}

export async function hasJobs(tx: Tx, orderId: OrderId): Promise<boolean> {
  const row = await tx.db
    .selectFrom('print_jobs')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function addJobEvent(
  tx: Tx,
  jobId: PrintJobId,
  event: { readonly kind: string; readonly actor: string; readonly at: Date; readonly detail?: Readonly<Record<string, unknown>> },
): Promise<void> {
  await tx.db
    .insertInto('print_job_events')
    .values({
      merchant_id: tx.merchantId,
      id: newId(),
      job_id: jobId,
      at: event.at,
      kind: event.kind,
      actor: event.actor,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute();
}

/** One taker at a time, so that two orders never get one code. */
export async function isCodeTaken(tx: Tx, code: string, since: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`print pickup ${tx.merchantId}`}, 0))`.execute(tx.db);
  const { rows } = await sql`
    select 1 from print_jobs where merchant_id = ${tx.merchantId} and pickup_code = ${code}
      and (created_at > ${since} or state in ('waiting','held','queued','printing','unknown')) limit 1`.execute(tx.db);
  return rows.length > 0;
}

interface JobRow {
  readonly id: PrintJobId;
  readonly order_id: OrderId;
  readonly file_id: PrintFileId;
  readonly ticket: PrintTicket;
  readonly state: PrintJob['state'];
  readonly failure: string | null;
  readonly pickup_code: string;
  readonly is_rush: boolean;
  readonly is_reprint: boolean;
  readonly ahead: number | null;
}

/** In the order in which they come out; reprints after them. */
export async function jobsOfOrder(tx: Tx, orderId: OrderId): Promise<readonly PrintJob[]> {
  const { rows } = await sql<JobRow>`
    select j.id, j.order_id, j.file_id, j.ticket, j.state, j.failure, j.pickup_code, j.is_rush, j.reprint_of is not null as is_reprint,
      case when j.state = 'queued' then (select count(*)::int from print_jobs o where o.merchant_id = j.merchant_id and (o.state = 'printing'
        or (o.state = 'queued' and (not o.is_rush, o.queue_position, o.position, o.id) < (not j.is_rush, j.queue_position, j.position, j.id)))) end as ahead
    from print_jobs j where j.merchant_id = ${tx.merchantId} and j.order_id = ${orderId} order by j.reprint_of is not null, j.position, j.id`.execute(
    tx.db,
  );
  const files = await filesByIds(
    tx,
    rows.map((row) => row.file_id),
  );
  return rows.map((row) => {
    const file = files.get(row.file_id);
    if (!file) throw new Error(`print job ${row.id} has no file`);
    return {
      id: row.id,
      orderId: row.order_id,
      file,
      ticket: row.ticket,
      state: row.state,
      pickupCode: row.pickup_code,
      isRush: row.is_rush,
      isReprint: row.is_reprint,
      ...(row.failure === null ? {} : { failure: row.failure }),
      ...(row.ahead === null ? {} : { aheadInQueue: row.ahead }),
    };
  });
}

export async function printOrdersOf(tx: Tx, customerId: CustomerId, limit: number): Promise<readonly OrderId[]> {
  const { rows } = await sql<{ id: OrderId }>`
    select o.id from orders o where o.merchant_id = ${tx.merchantId} and o.customer_id = ${customerId}
      and exists (select 1 from print_jobs j where j.merchant_id = o.merchant_id and j.order_id = o.id)
    order by o.id desc limit ${limit}`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** From waiting into the queue, or held until somebody brings the code. An order has one place there, so that it comes out together. */
export async function letGo(tx: Tx, orderId: OrderId, to: 'queued' | 'held', at: Date): Promise<readonly PrintJobId[]> {
  if (to === 'held') {
    const { rows } = await sql<{ id: PrintJobId }>`update print_jobs set state = 'held'
      where merchant_id = ${tx.merchantId} and order_id = ${orderId} and state = 'waiting' returning id`.execute(tx.db);
    return rows.map((row) => row.id);
  }
  const place = (await nextQueuePosition(tx)).toString();
  const { rows } = await sql<{ id: PrintJobId }>`
    update print_jobs set state = 'queued', queue_position = ${place}::bigint, queued_at = ${at}
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} and state = 'waiting' returning id`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** A late payment brings a cancelled order back, and with it what was cancelled only for want of money; not what staff did not want. */
export async function revive(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`update print_jobs set state = 'waiting', ended_at = null where merchant_id = ${tx.merchantId} and order_id = ${orderId}
    and state = 'cancelled' and queued_at is null and started_at is null
    and (select e.actor from print_job_events e where e.merchant_id = print_jobs.merchant_id and e.job_id = print_jobs.id
      and e.kind = 'cancelled' order by e.id desc limit 1) = 'system'`.execute(tx.db);
}

/** Locks the order's jobs; answers their states. */
export async function lockStates(tx: Tx, orderId: OrderId): Promise<readonly PrintJob['state'][]> {
  const { rows } = await sql<{ state: PrintJob['state'] }>`
    select state from print_jobs where merchant_id = ${tx.merchantId} and order_id = ${orderId} order by id for update`.execute(tx.db);
  return rows.map((row) => row.state);
}

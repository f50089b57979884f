/** SQL of print_jobs for the verbs of the queue: claims, leases, ends. How jobs come into being is told in order/job.store.ts. */
import { type PrintJobState, printTicket } from '@parley/contract/api/printing.ts';
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import type { Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintJobsTable } from '../../../foundation/db/tables.gen.ts';
import { lockPrinter } from '../printers/printer.store.ts';
import type { PrintJobId } from '../printing.ts';
import type { Abilities, JobRow } from './print-job.ts';
import { isLaidOut } from './sheets/sheets.store.ts';

export type JobChange = Omit<Updateable<PrintJobsTable>, 'merchant_id' | 'id' | 'state'> & { readonly state?: PrintJobState };

export async function jobById(tx: Tx, id: string): Promise<JobRow | undefined> {
  const row = await jobs(tx).where('id', '=', id).executeTakeFirst();
  return row && jobOf(row);
}

/** Its printer is locked before it, so that all who lock both do so in one order. */
export async function lockJob(tx: Tx, id: string): Promise<JobRow | undefined> {
  const seen = await jobById(tx, id);
  if (seen?.printerId !== undefined) await lockPrinter(tx, seen.printerId);
  const row = await jobs(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && jobOf(row);
}

/** In the order in which they come out; reprints last. */
export async function jobsOfOrder(tx: Tx, orderId: OrderId): Promise<readonly JobRow[]> {
  return (await ofOrder(tx, orderId).execute()).map(jobOf);
}

export async function lockJobsOfOrder(tx: Tx, orderId: OrderId): Promise<readonly JobRow[]> {
  return (await ofOrder(tx, orderId).forUpdate().execute()).map(jobOf);
}

/** Those that wait for this pickup code, locked. */
export async function lockHeldJobs(tx: Tx, pickupCode: string): Promise<readonly JobRow[]> {
  const rows = await jobs(tx)
    .where('state', '=', 'held')
    .where('pickup_code', '=', pickupCode.toUpperCase().replaceAll(/[\s-]/g, ''))
    .orderBy('position')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(jobOf);
}

/** What a printer is at, or what nobody knows of it. */
export async function jobAt(tx: Tx, printerId: string): Promise<JobRow | undefined> {
  const row = await jobs(tx)
    .where('printer_id', '=', printerId)
    .where('state', 'in', ['printing', 'unknown'])
    .forUpdate()
    .executeTakeFirst();
  return row && jobOf(row);
}

/** The next that this printer can print, locked; what others are just taking is passed over. */
export async function lockNextFor(
  tx: Tx,
  printer: { readonly id: string; readonly abilities: Abilities },
  now: Date,
): Promise<JobRow | undefined> {
  const row = await nextFor(tx, printer, now).limit(1).forUpdate().skipLocked().executeTakeFirst();
  return row && jobOf(row);
}

/** Whether anything waits that this printer could print, or a lease of it ran out; locks nothing. */
export async function hasWorkFor(
  tx: Tx,
  printer: { readonly id: string; readonly abilities: Abilities },
  now: Date,
): Promise<'job' | 'lease' | undefined> {
  const [next, over] = [
    await nextFor(tx, printer, now).limit(1).executeTakeFirst(),
    await jobs(tx)
      .where('printer_id', '=', printer.id)
      .where('state', '=', 'printing')
      .where('leased_until', '<=', now)
      .limit(1)
      .executeTakeFirst(),
  ];
  return over ? 'lease' : next && 'job';
}

/** Places are given one after another until they are kept, so that nobody ever slips in before one who was there. */
export async function nextQueuePosition(tx: Tx): Promise<bigint> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`print queue ${tx.merchantId}`}, 0))`.execute(tx.db);
  const { rows } = await sql<{ next: string }>`select nextval('print_queue_positions')::text as next`.execute(tx.db);
  return BigInt(rows[0]?.next ?? 0);
}

export async function changeJob(tx: Tx, id: string, change: JobChange): Promise<void> {
  await tx.db.updateTable('print_jobs').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

/** The same file with the same wishes once more. Answers the new job's id. */
export async function insertReprint(
  tx: Tx,
  of: JobRow,
  input: { readonly reason: string; readonly queuePosition: bigint; readonly pinnedPrinterId: string | undefined; readonly at: Date },
): Promise<PrintJobId> {
  const id = newId<PrintJobId>();
  await sql`insert into print_jobs (merchant_id, id, order_id, file_id, position, ticket, printed_sides, sheets, needs_color, is_rush, state,
      queue_position, pinned_printer_id, pickup_code, reprint_of, reprint_reason, created_at, queued_at)
    select merchant_id, ${id}, order_id, file_id, position, ticket, printed_sides, sheets, needs_color, is_rush, 'queued',
      ${input.queuePosition.toString()}::bigint, ${input.pinnedPrinterId ?? null}, pickup_code, id, ${input.reason}, ${input.at}, ${input.at}
    from print_jobs where merchant_id = ${tx.merchantId} and id = ${of.id}`.execute(tx.db);
  return id;
}

/** What was printed of the order and was not given to the customer yet. Answers those jobs. */
export async function markHandedOver(
  tx: Tx,
  orderId: OrderId,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<readonly PrintJobId[]> {
  const rows = await tx.db
    .updateTable('print_jobs')
    .set({ handed_over_at: at, handed_over_by: by })
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .where('state', '=', 'printed')
    .where('handed_over_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id as PrintJobId);
}

/** Jobs meant for this printer go to any that can. */
export async function unpin(tx: Tx, printerId: string): Promise<void> {
  await tx.db
    .updateTable('print_jobs')
    .set({ pinned_printer_id: null })
    .where('merchant_id', '=', tx.merchantId)
    .where('pinned_printer_id', '=', printerId)
    // A late payment brings cancelled ones back.
    .where('state', 'in', ['waiting', 'held', 'queued', 'failed', 'unknown', 'cancelled'])
    .execute();
}

/** Until the transaction ends, nobody else judges whether this order is done. */
export async function lockProgress(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`print order ${orderId}`}, 0))`.execute(tx.db);
}

function jobs(tx: Tx) {
  return tx.db.selectFrom('print_jobs').selectAll().where('merchant_id', '=', tx.merchantId);
}

function ofOrder(tx: Tx, orderId: OrderId) {
  return jobs(tx).where('order_id', '=', orderId).orderBy(sql`reprint_of is not null`).orderBy('position').orderBy('id');
}

function nextFor(tx: Tx, printer: { readonly id: string; readonly abilities: Abilities }, now: Date) {
  return fitting(tx, printer)
    .where((is) => is.or([is('not_before', 'is', null), is('not_before', '<=', now)]))
    .where(sql<boolean>`(sheet_blob is not null or not ${isLaidOut})`)
    .orderBy('is_rush', 'desc')
    .orderBy('queue_position')
    .orderBy('position')
    .orderBy('id');
}

/** The same as `canPrint`, said in SQL. */
function fitting(tx: Tx, { id, abilities }: { readonly id: string; readonly abilities: Abilities }) {
  let query = jobs(tx)
    .where('state', '=', 'queued')
    .where((is) => is.or([is('pinned_printer_id', 'is', null), is('pinned_printer_id', '=', id)]))
    .where(sql<string>`ticket ->> 'paper'`, 'in', abilities.papers.length > 0 ? [...abilities.papers] : ['none']);
  if (!abilities.color) query = query.where('needs_color', '=', false);
  if (!abilities.duplex) query = query.where(sql<string>`ticket ->> 'sides'`, '=', 'one');
  return query;
}

function jobOf(row: Selectable<PrintJobsTable>): JobRow {
  return {
    id: row.id as PrintJobId,
    orderId: row.order_id as OrderId,
    fileId: row.file_id,
    position: row.position,
    ticket: printTicket.parse(row.ticket),
    printedSides: row.printed_sides,
    sheets: row.sheets,
    needsColor: row.needs_color,
    isRush: row.is_rush,
    state: row.state as PrintJobState,
    queuePosition: row.queue_position ?? undefined,
    printerId: row.printer_id ?? undefined,
    pinnedPrinterId: row.pinned_printer_id ?? undefined,
    attempt: row.attempt,
    leaseId: row.lease_id ?? undefined,
    leaseAgentId: row.lease_agent_id ?? undefined,
    leasedUntil: row.leased_until ?? undefined,
    cancelAskedAt: row.cancel_asked_at ?? undefined,
    pagesOut: row.pages_out,
    failure: row.failure ?? undefined,
    pickupCode: row.pickup_code,
    reprintOf: row.reprint_of ?? undefined,
    startedAt: row.started_at ?? undefined,
  };
}

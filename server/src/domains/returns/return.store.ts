/** All SQL of returns, their lines, numbers and timeline. Timeline entries are only ever added. */
import type { CustomerId, OrderId, ReturnId, VariantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { ReturnLinesTable, ReturnsTable } from '../../foundation/db/tables.gen.ts';
import type { SoldTax } from './credit.ts';
import { cameBack, type RefundWay, type ReturnLine, type ReturnState, type ReturnView } from './return.ts';

type Head = Selectable<ReturnsTable>;
type LineRow = Selectable<ReturnLinesTable>;

const storedTaxes = z.array(
  z.object({ name: z.enum(['CGST', 'SGST', 'IGST', 'VAT']), rate_bp: z.number(), minor: z.string().transform(BigInt) }),
);

/** The merchant's next number, from 10001. Its row stays locked until the transaction ends: returns are asked one at a time. */
export async function nextNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into return_numbers (merchant_id, last) values (${tx.merchantId}, 10001)
    on conflict (merchant_id) do update set last = return_numbers.last + 1 returning last`.execute(tx.db);
  const row = rows[0];
  if (!row) throw new Error('no return number');
  return row.last;
}

export async function insertReturn(tx: Tx, view: ReturnView): Promise<void> {
  const own = { merchant_id: tx.merchantId };
  await tx.db
    .insertInto('returns')
    .values({
      ...own,
      id: view.id,
      number: view.number,
      order_id: view.orderId,
      order_number: view.orderNumber,
      customer_id: view.customerId,
      state: view.state,
      reason: view.reason,
      currency: view.refund.currency,
      asked_by: view.askedBy,
      created_at: view.createdAt,
      updated_at: view.updatedAt,
    })
    .execute();
  await tx.db
    .insertInto('return_lines')
    .values(
      view.lines.map((line, position) => ({
        ...own,
        return_id: view.id,
        variant_id: line.variantId,
        position,
        name: line.name,
        options: line.options,
        quantity: line.quantity,
        sold_quantity: line.sold.quantity,
        sold_minor: line.sold.paid.minor,
        sold_taxes: JSON.stringify(line.sold.taxes.map((tax) => ({ name: tax.name, rate_bp: tax.rateBp, minor: `${tax.minor}` }))),
      })),
    )
    .execute();
}

export async function returnById(tx: Tx, id: ReturnId): Promise<ReturnView | undefined> {
  const [view] = await withLines(tx, await heads(tx).where('id', '=', id).execute());
  return view;
}

/** Locks every return of the order, in one order of rows, so that what they take and credit is counted one after the other. */
export async function lockReturn(tx: Tx, id: ReturnId): Promise<ReturnView | undefined> {
  const found = await heads(tx).where('id', '=', id).executeTakeFirst();
  if (!found) return undefined;
  const locked = await heads(tx).where('order_id', '=', found.order_id).orderBy('id').forUpdate().execute();
  const [view] = await withLines(
    tx,
    locked.filter((row) => row.id === id),
  );
  return view;
}

/** Oldest first. */
export async function returnsOfOrder(tx: Tx, orderId: OrderId): Promise<readonly ReturnView[]> {
  return withLines(tx, await heads(tx).where('order_id', '=', orderId).orderBy('id').execute());
}

export interface ReturnQuery {
  readonly state?: ReturnState;
  readonly orderId?: OrderId;
  readonly customerId?: CustomerId;
  readonly page: number;
  readonly limit: number;
}

/** Newest first. */
export async function listReturns(tx: Tx, query: ReturnQuery): Promise<{ readonly items: readonly ReturnView[]; readonly total: number }> {
  let select = tx.db.selectFrom('returns').where('merchant_id', '=', tx.merchantId);
  if (query.state !== undefined) select = select.where('state', '=', query.state);
  if (query.orderId !== undefined) select = select.where('order_id', '=', query.orderId);
  if (query.customerId !== undefined) select = select.where('customer_id', '=', query.customerId);
  const rows = await select
    .selectAll()
    .orderBy('id', 'desc')
    .limit(query.limit)
    .offset((query.page - 1) * query.limit)
    .execute();
  const { total } = await select.select((is) => is.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  return { items: await withLines(tx, rows), total: Number(total) };
}

export interface ReturnChange {
  readonly state: ReturnState;
  readonly message?: string;
  readonly refundMinor?: bigint;
  readonly refundBy?: RefundWay;
  readonly at: Date;
}

export async function changeReturn(tx: Tx, id: ReturnId, change: ReturnChange): Promise<void> {
  await tx.db
    .updateTable('returns')
    .set({
      state: change.state,
      updated_at: change.at,
      ...(change.message === undefined ? {} : { message: change.message }),
      ...(change.refundMinor === undefined ? {} : { refund_minor: change.refundMinor }),
      ...(change.refundBy === undefined ? {} : { refund_by: change.refundBy }),
    })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

export async function setOutcomes(tx: Tx, id: ReturnId, lines: readonly ReturnLine[]): Promise<void> {
  for (const { variantId, restocked, damaged, missing } of lines)
    await lineOf(tx, id, variantId).set({ restocked, damaged, missing }).execute();
}

/** Keeps which units of each line this return was credited for. */
export async function setCredited(tx: Tx, id: ReturnId, lines: readonly ReturnLine[]): Promise<void> {
  for (const { variantId, creditedBefore } of lines) await lineOf(tx, id, variantId).set({ credited_before: creditedBefore }).execute();
}

function lineOf(tx: Tx, id: ReturnId, variantId: VariantId) {
  return tx.db
    .updateTable('return_lines')
    .where('merchant_id', '=', tx.merchantId)
    .where('return_id', '=', id)
    .where('variant_id', '=', variantId);
}

export async function moveToCustomer(tx: Tx, from: CustomerId, to: CustomerId): Promise<void> {
  await tx.db
    .updateTable('returns')
    .set({ customer_id: to })
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', from)
    .execute();
}

/** What the person gave as a reason and what they were told goes; what came back and what it was worth stays. */
export async function forgetCustomer(tx: Tx, id: CustomerId): Promise<void> {
  await sql`update return_events set detail = detail - 'reason' - 'message' where merchant_id = ${tx.merchantId}
    and return_id in (select id from returns where merchant_id = ${tx.merchantId} and customer_id = ${id})`.execute(tx.db);
  await tx.db
    .updateTable('returns')
    .set({ reason: '', message: '' })
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', id)
    .execute();
}

export interface ReturnStep {
  readonly kind: string;
  readonly at: Date;
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** @returns the step's id: what caused the stock to move. */
export async function addStep(
  tx: Tx,
  id: ReturnId,
  step: Omit<ReturnStep, 'detail'> & Partial<Pick<ReturnStep, 'detail'>>,
): Promise<string> {
  const { kind, actor, at, detail = {} } = step;
  const row = { merchant_id: tx.merchantId, id: newId<string>(), return_id: id, kind, actor, at, detail: JSON.stringify(detail) };
  await tx.db.insertInto('return_events').values(row).execute();
  return row.id;
}

/** Oldest first. */
export async function stepsOf(tx: Tx, id: ReturnId): Promise<readonly ReturnStep[]> {
  const rows = await tx.db
    .selectFrom('return_events')
    .select(['kind', 'at', 'actor', 'detail'])
    .where('merchant_id', '=', tx.merchantId)
    .where('return_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, detail: typeof row.detail === 'object' && row.detail !== null ? { ...row.detail } : {} }));
}

function heads(tx: Tx) {
  return tx.db.selectFrom('returns').selectAll().where('merchant_id', '=', tx.merchantId);
}

async function withLines(tx: Tx, rows: readonly Head[]): Promise<readonly ReturnView[]> {
  if (rows.length === 0) return [];
  const orderIds = [...new Set(rows.map((row) => row.order_id))];
  // Lines of every return of these orders: what was credited before is theirs to tell.
  const lines = await tx.db
    .selectFrom('return_lines as line')
    .innerJoin('returns as of', (join) => join.onRef('of.merchant_id', '=', 'line.merchant_id').onRef('of.id', '=', 'line.return_id'))
    .selectAll('line')
    .select('of.order_id')
    .where('line.merchant_id', '=', tx.merchantId)
    .where('of.order_id', 'in', orderIds)
    .orderBy('line.position')
    .execute();
  return rows.map((row) => {
    const ofOrder = lines.filter((line) => line.order_id === row.order_id);
    return viewOf(
      row,
      ofOrder.filter((line) => line.return_id === row.id).map((line) => lineView(line, row.currency, creditedUnits(ofOrder, line))),
    );
  });
}

/** Units of this variant that the order's returns were credited for so far. */
function creditedUnits(ofOrder: readonly LineRow[], line: LineRow): number {
  return ofOrder
    .filter((each) => each.variant_id === line.variant_id && each.credited_before !== null && each.return_id !== line.return_id)
    .reduce((units, each) => units + cameBack(each), 0);
}

function lineView(row: LineRow, currency: string, creditedNow: number): ReturnLine {
  const taxes = storedTaxes.parse(row.sold_taxes).map(({ name, rate_bp: rateBp, minor }): SoldTax => ({ name, rateBp, minor }));
  return {
    variantId: row.variant_id as VariantId,
    name: row.name,
    options: row.options,
    quantity: row.quantity,
    restocked: row.restocked,
    damaged: row.damaged,
    missing: row.missing,
    sold: { quantity: row.sold_quantity, paid: { minor: row.sold_minor, currency }, taxes },
    creditedBefore: row.credited_before ?? creditedNow,
  };
}

function viewOf(row: Head, lines: readonly ReturnLine[]): ReturnView {
  return {
    id: row.id as ReturnId,
    number: row.number,
    orderId: row.order_id as OrderId,
    orderNumber: row.order_number,
    customerId: row.customer_id as CustomerId,
    state: row.state as ReturnState,
    reason: row.reason,
    message: row.message,
    askedBy: row.asked_by,
    lines,
    refund: { minor: row.refund_minor, currency: row.currency },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.refund_by === null ? {} : { refundBy: row.refund_by as RefundWay }),
  };
}

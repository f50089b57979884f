/** HTTP of sales, margin and receivables: rows by pages as JSON, whole as CSV. Reads only. */
import { pagination, paginationOf } from '@parley/contract/api/envelope.ts';
import { margin, marginQuery, receivables, receivablesQuery, sales, salesQuery, soldOrdersQuery } from '@parley/contract/api/reports.ts';
import { ok } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { readWith } from '../../foundation/http/perform.ts';
import { sendCsv, wantsCsv } from '../../foundation/http/send-csv.ts';
import type { Books } from '../books/index.ts';
import type { DayRange, Insights } from './index.ts';
import { marginAnswer, marginTable, receivablesAnswer, receivablesTable, salesAnswer, salesTable } from './insight-answer.ts';

export interface InsightRoutesDeps {
  readonly insights: Insights;
  readonly books: Pick<Books, 'today'>;
}

const watching: readonly Role[] = ['owner', 'manager', 'accountant', 'viewer'];
const config = { access: watching };
const paged = <T extends z.ZodType>(data: T) => ({ 200: z.object({ status: z.literal('success'), data, pagination }) });

export function insightRoutes(deps: InsightRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    mountSales(app, deps);
    mountMargin(app, deps);
    mountReceivables(app, deps);
  };
}

function mountSales(app: Edge, { insights, books }: InsightRoutesDeps): void {
  app.get('/reports/sales', { config, schema: { querystring: salesQuery, response: paged(sales) } }, async (request, reply) => {
    const { query } = request;
    const asCsv = wantsCsv(request);
    const { data } = await readWith(request, reply, async (tx) => {
      const { range, currency } = await rangeOf(books, tx, query);
      const found = await insights.sales(tx, query.by, range, asCsv ? undefined : query);
      return ok({ total: found.total, answer: salesAnswer(query.by, found, range, currency) });
    });
    if (asCsv) return sendCsv(reply, `sales-by-${query.by}`, salesTable(data.answer));
    return { status: 'success' as const, data: data.answer, pagination: paginationOf(data.total, query) };
  });
  app.get('/reports/sales/orders', { config, schema: { querystring: soldOrdersQuery, response: paged(sales) } }, async (request, reply) => {
    const { query } = request;
    const asCsv = wantsCsv(request);
    const filter = { productId: query.product_id, categoryId: query.category_id, customerId: query.customer_id, channel: query.channel };
    const { data } = await readWith(request, reply, async (tx) => {
      const { range, currency } = await rangeOf(books, tx, query);
      const found = await insights.soldOrders(tx, range, filter, asCsv ? undefined : query);
      return ok({ total: found.total, answer: salesAnswer('order', found, range, currency) });
    });
    if (asCsv) return sendCsv(reply, 'sold-orders', salesTable(data.answer));
    return { status: 'success' as const, data: data.answer, pagination: paginationOf(data.total, query) };
  });
}

function mountMargin(app: Edge, { insights, books }: InsightRoutesDeps): void {
  app.get('/reports/margin', { config, schema: { querystring: marginQuery, response: paged(margin) } }, async (request, reply) => {
    const { query } = request;
    const asCsv = wantsCsv(request);
    const { data } = await readWith(request, reply, async (tx) => {
      const { range, currency } = await rangeOf(books, tx, query);
      const found = await insights.margin(tx, range, asCsv ? undefined : query);
      return ok({ total: found.total, answer: marginAnswer(found, range, currency) });
    });
    if (asCsv) return sendCsv(reply, 'margin', marginTable(data.answer));
    return { status: 'success' as const, data: data.answer, pagination: paginationOf(data.total, query) };
  });
}

function mountReceivables(app: Edge, { insights, books }: InsightRoutesDeps): void {
  app.get(
    '/reports/receivables',
    { config, schema: { querystring: receivablesQuery, response: paged(receivables) } },
    async (request, reply) => {
      const { query } = request;
      const asCsv = wantsCsv(request);
      const { data } = await readWith(request, reply, async (tx) => {
        const { date, currency } = await books.today(tx);
        const found = await insights.receivables(tx, { today: date, from: query.from, to: query.to }, asCsv ? undefined : query);
        return ok({
          total: found.sums.reduce((count, each) => count + each.orders, 0),
          answer: receivablesAnswer(found, { asOf: date, from: query.from, to: query.to, currency }),
        });
      });
      if (asCsv) return sendCsv(reply, 'receivables', receivablesTable(data.answer));
      return { status: 'success' as const, data: data.answer, pagination: paginationOf(data.total, query) };
    },
  );
}

/** Absent: this month so far. */
async function rangeOf(
  books: Pick<Books, 'today'>,
  tx: Tx,
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<{ readonly range: DayRange; readonly currency: string }> {
  const { date, currency } = await books.today(tx);
  const to = query.to ?? date;
  return { range: { from: query.from ?? `${to.slice(0, 7)}-01`, to }, currency };
}

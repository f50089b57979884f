/** HTTP of the financial statements: profit and loss, balance sheet, tax summary; each as JSON or CSV, each figure with its way down. */
import { rangeQuery } from '@parley/contract/api/accounting.ts';
import { successOf } from '@parley/contract/api/envelope.ts';
import { balanceSheet, balanceSheetQuery, profitLoss, taxSummary } from '@parley/contract/api/reports.ts';
import { ok } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { readWith } from '../../foundation/http/perform.ts';
import { sendCsv, wantsCsv } from '../../foundation/http/send-csv.ts';
import { readingBooks } from './books-routes-deps.ts';
import type { Books } from './index.ts';
import { firstDayOf, monthOf } from './period.ts';
import {
  balanceSheetAnswer,
  balanceSheetTable,
  profitLossAnswer,
  profitLossTable,
  taxSummaryAnswer,
  taxSummaryTable,
} from './report-answer.ts';

const config = { access: readingBooks };

export function reportRoutes({ books }: { readonly books: Books }) {
  return async (app: Edge): Promise<void> => {
    app.get(
      '/reports/profit-loss',
      { config, schema: { querystring: rangeQuery, response: { 200: successOf(profitLoss) } } },
      async (request, reply) => {
        const answer = await readWith(request, reply, async (tx) => {
          const { range, currency } = await rangeOf(books, tx, request.query);
          return ok(profitLossAnswer(await books.profitLoss(tx, range), range, currency));
        });
        return wantsCsv(request) ? sendCsv(reply, 'profit-loss', profitLossTable(answer.data)) : answer;
      },
    );
    app.get(
      '/reports/balance-sheet',
      { config, schema: { querystring: balanceSheetQuery, response: { 200: successOf(balanceSheet) } } },
      async (request, reply) => {
        const answer = await readWith(request, reply, async (tx) => {
          const { date, currency } = await books.today(tx);
          const at = request.query.at ?? date;
          return ok(balanceSheetAnswer(await books.balanceSheet(tx, at), at, currency));
        });
        return wantsCsv(request) ? sendCsv(reply, 'balance-sheet', balanceSheetTable(answer.data)) : answer;
      },
    );
    app.get(
      '/reports/tax-summary',
      { config, schema: { querystring: rangeQuery, response: { 200: successOf(taxSummary) } } },
      async (request, reply) => {
        const answer = await readWith(request, reply, async (tx) => {
          const { range, currency } = await rangeOf(books, tx, request.query);
          return ok(taxSummaryAnswer(await books.taxSummary(tx, range), range, currency));
        });
        return wantsCsv(request) ? sendCsv(reply, 'tax-summary', taxSummaryTable(answer.data)) : answer;
      },
    );
  };
}

/** Absent: this month so far. */
async function rangeOf(books: Books, tx: Tx, query: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  const { date, currency } = await books.today(tx);
  const to = query.to ?? date;
  return { range: { from: query.from ?? firstDayOf(monthOf(to)), to }, currency };
}

/** HTTP of the print shop's day: pages and revenue by day, pages by printer. Mounted under /api/v1; reads only. */
import { successOf } from '@parley/contract/api/envelope.ts';
import { type PrintFigures, printFigures, printFiguresQuery } from '@parley/contract/api/print-figures.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { ok } from '@parley/contract/values/result.ts';
import { anyRole } from '@parley/contract/values/role.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { readWith } from '../../../foundation/http/perform.ts';
import type { Books } from '../../books/index.ts';
import { timeZoneOf } from '../receivables.store.ts';
import type { DayRange } from '../sales.store.ts';
import { printDays, printerCounts } from './print-figures.store.ts';

/** `edge.register(printFigureRoutes({ books }), { prefix: '/api/v1' })` */
export function printFigureRoutes({ books }: { readonly books: Pick<Books, 'today'> }) {
  return async (app: Edge): Promise<void> => {
    const schema = { querystring: printFiguresQuery, response: { 200: successOf(printFigures) } };
    app.get('/print_jobs/figures', { config: { access: anyRole }, schema }, (request, reply) =>
      readWith(request, reply, async (tx) => {
        const { date, currency } = await books.today(tx);
        const to = request.query.to ?? request.query.from ?? date;
        return ok(await figuresOf(tx, { from: request.query.from ?? to, to }, currency));
      }),
    );
  };
}

async function figuresOf(tx: Tx, range: DayRange, currency: string): Promise<PrintFigures> {
  const timeZone = await timeZoneOf(tx);
  const days = await printDays(tx, range, timeZone);
  const printers = await printerCounts(tx, range, timeZone);
  const amount = (minor: bigint): string => moneyToDecimal({ minor, currency });
  const sum = (key: 'jobs' | 'pages'): number => days.reduce((total, each) => total + each[key], 0);
  return {
    ...range,
    currency,
    jobs: sum('jobs'),
    pages: sum('pages'),
    revenue: amount(days.reduce((total, each) => total + each.revenue, 0n)),
    days: days.map((each) => ({ ...each, revenue: amount(each.revenue) })),
    printers: [...printers],
  };
}

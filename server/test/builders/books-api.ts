/** The books' HTTP on a test edge: two merchants, signed in by role; stock and payments answer what the test says. */

import { bookRoutes } from '../../src/domains/books/books.routes.ts';
import { type Books, type BooksDeps, createBooks } from '../../src/domains/books/index.ts';
import { listAudit, recordAudit } from '../../src/domains/merchants/audit.store.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { closeTestEdge, makeTestEdge } from './test-edge.ts';

export type BooksApi = Awaited<ReturnType<typeof openBooksApi>>;

export async function openBooksApi(deps: Omit<BooksDeps, 'clock'> = {}) {
  const clock = createFakeClock(new Date('2026-05-10T09:00:00Z'));
  const books: Books = createBooks({ ...deps, clock });
  const audit = {
    record: (tx: Parameters<typeof recordAudit>[0], record: Parameters<typeof recordAudit>[2]) => recordAudit(tx, clock, record),
    list: listAudit,
  };
  const made = await makeTestEdge(
    (app) => {
      app.register(bookRoutes({ books, audit }), { prefix: '/api/v1' });
    },
    { clock },
  );
  return {
    ...made,
    clock,
    books,
    inShop: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => made.house.database.inTx(made.merchantId, work),
    /** `as` is a role, or `<role>@other`; `path` without /api/v1. */
    async call(method: 'GET' | 'POST', path: string, body?: object, as = 'accountant') {
      const headers = { authorization: `Bearer ${as}` };
      const answer = await made.edge.inject({ method, url: `/api/v1${path}`, headers, ...(body && { payload: body }) });
      return { status: answer.statusCode, body: answer.json() };
    },
    /** The CSV answer as text. */
    async csv(path: string, headers: Record<string, string> = {}) {
      const answer = await made.edge.inject({
        method: 'GET',
        url: `/api/v1${path}`,
        headers: { authorization: 'Bearer accountant', ...headers },
      });
      return { type: answer.headers['content-type'], text: answer.body };
    },
    /** Sends a statement as the body. */
    async statement(source: string, rows: readonly string[], more = '') {
      const answer = await made.edge.inject({
        method: 'POST',
        url: `/api/v1/accounting/statements?source=${source}${more}`,
        headers: { authorization: 'Bearer accountant', 'content-type': 'text/csv' },
        payload: ['date,reference,description,amount,fee,tax', ...rows].join('\n'),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
    close: () => closeTestEdge(made),
  };
}

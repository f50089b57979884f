/** HTTP of the books as one: accounts, journal, periods, statements, reports. Mounted under /api/v1; accountants, managers and owners only. */
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { BooksRoutesDeps } from './books-routes-deps.ts';
import { journalRoutes } from './journal.routes.ts';
import { periodRoutes } from './period.routes.ts';
import { reportRoutes } from './report.routes.ts';
import { statementRoutes } from './statement.routes.ts';

/** `edge.register(bookRoutes(deps), { prefix: '/api/v1' })` */
export function bookRoutes(deps: BooksRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    for (const routes of [journalRoutes, periodRoutes, reportRoutes, statementRoutes])
      await app.register(async (scope) => routes(deps)(scope as Edge));
  };
}

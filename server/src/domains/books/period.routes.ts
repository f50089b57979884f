/** HTTP of closing months and of verifying the books. */
import { closedPeriod, lastVerification, periodParam, periodView, verification } from '@parley/contract/api/accounting.ts';
import { successOf } from '@parley/contract/api/envelope.ts';
import { ok } from '@parley/contract/values/result.ts';
import { accounting, type Role } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith } from '../../foundation/http/perform.ts';
import { actorText, type BooksRoutesDeps, readingBooks } from './books-routes-deps.ts';

const config = { access: accounting };
const reading = { access: readingBooks };
/** What the audit log keeps of a check: the end of the chain, outside of the chain. */
const kept = lastVerification.omit({ at: true, by: true });
const OWNER: readonly Role[] = ['owner'];

export function periodRoutes({ books, audit }: BooksRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.get('/accounting/periods', { config: reading, schema: { response: { 200: successOf(z.array(closedPeriod)) } } }, (request, reply) =>
      readWith(request, reply, async (tx) => {
        const closed = await books.closedMonths(tx);
        return ok(closed.map((each) => ({ month: each.month, closed_at: each.closedAt.toISOString(), closed_by: each.closedBy })));
      }),
    );
    app.post(
      '/accounting/periods/:month/close',
      { config, schema: { params: periodParam, response: { 200: successOf(periodView) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const { month } = request.params;
          const closed = await books.closeMonth(tx, month, actorText(actor));
          if (!closed.ok) return closed;
          const subject = { kind: 'period', id: month };
          await audit.record(tx, {
            action: 'period.closed',
            subject,
            actor,
            before: { closed: false },
            after: { closed: true },
            requestId: request.id,
          });
          return ok({ month, closed: true });
        }),
    );
    app.post(
      '/accounting/periods/:month/reopen',
      { config: { access: OWNER }, schema: { params: periodParam, response: { 200: successOf(periodView) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const { month } = request.params;
          const opened = await books.reopenMonth(tx, month);
          if (!opened.ok) return opened;
          const subject = { kind: 'period', id: month };
          await audit.record(tx, {
            action: 'period.reopened',
            subject,
            actor,
            before: { closed: true },
            after: { closed: false },
            requestId: request.id,
          });
          return ok({ month, closed: false });
        }),
    );
    verifyRoutes({ books, audit }, app);
  };
}

function verifyRoutes({ books, audit }: BooksRoutesDeps, app: Edge): void {
  app.post(
    '/accounting/verify',
    { config: { ...config, heavy: true }, schema: { response: { 200: successOf(verification) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const { entries, movements, lastNumber, lastHash, differences } = await books.verify(tx);
        const found = { entries, differences: differences.length, last_number: `${lastNumber}`, last_hash: lastHash };
        const subject = { kind: 'books', id: tx.merchantId };
        await audit.record(tx, { action: 'books.verified', subject, actor, after: found, requestId: request.id });
        return ok({
          entries,
          movements,
          last_number: `${lastNumber}`,
          last_hash: lastHash,
          differences: differences.map((each) => ({ ...each })),
        });
      }),
  );
  app.get(
    '/accounting/verify',
    { config: reading, schema: { response: { 200: successOf(lastVerification.nullable()) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const [last] = (await audit.list(tx, { action: 'books.verified', limit: 1 })).items;
        return ok(last ? { at: last.at, by: last.actor.name, ...kept.parse(last.after) } : null);
      }),
  );
}

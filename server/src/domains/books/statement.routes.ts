/** HTTP of bank and gateway statements: taken in as CSV, listed, matched by hand. */
import {
  matchInput,
  statementCounts,
  statementImported,
  statementLine,
  statementListQuery,
  statementQuery,
} from '@parley/contract/api/accounting.ts';
import { idParam, streamOf, successOf } from '@parley/contract/api/envelope.ts';
import { ok } from '@parley/contract/values/result.ts';
import { accounting } from '@parley/contract/values/role.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import { acceptFiles } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readStream, readWith } from '../../foundation/http/perform.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import { statementLineAnswer } from './books-answer.ts';
import { actorText, type BooksRoutesDeps, readingBooks } from './books-routes-deps.ts';
import type { AccountId, EntryId } from './index.ts';

const config = { access: accounting };
const reading = { access: readingBooks };
const MAX_BYTES = 5 * 1024 * 1024;

export function statementRoutes(deps: BooksRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    await acceptFiles(app, { maxBytes: MAX_BYTES });
    // The file itself as the body, for programs.
    app.addContentTypeParser('text/csv', { parseAs: 'string', bodyLimit: MAX_BYTES }, (_request, body, done) => done(null, body));
    importRoute(deps, app);
    lineRoutes(deps, app);
  };
}

function importRoute({ books, audit }: BooksRoutesDeps, app: Edge): void {
  app.post(
    '/accounting/statements',
    {
      config: { ...config, heavy: true },
      schema: {
        querystring: statementQuery,
        consumes: ['multipart/form-data', 'text/csv'],
        response: { 200: successOf(statementImported) },
      },
    },
    async (request, reply) => {
      const file = request.isMultipart() ? await request.file() : undefined;
      const csv = file ? (await file.toBuffer()).toString('utf8') : request.body;
      if (typeof csv !== 'string')
        throw new RefusalError({
          code: 'request.invalid',
          details: [{ field: 'file', message: 'Send the statement as the form field `file`, or as the body with content type text/csv.' }],
        });
      const { source, dry_run: dryRun } = request.query;
      const isDryRun = dryRun === 'true';
      return perform(request, reply, async (tx, actor) => {
        const done = await books.importStatement(tx, { source, csv, isDryRun, actor: actorText(actor) });
        if (!done.ok) return done;
        const { open, refusals, ...counts } = done.value;
        const subject = { kind: 'statement', id: source };
        if (!isDryRun) await audit.record(tx, { action: 'statement.imported', subject, actor, after: counts, requestId: request.id });
        return ok({
          ...counts,
          open: open.length,
          refusals: refusals.map((each) => ({ ...each })),
          open_lines: open.map(statementLineAnswer),
        });
      });
    },
  );
}

function lineRoutes({ books, audit }: BooksRoutesDeps, app: Edge): void {
  app.get(
    '/accounting/statements/count',
    { config: reading, schema: { response: { 200: successOf(statementCounts) } } },
    (request, reply) => readWith(request, reply, async (tx) => ok({ ...(await books.countStatementLines(tx)) })),
  );
  app.get(
    '/accounting/statements',
    { config: reading, schema: { querystring: statementListQuery, response: { 200: streamOf(statementLine) } } },
    (request, reply) =>
      readStream(request, reply, async (tx) => {
        const { cursor, limit, source, state } = request.query;
        const page = await books.statementLines(tx, {
          limit,
          ...(cursor && { before: cursor }),
          ...(source && { source }),
          ...(state && { state }),
        });
        return ok({ items: page.items.map(statementLineAnswer), nextCursor: page.nextCursor });
      }),
  );
  app.post(
    '/accounting/statements/:id/match',
    { config, schema: { params: idParam, body: matchInput, response: { 200: successOf(statementLine) } } },
    (request, reply) =>
      perform(request, reply, async (tx: Tx, actor: Actor) => {
        const { entry_id: entryId, account_id: accountId, account_code: code, description } = request.body;
        const account = accountId === undefined ? code && { code } : { id: accountId as AccountId };
        const matched = await books.matchLine(tx, {
          lineId: request.params.id,
          actor: actorText(actor),
          ...(entryId && { entryId: entryId as EntryId }),
          ...(account && { account }),
          ...(description && { description }),
        });
        if (!matched.ok) return matched;
        const subject = { kind: 'statement_line', id: request.params.id };
        await audit.record(tx, { action: 'statement.matched', subject, actor, after: request.body, requestId: request.id });
        return ok(statementLineAnswer(matched.value));
      }),
  );
}

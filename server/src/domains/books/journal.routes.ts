/** HTTP of accounts, journal and trial balance. */
import {
  accountInput,
  accountView,
  formatQuery,
  type JournalLineInput,
  journalEntry,
  journalEntryDetail,
  journalInput,
  journalQuery,
  openingInput,
  rangeQuery,
  reversalInput,
  trialBalance,
} from '@parley/contract/api/accounting.ts';
import { idParam, streamOf, successOf } from '@parley/contract/api/envelope.ts';
import { isUuid, newId } from '@parley/contract/values/id.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { accounting } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readStream, readWith } from '../../foundation/http/perform.ts';
import { sendCsv, wantsCsv } from '../../foundation/http/send-csv.ts';
import { accountAnswer, entryAnswer, journalTable, trialBalanceAnswer } from './books-answer.ts';
import { actorText, type BooksRoutesDeps, readingBooks } from './books-routes-deps.ts';
import type { AccountId, Books, EntryId, EntryView, JournalQuery, PostingLine } from './index.ts';

const config = { access: accounting };
const reading = { access: readingBooks };
const PAGE = 1_000;
const MOST_ENTRIES = 50_000;

export function journalRoutes(deps: BooksRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    accountRoutes(deps, app);
    readRoutes(deps, app);
    writeRoutes(deps, app);
  };
}

function accountRoutes({ books, audit }: BooksRoutesDeps, app: Edge): void {
  const accounts = async (tx: Tx) => {
    const { currency } = await books.today(tx);
    return ok((await books.totals(tx, {})).map((each) => accountAnswer(each, currency)));
  };
  app.get(
    '/accounting/accounts',
    { config: reading, schema: { querystring: z.strictObject(formatQuery), response: { 200: successOf(z.array(accountView)) } } },
    async (request, reply) => {
      const answer = await readWith(request, reply, accounts);
      if (!wantsCsv(request)) return answer;
      const rows = answer.data.map((each) => [each.code, each.name, each.kind, each.balance, each.currency]);
      return sendCsv(reply, 'accounts', [['code', 'name', 'kind', 'balance', 'currency'], ...rows]);
    },
  );
  app.post(
    '/accounting/accounts',
    { config, schema: { body: accountInput, response: { 201: successOf(accountView) } } },
    (request, reply) =>
      perform(
        request,
        reply,
        async (tx, actor) => {
          const made = await books.addAccount(tx, request.body);
          if (!made.ok) return made;
          const subject = { kind: 'account', id: made.value.id };
          await audit.record(tx, { action: 'account.added', subject, actor, after: request.body, requestId: request.id });
          const { currency } = await books.today(tx);
          return ok(accountAnswer({ ...made.value, role: null, opening: 0n, debit: 0n, credit: 0n }, currency));
        },
        { status: 201 },
      ),
  );
}

function readRoutes({ books }: BooksRoutesDeps, app: Edge): void {
  app.get(
    '/accounting/journal-entries',
    { config: reading, schema: { querystring: journalQuery, response: { 200: streamOf(journalEntry) } } },
    async (request, reply) => {
      if (wantsCsv(request)) {
        const { data } = await readWith(request, reply, async (tx) =>
          ok(await everyEntry(books, tx, await readQuery(books, tx, request.query))),
        );
        return sendCsv(reply, 'journal', journalTable(data));
      }
      return readStream(request, reply, async (tx) => {
        const page = await books.entries(tx, await readQuery(books, tx, request.query));
        return ok({ items: page.items.map(entryAnswer), nextCursor: page.nextCursor });
      });
    },
  );
  app.get(
    '/accounting/journal-entries/:id',
    { config: reading, schema: { params: idParam, response: { 200: successOf(journalEntryDetail) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const entry = await books.entry(tx, request.params.id as EntryId);
        if (!entry) return refuse('books.entry_not_found');
        const { reversedBy, isReversible } = await books.reversal(tx, entry);
        return ok({ ...entryAnswer(entry), reversed_by: reversedBy ?? null, reversible: isReversible });
      }),
  );
  app.get(
    '/accounting/trial-balance',
    { config: reading, schema: { querystring: rangeQuery, response: { 200: successOf(trialBalance) } } },
    async (request, reply) => {
      const { from, to } = request.query;
      const answer = await readWith(request, reply, async (tx) => {
        const { currency } = await books.today(tx);
        return ok(trialBalanceAnswer(await books.totals(tx, { from, to }), { from, to }, currency));
      });
      if (!wantsCsv(request)) return answer;
      const rows = answer.data.accounts.map((each) => [
        each.code,
        each.name,
        each.kind,
        each.opening,
        each.debit,
        each.credit,
        each.closing,
      ]);
      return sendCsv(reply, 'trial-balance', [['code', 'name', 'kind', 'opening', 'debit', 'credit', 'closing'], ...rows]);
    },
  );
}

function writeRoutes(deps: BooksRoutesDeps, app: Edge): void {
  const { books } = deps;
  const post =
    (work: (tx: Tx, actor: Actor, lines: readonly PostingLine[], currency: string) => Promise<Result<EntryView>>) =>
    async (tx: Tx, actor: Actor, given: readonly JournalLineInput[], requestId: string) => {
      const { currency } = await books.today(tx);
      const lines = readLines(given, currency);
      if (!lines.ok) return lines;
      return noted(deps, tx, actor, await work(tx, actor, lines.value, currency), requestId);
    };
  app.post(
    '/accounting/journal-entries',
    { config, schema: { body: journalInput, response: { 201: successOf(journalEntry) } } },
    (request, reply) => {
      const { date, description, lines: given } = request.body;
      const byHand = post((tx, actor, lines, currency) =>
        books.postByHand(tx, {
          cause: { kind: 'hand', id: newId<string>() },
          description,
          currency,
          lines,
          actor: actorText(actor),
          ...(date !== undefined && { date }),
        }),
      );
      return perform(request, reply, (tx, actor) => byHand(tx, actor, given, request.id), { status: 201 });
    },
  );
  app.post(
    '/accounting/opening-balances',
    { config, schema: { body: openingInput, response: { 201: successOf(journalEntry) } } },
    (request, reply) => {
      const { date, lines: given } = request.body;
      const open = post((tx, actor, lines, currency) => books.openBalances(tx, { date, lines, currency, actor: actorText(actor) }));
      return perform(request, reply, (tx, actor) => open(tx, actor, given, request.id), { status: 201 });
    },
  );
  app.post(
    '/accounting/journal-entries/:id/reverse',
    { config, schema: { params: idParam, body: reversalInput, response: { 201: successOf(journalEntry) } } },
    (request, reply) => {
      const { date, description } = request.body;
      const reverse = async (tx: Tx, actor: Actor) => {
        const by = { description, actor: actorText(actor), ...(date !== undefined && { date }) };
        return noted(deps, tx, actor, await books.reverseByHand(tx, request.params.id as EntryId, by), request.id);
      };
      return perform(request, reply, reverse, { status: 201 });
    },
  );
}

async function noted({ audit }: BooksRoutesDeps, tx: Tx, actor: Actor, posted: Result<EntryView>, requestId: string) {
  if (!posted.ok) return posted;
  const { id, number, description, date } = posted.value;
  const after = { number: `${number}`, date, description };
  await audit.record(tx, { action: 'journal.posted', subject: { kind: 'journal_entry', id }, actor, after, requestId });
  return ok(entryAnswer(posted.value));
}

function readLines(given: readonly JournalLineInput[], currency: string): Result<readonly PostingLine[]> {
  const problems: FieldProblem[] = [];
  const lines = given.map((line, index): PostingLine => {
    const side = line.debit === undefined ? 'credit' : 'debit';
    const amount = parseMoney(`${line[side]}`, currency);
    if (!amount || amount.minor <= 0n) problems.push({ field: `lines.${index}.${side}`, message: `An amount of ${currency} above 0.` });
    return {
      account: line.account_id === undefined ? { code: line.account_code ?? '' } : { id: line.account_id as AccountId },
      [side]: amount?.minor ?? 0n,
      ...(line.subject !== undefined && { subject: line.subject }),
    };
  });
  return problems.length > 0 ? refuse('request.invalid', { details: problems }) : ok(lines);
}

async function readQuery(books: Books, tx: Tx, query: z.infer<typeof journalQuery>): Promise<JournalQuery> {
  const { from, to, account, order_id: orderId, subject, cause, search, cursor, limit } = query;
  return {
    limit,
    ...(from && { from }),
    ...(to && { to }),
    ...(account && { accountId: await accountIdOf(books, tx, account) }),
    ...(orderId && { orderId }),
    ...(subject && { subject }),
    ...(cause && { causes: cause.split(',') }),
    ...(search && { search }),
    ...(cursor && { before: BigInt(cursor) }),
  };
}

/** An unknown code finds nothing, as an unknown id does. */
async function accountIdOf(books: Books, tx: Tx, account: string): Promise<AccountId> {
  if (isUuid(account)) return account as AccountId;
  return (await books.totals(tx, {})).find((each) => each.code === account)?.id ?? newId<AccountId>();
}

async function everyEntry(books: Books, tx: Tx, query: JournalQuery): Promise<readonly EntryView[]> {
  const entries: EntryView[] = [];
  let before = query.before;
  while (entries.length < MOST_ENTRIES) {
    const page = await books.entries(tx, { ...query, limit: PAGE, ...(before !== undefined && { before }) });
    entries.push(...page.items);
    if (page.nextCursor === undefined) break;
    before = BigInt(page.nextCursor);
  }
  return entries;
}

/** /app/books and what lies below: statements, journal, one entry. Reads only, for those who keep the books. */

import type { OrderId } from '@parley/contract/values/id.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import { accounting } from '@parley/contract/values/role.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AccountId, type EntryId, lastDayOf, monthAfter, monthOf } from '../../domains/books/index.ts';
import type { Html } from '../../foundation/html/html.ts';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { profitPage, sheetPage, trialPage } from './books.page.ts';
import type { BookMonth } from './books-parts.page.ts';
import type { DeskDeps } from './desk-deps.ts';
import { entryPage, journalPage } from './journal.page.ts';
import { mayDo } from './order-acts.ts';
import { forbiddenPage, type Look, show, staffNames } from './show.ts';

const PAGE_SIZE = 30;
const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
const day = z.iso.date().optional().catch(undefined);
const monthQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
});
const journalQuery = z.object({
  account: z.uuid().optional().catch(undefined),
  from: day,
  to: day,
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
});

export function bookRoutes(deps: DeskDeps): (scope: Edge) => void {
  const { books } = deps;
  return (scope) => {
    const page = (path: string, make: (look: Look, month: BookMonth) => Promise<Html>) =>
      scope.get(path, hidden, (request, reply) =>
        forKeepers(deps, request, reply, async (look) => make(look, await monthAsked(deps, look, monthQuery.parse(request.query).month))),
      );
    page('/app/books', async ({ tx, frame }, month) => profitPage(frame, month, await books.profitLoss(tx, month)));
    page('/app/books/trial-balance', async ({ tx, frame }, month) =>
      trialPage(frame, month, await books.totals(tx, { from: month.from, to: month.to })),
    );
    page('/app/books/balance-sheet', async ({ tx, frame }, month) => sheetPage(frame, month, await books.balanceSheet(tx, month.to)));
    scope.get('/app/books/journal', hidden, (request, reply) =>
      forKeepers(deps, request, reply, (look) => journal(deps, look, journalQuery.parse(request.query))),
    );
    const params = z.object({ id: z.string() });
    scope.get('/app/books/entries/:id', { ...hidden, schema: { hide: true, params } }, (request, reply) =>
      forKeepers(deps, request, reply, (look) => oneEntry(deps, look, request.params.id)),
    );
  };
}

function forKeepers(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply, make: (look: Look) => Promise<Html | undefined>) {
  const isAllowed = mayDo(actorOf(request).role, accounting);
  return show(deps, request, reply, async (look) => (isAllowed ? make(look) : forbiddenPage(look.frame)), isAllowed ? 200 : 403);
}

/** Absent or to come: the month that runs, until today. */
async function monthAsked({ books }: DeskDeps, { tx }: Look, asked: string | undefined): Promise<BookMonth> {
  const { date } = await books.today(tx);
  const running = monthOf(date);
  const month = asked !== undefined && asked < running ? asked : running;
  const isRunning = month === running;
  return {
    month,
    from: `${month}-01`,
    to: isRunning ? date : lastDayOf(month),
    previous: monthAfter(month, -1),
    ...(isRunning ? {} : { next: monthAfter(month, 1) }),
  };
}

async function journal(deps: DeskDeps, { tx, frame }: Look, asked: z.infer<typeof journalQuery>): Promise<Html> {
  const { account: accountId, from, to, before } = asked;
  const range = { ...(from && { from }), ...(to && { to }) };
  const { items: entries, nextCursor: older } = await deps.books.entries(tx, {
    limit: PAGE_SIZE,
    ...range,
    ...(accountId && { accountId: accountId as AccountId }),
    ...(before && { before: BigInt(before) }),
  });
  const account = accountId && (await deps.books.totals(tx, {})).find((each) => each.id === accountId);
  const orders = new Set(entries.flatMap((each) => (each.orderId === undefined ? [] : [each.orderId])));
  return journalPage(frame, {
    entries,
    orderNumbers: await deps.reads.orderNumbers(tx, [...orders]),
    ...range,
    ...(account && { account }),
    ...(older !== undefined && { older }),
    isFirst: before === undefined,
  });
}

async function oneEntry(deps: DeskDeps, { tx, frame }: Look, id: string): Promise<Html | undefined> {
  const entry = isUuid(id) ? await deps.books.entry(tx, id as EntryId) : undefined;
  if (!entry) return undefined;
  const order = entry.orderId === undefined ? undefined : await orderBehind(deps, { tx }, entry.orderId as OrderId);
  return entryPage(frame, { entry, staffNames: await staffNames(deps, tx, [entry.actor]), ...(order && { order }) });
}

async function orderBehind(deps: DeskDeps, { tx }: Pick<Look, 'tx'>, orderId: OrderId) {
  const found = await deps.orders.get(tx, orderId);
  if (!found.ok) return undefined;
  const threadId = await deps.conversations.threadOf(tx, found.value.customerId);
  return { id: orderId, number: found.value.orderNumber, ...(threadId && { threadId }) };
}

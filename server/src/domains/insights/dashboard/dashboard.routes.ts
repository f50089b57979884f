/** HTTP of the dashboard's first page: today, orders to act on, work that waits or failed, the funnel. Retrying a job is its only change. */
import {
  dashboardFunnel,
  dashboardJob,
  dashboardOrder,
  dashboardOrderDetail,
  dashboardOrderQuery,
  dashboardStats,
  funnelQuery,
  jobParam,
  jobQuery,
} from '@parley/contract/api/dashboard.ts';
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { emptyRequest } from '@parley/contract/api/orders.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { anyRole, managing, type Role } from '@parley/contract/values/role.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../../foundation/http/actor.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { perform, readPage, readWith } from '../../../foundation/http/perform.ts';
import { listFailed, listPending, tryAgain } from '../../../foundation/jobs/mend.store.ts';
import type { Books } from '../../books/index.ts';
import type { AuditTrail } from '../../merchants/index.ts';
import { timeZoneOf } from '../receivables.store.ts';
import { funnelAnswer, jobAnswer, statsAnswer, workAnswer, workDetailAnswer } from './dashboard-answer.ts';
import { readFunnel } from './funnel.store.ts';
import { failedPrints, pendingPrints, readPrint } from './print-figures.store.ts';
import { readDays, readLowStock, readStats } from './stats.store.ts';
import { listWork, surroundingsOf, workById } from './work-list.store.ts';

export interface DashboardRoutesDeps {
  readonly clock: Clock;
  readonly books: Pick<Books, 'today'>;
  readonly audit: AuditTrail;
  /** Prints a failed job once more. */
  readonly retryPrint: (tx: Tx, actor: Actor, id: string) => Promise<Result<unknown>>;
}

const config = { access: anyRole };
const mayRead = (role: Role): boolean => role === 'platform_admin' || managing.includes(role);

/** `edge.register(dashboardReads(deps), { prefix: '/api/v1' })` */
export function dashboardReads(deps: DashboardRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    mountFigures(app, deps);
    mountOrders(app);
    mountJobs(app, deps);
  };
}

function mountFigures(app: Edge, { clock, books }: DashboardRoutesDeps): void {
  app.get('/dashboard/stats', { config, schema: { response: { 200: successOf(dashboardStats) } } }, (request, reply) =>
    readWith(request, reply, async (tx) => {
      const shop = { now: clock.now(), timeZone: await timeZoneOf(tx) };
      const print = await readPrint(tx);
      return ok(
        statsAnswer({ row: await readStats(tx, shop), days: await readDays(tx, shop), low: await readLowStock(tx), print }, shop.now),
      );
    }),
  );
  app.get(
    '/dashboard/funnel',
    { config, schema: { querystring: funnelQuery, response: { 200: successOf(dashboardFunnel) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const { date, currency } = await books.today(tx);
        const to = request.query.to ?? date;
        const from = request.query.from ?? `${to.slice(0, 7)}-01`;
        if (from > to) return refuse('request.invalid', { details: [{ field: 'from', message: 'Not after the last day.' }] });
        return ok(funnelAnswer(await readFunnel(tx, { from, to, timeZone: await timeZoneOf(tx) }), { from, to }, currency));
      }),
  );
}

function mountOrders(app: Edge): void {
  app.get(
    '/dashboard/orders',
    { config, schema: { querystring: dashboardOrderQuery, response: { 200: pageOf(dashboardOrder) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const { waiting, page, limit } = request.query;
        const found = await listWork(tx, { waiting, page, limit });
        return ok({ items: found.items.map(workAnswer), total: found.total });
      }),
  );
  app.get(
    '/dashboard/orders/:id',
    { config, schema: { params: idParam, response: { 200: successOf(dashboardOrderDetail) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const row = await workById(tx, request.params.id);
        if (!row) return refuse('order.not_found');
        const around = await surroundingsOf(tx, { id: row.id, threadId: row.thread_id, placedAt: row.placed_at });
        return ok(workDetailAnswer(row, around));
      }),
  );
}

function mountJobs(app: Edge, { clock, audit, retryPrint }: DashboardRoutesDeps): void {
  const lists = {
    'pending-jobs': [pendingPrints, listPending],
    'failed-jobs': [failedPrints, listFailed],
  } as const;
  const schema = { querystring: jobQuery, response: { 200: pageOf(dashboardJob) } };
  for (const [name, list] of Object.entries(lists))
    app.get(`/dashboard/${name}`, { config, schema }, (request, reply) =>
      readPage(request, reply, async (tx) => {
        const found = await oneAfterOther(tx, list, request.query);
        const open = mayRead(actorOf(request).role);
        return ok({ items: found.items.map((row) => jobAnswer(row, open)), total: found.total });
      }),
    );
  const retried = successOf(z.object({ id: z.string(), kind: z.string() }));
  for (const name of Object.keys(lists))
    app.post(
      `/dashboard/${name}/:id/retry`,
      { config: { access: managing }, schema: { params: jobParam, body: emptyRequest, response: { 200: retried } } },
      (request, reply) =>
        perform(request, reply, async (tx: Tx, actor) => {
          const { id } = request.params;
          if (isUuid(id)) {
            const retried = await retryPrint(tx, actor, id);
            if (!retried.ok) return retried;
            await audit.record(tx, { action: 'print_job.retried', subject: { kind: 'print_job', id }, actor, requestId: request.id });
            return ok({ id, kind: 'print_job' });
          }
          const again = await tryAgain(tx, BigInt(id), clock.now());
          if (!again) return refuse('job.not_found');
          const subject = { kind: 'job', id };
          await audit.record(tx, { action: 'job.retried', subject, actor, after: { kind: again.queue }, requestId: request.id });
          return ok({ id, kind: again.queue });
        }),
    );
}

interface Page {
  readonly page: number;
  readonly limit: number;
}
type List<Row> = (tx: Tx, page: Page) => Promise<{ readonly items: readonly Row[]; readonly total: number }>;

/** Two counted lists as one: what people wait for at the counter first. */
async function oneAfterOther<A, B>(tx: Tx, [first, second]: readonly [List<A>, List<B>], { page, limit }: Page) {
  const from = (page - 1) * limit;
  const head = await first(tx, { page, limit });
  const items: (A | B)[] = [...head.items];
  // A page of the second begins anywhere in it, so two of its own pages may be needed.
  const skip = Math.max(0, from - head.total);
  const own = Math.floor(skip / limit) + 1;
  const tail = await second(tx, { page: own, limit });
  const rest = [...tail.items, ...(skip % limit > 0 ? (await second(tx, { page: own + 1, limit })).items : [])];
  items.push(...rest.slice(skip % limit, (skip % limit) + limit - items.length));
  return { items, total: head.total + tail.total };
}

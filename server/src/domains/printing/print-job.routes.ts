/** HTTP of print jobs: agents claim, beat and report; staff look, decide, retry, move and release. Mounted under /api/v1. */
import { idParam, pageOf, streamOf, successOf } from '@parley/contract/api/envelope.ts';
import { emptyRequest } from '@parley/contract/api/orders.ts';
import {
  heartbeatAnswer,
  printAttentions,
  printClaim,
  printClaimed,
  printEventsQuery,
  printHeartbeat,
  printJobEvent,
  printJobsQuery,
  printJobView,
  printMove,
  printRelease,
  printRetry,
  printStatusChange,
} from '@parley/contract/api/printing.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { anyRole, managing, type Role } from '@parley/contract/values/role.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { type PerformReply, type PerformRequest, perform, readPage, readStream, readWith } from '../../foundation/http/perform.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import type { AuditTrail } from '../merchants/index.ts';
import type { Orders } from '../orders/index.ts';
import type { PrintQueue } from './queue/create-queue.ts';
import type { JobRow } from './queue/print-job.ts';
import { claimedAnswer, jobAnswer } from './queue/print-job-answer.ts';

export interface PrintJobRoutesDeps {
  readonly clock: Clock;
  readonly secrets: Pick<Secrets, 'signToken'>;
  readonly publicUrl: string;
  readonly queue: PrintQueue;
  readonly orders: Pick<Orders, 'get'>;
  readonly audit: AuditTrail;
}

/** Those who stand at the printer, and their programs. */
export const operating: readonly Role[] = [...managing, 'print_operator'];

/** `edge.register(printJobRoutes(deps), { prefix: '/api/v1' })` */
export function printJobRoutes(deps: PrintJobRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    looking(app, deps);
    claiming(app, deps);
    deciding(app, deps);
    releasing(app, deps);
    handingOver(app, deps);
  };
}

const one = successOf(printJobView);

function looking(app: Edge, deps: PrintJobRoutesDeps): void {
  const { queue } = deps;
  const config = { access: anyRole };
  app.get('/print_jobs', { config, schema: { querystring: printJobsQuery, response: { 200: pageOf(printJobView) } } }, (request, reply) =>
    readPage(request, reply, async (tx, actor) => {
      const { page, limit, status, order_id: orderId, printer_id: printerId, handed_over: handedOver } = request.query;
      const found = await queue.list(tx, { page, limit, status, orderId, printerId, handedOver });
      return ok({ items: found.items.map((view) => jobAnswer(view, viewerOf(actor), signingOf(deps))), total: found.total });
    }),
  );
  app.get('/print_jobs/attention', { config, schema: { response: { 200: successOf(printAttentions) } } }, (request, reply) =>
    readWith(request, reply, async (tx) => ok({ items: [...(await queue.attention(tx))] })),
  );
  app.get('/print_jobs/:id', { config, schema: { params: idParam, response: { 200: one } } }, (request, reply) =>
    readWith(request, reply, (tx, actor) => shownJob(deps, tx, actor, request.params.id)),
  );
  app.get(
    '/print_jobs/:id/events',
    { config, schema: { params: idParam, querystring: printEventsQuery, response: { 200: streamOf(printJobEvent) } } },
    (request, reply) =>
      readStream(request, reply, async (tx) => {
        if (!(await queue.view(tx, request.params.id))) return refuse('print_job.not_found');
        const { items, nextCursor } = await queue.historyOf(tx, request.params.id, {
          cursor: request.query.cursor,
          limit: request.query.limit,
        });
        const lines = items.map((each) => ({ ...each, at: each.at.toISOString(), detail: each.detail as Record<string, unknown> }));
        return ok({ items: lines, nextCursor });
      }),
  );
}

function claiming(app: Edge, deps: PrintJobRoutesDeps): void {
  const { queue } = deps;
  const config = { access: operating };
  // Whoever waits is told to come again, so that stopping does not wait for them.
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  const response = { 200: successOf(printClaimed), 204: z.null().meta({ description: 'Nothing to print now.' }) };
  app.post('/print_jobs/claim', { config, schema: { body: printClaim, response } }, async (request, reply) => {
    const actor = actorOf(request);
    const { printer, wait_seconds: waitSeconds, lease_seconds: leaseSeconds } = request.body;
    const signal = goneSignal(reply, closing.signal);
    const input = { printer, waitSeconds, leaseSeconds, signal };
    const claimed = await queue.waitForJob(actor.merchantId, (tx) => queue.callerOf(tx, actor), input);
    if (!claimed) return reply.status(204).send(null);
    const { data } = await readWith(request, reply, (tx) => deps.orders.get(tx, claimed.job.orderId));
    const job = claimedAnswer(claimed, data.orderNumber, actor.merchantId, signingOf(deps));
    return { status: 'success' as const, data: { job } };
  });
  app.post(
    '/print_jobs/:id/heartbeat',
    { config, schema: { params: idParam, body: printHeartbeat, response: { 200: successOf(heartbeatAnswer) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const { lease, lease_seconds: leaseSeconds, pages_printed: pagesPrinted } = request.body;
        const caller = await queue.callerOf(tx, actor);
        const beaten = await queue.takeBeat(tx, caller, request.params.id, { lease, leaseSeconds, pagesPrinted });
        if (!beaten.ok) return beaten;
        return ok({ lease_until: beaten.value.leasedUntil.toISOString(), cancelled: beaten.value.cancelled });
      }),
  );
}

function deciding(app: Edge, deps: PrintJobRoutesDeps): void {
  const { queue } = deps;
  const config = { access: operating };
  app.put(
    '/print_jobs/:id/status',
    { config, schema: { params: idParam, body: printStatusChange, response: { 200: one } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const { id } = request.params;
        const said = await queue.takeWord(tx, await queue.callerOf(tx, actor), id, request.body);
        if (!said.ok || !said.value.isDecision) return said.ok ? shownJob(deps, tx, actor, id) : said;
        const { lease: _, ...after } = request.body;
        return audited(deps, tx, actor, { result: ok(said.value.job), id, action: 'print_job.decided', after, requestId: request.id });
      }),
  );
  app.post('/print_jobs/:id/retry', { config, schema: { params: idParam, body: printRetry, response: { 200: one } } }, (request, reply) =>
    byStaff(deps, request, reply, async (tx, actor) => {
      const { reason, printer_id: printerId } = request.body;
      const retried = await queue.retry(tx, await queue.callerOf(tx, actor), request.params.id, { reason, printerId });
      const { id } = request.params;
      return audited(deps, tx, actor, { result: retried, id, action: 'print_job.retried', after: request.body, requestId: request.id });
    }),
  );
  app.post('/print_jobs/:id/move', { config, schema: { params: idParam, body: printMove, response: { 200: one } } }, (request, reply) =>
    byStaff(deps, request, reply, async (tx, actor) => {
      const { id } = request.params;
      const moved = await queue.move(tx, await queue.callerOf(tx, actor), id, request.body.printer_id ?? undefined);
      return audited(deps, tx, actor, { result: moved, id, action: 'print_job.moved', after: request.body, requestId: request.id });
    }),
  );
}

/** Whoever stands at the counter. */
const atCounter: readonly Role[] = [...operating, 'agent', 'fulfilment'];

function handingOver(app: Edge, deps: PrintJobRoutesDeps): void {
  const { orders, queue } = deps;
  const schema = { params: idParam, body: emptyRequest, response: { 200: one } };
  app.post('/print_jobs/:id/hand-over', { config: { access: atCounter }, schema }, (request, reply) =>
    byStaff(deps, request, reply, async (tx, actor) => {
      const { id } = request.params;
      const handed = await queue.handOver(tx, await queue.callerOf(tx, actor), id);
      if (!handed.ok) return handed;
      const order = await orders.get(tx, handed.value);
      const subject = { kind: 'order', id: handed.value };
      const after = { print_job_id: id, ...(order.ok ? { status: order.value.status, payment_status: order.value.paymentStatus } : {}) };
      await deps.audit.record(tx, { action: 'order.deliver', subject, actor, after, requestId: request.id });
      return shownJob(deps, tx, actor, id);
    }),
  );
}

function releasing(app: Edge, deps: PrintJobRoutesDeps): void {
  const config = { access: atCounter };
  const response = { 200: successOf(z.array(printJobView)) };
  app.post('/print_jobs/release', { config, schema: { body: printRelease, response } }, (request, reply) =>
    byStaff(deps, request, reply, async (tx, actor) => {
      const released = await deps.queue.release(tx, await deps.queue.callerOf(tx, actor), request.body.pickup_code);
      if (!released.ok) return released;
      const jobs = [];
      for (const { id } of released.value) {
        const shown = await shownJob(deps, tx, actor, id);
        if (!shown.ok) return shown;
        jobs.push(shown.value);
      }
      return ok(jobs);
    }),
  );
}

/** What agents have no business with: their key reaches the queue, and decides nothing about it. */
function byStaff<T>(
  deps: PrintJobRoutesDeps,
  request: PerformRequest,
  reply: PerformReply,
  work: (tx: Tx, actor: Actor) => Promise<Result<T>>,
) {
  return perform(request, reply, async (tx, actor) => {
    const { agentId } = await deps.queue.callerOf(tx, actor);
    return agentId === undefined ? work(tx, actor) : refuse('auth.forbidden', { message: 'A print agent does not decide this.' });
  });
}

interface Decided {
  readonly result: Result<JobRow>;
  readonly id: string;
  readonly action: string;
  readonly after: unknown;
  readonly requestId: string;
}

/** The audit's line, and the job that came of it. */
async function audited(deps: PrintJobRoutesDeps, tx: Tx, actor: Actor, { result, id, action, after, requestId }: Decided) {
  if (!result.ok) return result;
  const subject = { kind: 'print_job', id };
  const now = { ...(after as object), job_id: result.value.id, status: result.value.state };
  await deps.audit.record(tx, { action, subject, actor, after: now, requestId });
  return shownJob(deps, tx, actor, result.value.id);
}

async function shownJob(deps: PrintJobRoutesDeps, tx: Tx, actor: Actor, id: string) {
  const view = await deps.queue.view(tx, id);
  return view ? ok(jobAnswer(view, viewerOf(actor), signingOf(deps))) : refuse('print_job.not_found');
}

function viewerOf(actor: Actor) {
  return { merchantId: actor.merchantId, role: actor.role, isAgent: actor.kind === 'program' && actor.role === 'print_operator' };
}

function signingOf({ secrets, publicUrl, clock }: PrintJobRoutesDeps) {
  return { secrets, publicUrl, now: clock.now() };
}

/** Aborts when whoever asked hangs up before the answer, or the server stops. */
function goneSignal(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
}

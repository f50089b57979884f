/** HTTP of printers and print agents: what there is, pausing and removing, pairing and revoking, and what agents report. Under /api/v1. */
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { emptyRequest } from '@parley/contract/api/orders.ts';
import {
  agentsQuery,
  agentView,
  type PrinterView,
  paired,
  pairingView,
  pairRequest,
  printerChange,
  printerReport,
  printersQuery,
  printerView,
} from '@parley/contract/api/printing.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import { anyRole } from '@parley/contract/values/role.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage, valueOf } from '../../foundation/http/perform.ts';
import type { AuditTrail, Merchant } from '../merchants/index.ts';
import { operating } from './print-job.routes.ts';
import { abilitiesOf, type PrinterRow, shownState } from './printers/printer.ts';
import type { PrintQueue } from './queue/create-queue.ts';

export interface PrinterRoutesDeps {
  readonly clock: Clock;
  readonly queue: PrintQueue;
  readonly audit: AuditTrail;
  readonly merchant: (tx: Tx) => Promise<Pick<Merchant, 'name'>>;
}

/** `edge.register(printerRoutes(deps), { prefix: '/api/v1' })` */
export function printerRoutes(deps: PrinterRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    printers(app, deps);
    agents(app, deps);
    pairing(app, deps);
  };
}

const done = successOf(z.object({ done: z.literal(true) }));

function printers(app: Edge, deps: PrinterRoutesDeps): void {
  const { queue, audit } = deps;
  app.get(
    '/printers',
    { config: { access: anyRole }, schema: { querystring: printersQuery, response: { 200: pageOf(printerView) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const found = await queue.printers.list(tx, request.query);
        return ok({ items: await shown(deps, tx, found.items), total: found.total });
      }),
  );
  const config = { access: operating };
  app.patch(
    '/printers/:id',
    { config, schema: { params: idParam, body: printerChange, response: { 200: successOf(printerView) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const { id } = request.params;
        const changed = await queue.printers.change(tx, id, request.body);
        if (!changed.ok) return changed;
        const { before, now } = changed.value;
        await audit.record(tx, {
          action: 'printer.changed',
          subject: { kind: 'printer', id },
          actor,
          before: { paused: before.isPaused, abilities: before.set },
          after: { paused: now.isPaused, abilities: now.set },
          requestId: request.id,
        });
        const [view] = await shown(deps, tx, [now]);
        return view ? ok(view) : refuse('printer.not_found');
      }),
  );
  app.delete('/printers/:id', { config, schema: { params: idParam, response: { 200: done } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const { id } = request.params;
      const removed = await queue.printers.remove(tx, id);
      if (!removed.ok) return removed;
      const subject = { kind: 'printer', id };
      await audit.record(tx, { action: 'printer.removed', subject, actor, before: { name: removed.value.name }, requestId: request.id });
      return ok({ done: true as const });
    }),
  );
}

function agents(app: Edge, deps: PrinterRoutesDeps): void {
  const { queue } = deps;
  const config = { access: operating };
  app.post(
    '/print_agents/report',
    { config, schema: { body: printerReport, response: { 200: successOf(z.array(printerView)) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        await queue.callerOf(tx, actor, request.body.version);
        return ok(await shown(deps, tx, await queue.printers.report(tx, request.body.printers)));
      }),
  );
  app.get('/print_agents', { config, schema: { querystring: agentsQuery, response: { 200: pageOf(agentView) } } }, (request, reply) =>
    readPage(request, reply, async (tx) => {
      const found = await queue.agents.list(tx, request.query);
      const items = found.items.map((each) => ({
        id: each.id,
        name: each.name,
        version: each.version,
        paired_at: each.paired_at.toISOString(),
        last_seen_at: each.last_seen_at?.toISOString() ?? null,
      }));
      return ok({ items, total: found.total });
    }),
  );
  app.delete('/print_agents/:id', { config, schema: { params: idParam, response: { 200: done } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const revoked = await queue.agents.revoke(tx, actor, request.params.id, request.id);
      return revoked.ok ? ok({ done: true as const }) : revoked;
    }),
  );
}

function pairing(app: Edge, deps: PrinterRoutesDeps): void {
  const { queue, merchant } = deps;
  const open = async (actor: ReturnType<typeof actorOf>) => {
    const opened = valueOf(await app.edge.database.inTx(actor.merchantId, (tx) => queue.agents.open(tx, actor)));
    const { npx, npxOnWindows, fileUrl, file } = opened.commands;
    const ways = { command: npx, windows_command: npxOnWindows, file_url: fileUrl, file_command: file };
    return { code: opened.code, expires_at: opened.expiresAt.toISOString(), ...ways };
  };
  // Neither answer is kept for a repeated Idempotency-Key: both open doors.
  app.post(
    '/print_agents/pairings',
    { config: { access: operating }, schema: { body: emptyRequest, response: { 201: successOf(pairingView) } } },
    async (request, reply) => {
      reply.status(201);
      return { status: 'success' as const, data: await open(actorOf(request)) };
    },
  );
  app.post(
    '/print_agents/pair',
    { config: { access: 'public' }, schema: { body: pairRequest, response: { 201: successOf(paired) } } },
    async (request, reply) => {
      const { code, name } = request.body;
      const input = { code, name, address: request.ip, requestId: request.id };
      const made = valueOf(await queue.agents.pair(input, async (tx) => (await merchant(tx)).name));
      reply.status(201).header('cache-control', 'no-store');
      const data = { agent_id: made.agentId, api_key: made.apiKey, merchant: { name: made.merchantName } };
      return { status: 'success' as const, data };
    },
  );
}

async function shown({ clock, queue }: PrinterRoutesDeps, tx: Tx, printers: readonly PrinterRow[]): Promise<PrinterView[]> {
  const loadOf = await queue.printers.loadsOf(tx);
  return printers.map((printer) => {
    const { waiting, isAtWork } = loadOf(printer);
    const { color, duplex, papers, pagesPerMinute } = abilitiesOf(printer);
    return {
      id: printer.id,
      name: printer.name,
      abilities: { color, duplex, papers: [...papers], pages_per_minute: pagesPerMinute ?? null },
      state: shownState(printer, isAtWork, clock.now()),
      state_detail: printer.stateDetail ?? null,
      last_seen_at: printer.lastSeenAt?.toISOString() ?? null,
      pages_printed: Number(printer.pagesPrinted),
      jobs_printed: Number(printer.jobsPrinted),
      waiting_jobs: waiting,
      paused: printer.isPaused,
    };
  });
}

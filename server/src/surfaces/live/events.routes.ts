/** /api/v1/events: says which topics of a shop changed, never what. One stream a browser tab; the looking is shared by all tabs of a merchant. */
import { anyRole } from '@parley/contract/values/role.ts';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Insights } from '../../domains/insights/index.ts';
import type { Database } from '../../foundation/db/database.ts';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { changedTopics } from './changed-topics.ts';
import { createPulseWatch, type PulseWatch } from './pulse-watch.ts';

const LOOK_EVERY_MS = secondMs;
/** Keeps proxies from closing a quiet stream. */
const BEAT_MS = 20 * secondMs;
/** Browsers come again by themselves, and then the session is asked for again. */
const LIFE_MS = 10 * minuteMs;

export interface LiveDeps {
  readonly database: Pick<Database, 'inTx'>;
  readonly insights: Pick<Insights, 'pulse'>;
}

export function eventRoutes(deps: LiveDeps): (scope: Edge) => Promise<void> {
  return async (scope) => {
    const streams = new Set<() => void>();
    const watch: PulseWatch = createPulseWatch({
      read: async (merchantId) => JSON.stringify(await deps.database.inTx(merchantId, (tx) => deps.insights.pulse(tx))),
      everyMs: LOOK_EVERY_MS,
      onFailure: (error) => scope.edge.log.warn({ event: 'live.look_failed', error }),
    });
    scope.addHook('preClose', async () => {
      for (const end of streams) end();
      watch.close();
    });
    const schema = { tags: ['dashboard'], summary: 'Server-sent: `change` names the topics that changed' };
    scope.get('/events', { config: { access: anyRole }, schema }, async (request, reply) => {
      const { merchantId } = actorOf(request);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      raw.write('retry: 2000\n\n');
      let known: string | undefined;
      const stop = watch.watch(merchantId, (pulse) => {
        const topics = known === undefined ? [] : changedTopics(known, pulse);
        known = pulse;
        if (topics.length > 0) raw.write(`event: change\ndata: ${JSON.stringify({ topics })}\n\n`);
      });
      const beat = setInterval(() => raw.write(':\n\n'), BEAT_MS).unref();
      const end = (): void => {
        stop();
        clearInterval(beat);
        clearTimeout(death);
        streams.delete(end);
        raw.end();
      };
      const death = setTimeout(end, LIFE_MS).unref();
      streams.add(end);
      request.raw.on('close', end);
    });
  };
}

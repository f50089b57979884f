/** /app/events: says that something changed, never what. One stream a browser tab; the looking is shared by all tabs of a merchant. */
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { DeskDeps } from './desk-deps.ts';
import { createPulseWatch, type PulseWatch } from './pulse-watch.ts';

const LOOK_EVERY_MS = secondMs;
/** Keeps proxies from closing a quiet stream. */
const BEAT_MS = 20 * secondMs;
/** Browsers come again by themselves, and then the session is asked for again. */
const LIFE_MS = 10 * minuteMs;

export function eventRoutes(deps: DeskDeps): (scope: Edge) => void {
  return (scope) => {
    const streams = new Set<() => void>();
    const watch: PulseWatch = createPulseWatch({
      read: (merchantId) => deps.database.inTx(merchantId, (tx) => deps.reads.pulse(tx)),
      everyMs: LOOK_EVERY_MS,
      onFailure: (error) => scope.edge.log.warn({ event: 'desk.pulse_failed', error }),
    });
    scope.addHook('preClose', async () => {
      for (const end of streams) end();
      watch.close();
    });
    scope.get('/app/events', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
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
      const stop = watch.watch(merchantId, (pulse) => raw.write(`event: pulse\ndata: ${pulse}\n\n`));
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

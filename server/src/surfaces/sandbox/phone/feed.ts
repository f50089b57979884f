/** The phone's live wire: one event stream a page that says which chats changed. It carries no content and must not outlive the server. */
import type { FastifyInstance } from 'fastify';
import type { PhoneSide } from '../../../providers/messaging/whatsapp-cloud/phone.port.ts';

const HEARTBEAT_MS = 20_000;

/** `GET /sandbox/phone/events`: `event: chat`, data `{personId, phoneNumberId}`; changes of one moment are told once. */
export function servePhoneFeed(scope: FastifyInstance, side: Pick<PhoneSide, 'watch'>): void {
  const open = new Set<() => void>();
  scope.get('/sandbox/phone/events', { config: { access: 'public' } }, (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write('retry: 1000\n\n');
    const waiting = new Map<string, string>();
    const flush = (): void => {
      for (const data of waiting.values()) raw.write(`event: chat\ndata: ${data}\n\n`);
      waiting.clear();
    };
    const stopWatching = side.watch(({ personId, phoneNumberId }) => {
      if (waiting.size === 0) setImmediate(flush);
      waiting.set(`${personId} ${phoneNumberId}`, JSON.stringify({ personId, phoneNumberId }));
    });
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS).unref();
    const end = (): void => {
      open.delete(end);
      clearInterval(heartbeat);
      stopWatching();
      raw.end();
    };
    open.add(end);
    request.raw.socket.once('close', end);
  });
  scope.addHook('preClose', async () => {
    for (const end of open) end();
  });
}

/**
 * Signed files of the print shop: a claimed job's sheets, a file's picture, its pages. A link that is forged, foreign, too old or of a
 * thing that is gone looks the same. Mounted at the root and under /api/v1.
 */
import { idParam } from '@parley/contract/api/envelope.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import type { PrintQueue } from './queue/create-queue.ts';

export interface PrintFileRoutesDeps {
  readonly queue: Pick<PrintQueue, 'openSheets'>;
  readonly blobs: Pick<Blobs, 'stream'>;
}

const signedQuery = z.strictObject({ token: z.string().min(1).max(1_000) });
const doors = [
  ['/files/print/jobs/:id.pdf', 'job', 'application/pdf'],
  ['/files/print/pages/:id.pdf', 'pages', 'application/pdf'],
  ['/files/print/previews/:id.jpg', 'preview', 'image/jpeg'],
] as const;

/** `edge.register(printFileRoutes(deps))` and the same with `{ prefix: '/api/v1' }` */
export function printFileRoutes({ queue, blobs }: PrintFileRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    for (const [url, what, type] of doors) {
      const schema = { params: idParam, querystring: signedQuery, produces: [type] };
      app.get(url, { config: { access: 'public' }, schema }, async (request, reply) => {
        const { id } = request.params;
        return send(reply, blobs, await queue.openSheets(request.query.token, { what, id }), type);
      });
    }
  };
}

async function send(reply: FastifyReply, blobs: Pick<Blobs, 'stream'>, key: string | undefined, type: string): Promise<FastifyReply> {
  const blob = key === undefined ? undefined : await blobs.stream(key);
  if (!blob) throw new RefusalError({ code: 'print.link_ended' });
  reply.type(type).header('content-length', blob.size).header('cache-control', 'private, no-store');
  // Made from what strangers sent: never shown as a page of ours.
  reply.header('content-security-policy', 'sandbox').header('content-disposition', type === 'image/jpeg' ? 'inline' : 'attachment');
  return reply.send(blob.stream);
}

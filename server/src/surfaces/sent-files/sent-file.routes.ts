/** The address under which a service fetches a file of a message. A token that does not hold looks like a file that is not there. */
import { z } from 'zod';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';

export interface SentFileRoutesDeps {
  readonly blobs: Pick<Blobs, 'stream'>;
  readonly behind: (token: string) => { readonly key: string; readonly filename: string } | undefined;
}

/** `edge.register(sentFileRoutes(deps))`, at the root. */
export function sentFileRoutes({ blobs, behind }: SentFileRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    const querystring = z.strictObject({ token: z.string().max(2_000) });
    app.get('/files/sent', { config: { access: 'public' }, schema: { hide: true, querystring } }, async (request, reply) => {
      const file = behind(request.query.token);
      const blob = file && (await blobs.stream(file.key));
      if (!file || !blob) throw new RefusalError({ code: 'request.not_found' });
      reply.header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file.filename)}`);
      reply.header('content-security-policy', "default-src 'none'; sandbox");
      reply.header('cache-control', 'private, max-age=3600').header('content-length', blob.size);
      return reply.type(blob.mimeType).send(blob.stream);
    });
  };
}

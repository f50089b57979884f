/** HTTP of sharing: the shop's addresses on the web and in the chat, and each as a QR code for a counter, a bag or a post. */
import { successOf } from '@parley/contract/api/envelope.ts';
import { shareTarget, shareView } from '@parley/contract/api/storefront.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import { anyRole } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { readWith, valueOf } from '../../foundation/http/perform.ts';

/** Printed at four centimetres it is still sharp. */
const PIXELS = 720;

export interface ShareRoutesDeps {
  /** Where customers find the shop of the transaction; `chat` is undefined until a number is known. */
  readonly linksOf: (tx: Tx) => Promise<{ readonly shop: string; readonly chat: string | undefined }>;
}

/** `edge.register(shareRoutes(deps), { prefix: '/api/v1' })` */
export function shareRoutes({ linksOf }: ShareRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    const config = { access: anyRole };
    app.get('/storefront/share', { config, schema: { response: { 200: successOf(shareView) } } }, (request, reply) =>
      readWith(request, reply, async (tx) => {
        const { shop, chat } = await linksOf(tx);
        return ok({ shop_url: shop, chat_url: chat ?? null });
      }),
    );
    app.get(
      '/storefront/share/:target.png',
      { config, schema: { produces: ['image/png'], params: z.strictObject({ target: shareTarget }) } },
      async (request, reply) => {
        const links = await app.edge.database.inTx(actorOf(request).merchantId, linksOf);
        const link = links[request.params.target];
        const found = valueOf(link === undefined ? refuse('request.not_found') : ok(link));
        reply.header('cache-control', 'private, max-age=60').type('image/png');
        const { toBuffer } = await import('qrcode');
        return reply.send(await toBuffer(found, { type: 'png', width: PIXELS, margin: 2, errorCorrectionLevel: 'M' }));
      },
    );
  };
}

/** The printer at the counter of the demo print shop: the pages that came out, and switches for what goes wrong there. */
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendHtml } from '../../../foundation/html/html.ts';
import { RefusalError } from '../../../foundation/http/refusal-error.ts';
import type { TraySimulator, TrayState } from '../../../providers/printers/tray/simulator.ts';
import type { SandboxAssets } from '../sandbox-assets.ts';
import { printerPage } from './printer.page.ts';

export interface PrinterTrayDeps {
  readonly assets: SandboxAssets;
  readonly tray: TraySimulator;
  /** The shop whose pages these are, and how to write to it. */
  readonly shop: { readonly name: string; readonly chatPath: string };
}
export type TrayAnswer = TrayState;

const open = { config: { access: 'public' as const } };
const switches = z.strictObject({ paperOut: z.boolean().optional(), jammed: z.boolean().optional(), offline: z.boolean().optional() });
const page = z.object({ key: z.string().max(60), page: z.coerce.number().int().min(1).max(100) });

/** Fastify plugin: `/sandbox/printer`, its pictures and its small API. */
export function printerTray({ assets, tray, shop }: PrinterTrayDeps): FastifyPluginAsync {
  return async (scope) => {
    const app = scope.withTypeProvider<ZodTypeProvider>();
    app.get('/sandbox/printer', open, (_request, reply) => sendHtml(reply, printerPage(assets, shop)));
    app.get('/sandbox/printer/api', open, (_request, reply): TrayAnswer => {
      reply.header('cache-control', 'no-store');
      return tray.state();
    });
    app.put('/sandbox/printer/api/switches', { ...open, schema: { body: switches } }, (request) => {
      const { paperOut, jammed, offline } = request.body;
      tray.set({
        ...(paperOut === undefined ? {} : { paperOut }),
        ...(jammed === undefined ? {} : { jammed }),
        ...(offline === undefined ? {} : { offline }),
      });
      return tray.state();
    });
    app.put('/sandbox/printer/api/power', { ...open, schema: { body: z.strictObject({ on: z.boolean() }) } }, (request) =>
      tray.power(request.body.on).then(() => tray.state()),
    );
    app.post(
      '/sandbox/printer/api/pair',
      { ...open, schema: { body: z.strictObject({ code: z.string().trim().min(4).max(20) }) } },
      (request) => tray.pair(request.body.code).then((problem) => ({ ...tray.state(), ...(problem === undefined ? {} : { problem }) })),
    );
    app.delete('/sandbox/printer/api', open, () => {
      tray.empty();
      return tray.state();
    });
    app.get('/sandbox/printer/pages/:key/:page', { ...open, schema: { params: page } }, async (request, reply) => {
      const picture = await tray.page(request.params.key, request.params.page);
      if (!picture) throw new RefusalError({ code: 'request.not_found' });
      return reply.type('image/jpeg').header('cache-control', 'private, max-age=3600').send(picture);
    });
  };
}

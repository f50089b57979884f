/** HTTP of the print shop's settings: prices, papers, rush, holding, keeping. Mounted under /api/v1. */
import { successOf } from '@parley/contract/api/envelope.ts';
import { printSettings } from '@parley/contract/api/printing.ts';
import { ok } from '@parley/contract/values/result.ts';
import { anyRole, managing } from '@parley/contract/values/role.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith } from '../../foundation/http/perform.ts';
import type { Printing } from './index.ts';

/** `edge.register(printSettingsRoutes({ printing }), { prefix: '/api/v1' })` */
export function printSettingsRoutes({ printing }: { readonly printing: Pick<Printing, 'settings' | 'changeSettings'> }) {
  const response = { 200: successOf(printSettings) };
  return async (app: Edge): Promise<void> => {
    app.get('/print-settings', { config: { access: anyRole }, schema: { response } }, (request, reply) =>
      readWith(request, reply, async (tx) => ok(await printing.settings(tx))),
    );
    app.put('/print-settings', { config: { access: managing }, schema: { body: printSettings, response } }, (request, reply) =>
      perform(request, reply, (tx, actor) => printing.changeSettings(tx, request.body, actor)),
    );
  };
}

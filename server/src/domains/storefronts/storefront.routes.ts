/** HTTP of storefronts: how the shop looks, its logo, the host of its own. Mounted under /api/v1; logos are shown to everybody at the root. */
import { successOf } from '@parley/contract/api/envelope.ts';
import { domainBody, storefrontChange, storefrontView } from '@parley/contract/api/storefront.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { anyRole, managing } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import { acceptFiles } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith, valueOf } from '../../foundation/http/perform.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import type { Caller } from '../merchants/index.ts';
import { logoFiles, type Storefronts } from './index.ts';

const MAX_LOGO_BYTES = 5 * 1024 * 1024;
const config = { access: managing };
const one = { 200: successOf(storefrontView) };

export interface StorefrontRoutesDeps {
  readonly storefronts: Storefronts;
  readonly publicUrl: string;
  /** Where customers find the shop of the transaction, with its own host where that is verified. */
  readonly addressOf: (tx: Tx) => Promise<{ readonly url: string; readonly subdomainUrl: string | undefined }>;
}

/** `edge.register(storefrontRoutes(deps), { prefix: '/api/v1' })` */
export function storefrontRoutes(deps: StorefrontRoutesDeps) {
  const { storefronts } = deps;
  const view = (tx: Tx) => viewOf(deps, tx);
  return async (app: Edge): Promise<void> => {
    await acceptFiles(app, { maxBytes: MAX_LOGO_BYTES });
    const changing =
      (work: (tx: Tx, caller: Caller) => Promise<Result<unknown>>) =>
      async (tx: Tx, actor: Actor, requestId: string): Promise<Result<z.infer<typeof storefrontView>>> => {
        const done = await work(tx, { actor, requestId });
        return done.ok ? ok(await view(tx)) : done;
      };
    app.get('/storefront', { config: { access: anyRole }, schema: { response: one } }, (request, reply) =>
      readWith(request, reply, async (tx) => ok(await view(tx))),
    );
    app.patch('/storefront', { config, schema: { body: storefrontChange, response: one } }, (request, reply) => {
      const work = changing((tx, caller) => storefronts.change(tx, request.body, caller));
      return perform(request, reply, (tx, actor) => work(tx, actor, request.id));
    });
    app.post('/storefront/logo', { config, schema: { consumes: ['multipart/form-data'], response: one } }, async (request, reply) => {
      const file = request.isMultipart() ? await request.file() : undefined;
      if (file?.fieldname !== 'file')
        throw new RefusalError({
          code: 'request.invalid',
          details: [{ field: 'file', message: 'Send the picture as the form field `file`.' }],
        });
      const blob = valueOf(await storefronts.keepLogo(await file.toBuffer()));
      const work = changing((tx, caller) => storefronts.showLogo(tx, blob, caller));
      return perform(request, reply, (tx, actor) => work(tx, actor, request.id));
    });
    app.delete('/storefront/logo', { config, schema: { response: one } }, (request, reply) => {
      const work = changing((tx, caller) => storefronts.showLogo(tx, undefined, caller));
      return perform(request, reply, (tx, actor) => work(tx, actor, request.id));
    });
    app.put('/storefront/domain', { config, schema: { body: domainBody, response: one } }, (request, reply) => {
      const work = changing((tx, caller) => storefronts.claim(tx, request.body.host, caller));
      return perform(request, reply, (tx, actor) => work(tx, actor, request.id));
    });
    app.post('/storefront/domain/check', { config, schema: { response: one } }, (request, reply) => {
      const work = changing((tx) => storefronts.lookAgain(tx));
      return perform(request, reply, (tx, actor) => work(tx, actor, request.id));
    });
    app.delete('/storefront/domain', { config, schema: { response: one } }, (request, reply) => {
      const work = changing((tx, caller) => storefronts.dropDomain(tx, caller));
      return perform(request, reply, (tx, actor) => work(tx, actor, request.id));
    });
  };
}

async function viewOf({ storefronts, publicUrl, addressOf }: StorefrontRoutesDeps, tx: Tx): Promise<z.infer<typeof storefrontView>> {
  const { look, logo } = await storefronts.storefront(tx);
  const domain = await storefronts.domain(tx);
  const { url, subdomainUrl } = await addressOf(tx);
  return {
    ...look,
    accent_color: look.accent_color ?? null,
    url,
    subdomain_url: subdomainUrl ?? null,
    logo_url: logo === undefined ? null : `${publicUrl}/files/logos/${logo}/wide.png`,
    domain: domain
      ? {
          host: domain.host,
          state: domain.state,
          failure: domain.failure ?? null,
          checked_at: domain.checkedAt?.toISOString() ?? null,
          proof: { ...domain.proof, cname: domain.proof.cname ?? null },
        }
      : null,
  };
}

/** `edge.register(logoRoutes({ blobs }))`, at the root. A blob never changes, so it may be kept for ever. */
export function logoRoutes({ blobs }: { readonly blobs: Pick<Blobs, 'get'> }) {
  const params = z.object({ blob: z.uuid(), name: z.string().max(40) });
  return async (app: Edge): Promise<void> => {
    app.get('/files/logos/:blob/:name', { config: { access: 'public' }, schema: { hide: true, params } }, async (request, reply) => {
      const file = logoFiles(request.params.blob.toLowerCase()).find(({ name }) => `${name}.png` === request.params.name);
      const picture = file && (await blobs.get(file.key));
      if (!picture) throw new RefusalError({ code: 'request.not_found' });
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(picture.mimeType);
      reply.header('cross-origin-resource-policy', 'cross-origin');
      return reply.send(picture.bytes);
    });
  };
}

/** HTTP of product pictures: uploading them for signed-in people, and showing them to anybody who has the address. */
import {
  addedImage,
  image,
  imageChange,
  imageOrder,
  imageParams,
  pictureParams,
  pictureQuery,
  removed,
} from '@parley/contract/api/catalog.ts';
import { idParam, successOf } from '@parley/contract/api/envelope.ts';
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { selling } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { acceptFiles } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith, valueOf } from '../../foundation/http/perform.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import type { CatalogRoutesDeps } from './catalog-routes-deps.ts';
import { imageKey, imageWidths } from './encode-image.ts';
import { imageAnswers, pictureUrl } from './product-answer.ts';

const MAX_BYTES = 20 * 1024 * 1024;
const config = { access: selling };

/** `edge.register(imageRoutes(deps), { prefix: '/api/v1' })` */
export function imageRoutes({ catalog, publicUrl }: Pick<CatalogRoutesDeps, 'catalog' | 'publicUrl'>) {
  return async (app: Edge): Promise<void> => {
    await acceptFiles(app, { maxBytes: MAX_BYTES });
    app.post(
      '/products/:id/images',
      { config, schema: { params: idParam, consumes: ['multipart/form-data'], response: { 201: successOf(addedImage) } } },
      async (request, reply) => {
        const file = request.isMultipart() ? await request.file() : undefined;
        if (file?.fieldname !== 'file')
          throw new RefusalError({
            code: 'request.invalid',
            details: [{ field: 'file', message: 'Send the picture as the form field `file`.' }],
          });
        const bytes = await file.toBuffer();
        // Asked first, so that nobody fills the store with pictures of nothing; encoded and stored before the transaction, since both take their time.
        await readWith(request, reply, (tx) => catalog.product(tx, request.params.id as ProductId));
        const kept = valueOf(await catalog.keepImage(bytes));
        return perform(
          request,
          reply,
          async (tx) => {
            const added = await catalog.attachImage(tx, request.params.id as ProductId, kept);
            return added.ok ? ok({ id: added.value.id, url: pictureUrl(publicUrl, added.value.blob) }) : added;
          },
          { status: 201 },
        );
      },
    );
    const all = async (tx: Tx, id: ProductId, done: Result<void>): Promise<Result<z.infer<typeof image>[]>> => {
      if (!done.ok) return done;
      const found = await catalog.product(tx, id);
      return found.ok ? ok(imageAnswers(found.value, publicUrl)) : found;
    };
    app.put(
      '/products/:id/images/order',
      { config, schema: { params: idParam, body: imageOrder, response: { 200: successOf(z.array(image)) } } },
      (request, reply) =>
        perform(request, reply, async (tx) => {
          const id = request.params.id as ProductId;
          return all(tx, id, await catalog.orderImages(tx, id, request.body.ids));
        }),
    );
    app.patch(
      '/products/:id/images/:image_id',
      { config, schema: { params: imageParams, body: imageChange, response: { 200: successOf(z.array(image)) } } },
      (request, reply) =>
        perform(request, reply, async (tx) => {
          const id = request.params.id as ProductId;
          return all(tx, id, await catalog.changeImage(tx, id, request.params.image_id, request.body.alt));
        }),
    );
    app.delete(
      '/products/:id/images/:image_id',
      { config, schema: { params: imageParams, response: { 200: successOf(removed) } } },
      (request, reply) => perform(request, reply, (tx) => catalog.removeImage(tx, request.params.id as ProductId, request.params.image_id)),
    );
  };
}

/** `edge.register(pictureRoutes({ blobs }))`, at the root: `/files/images/{blob}?size=480`. A blob never changes, so it may be kept for ever. */
export function pictureRoutes({ blobs }: { readonly blobs: Pick<Blobs, 'get'> }) {
  return async (app: Edge): Promise<void> => {
    app.get(
      '/files/images/:blob',
      { config: { access: 'public' }, schema: { params: pictureParams, querystring: pictureQuery } },
      async (request, reply) => {
        const width = imageWidths.find((each) => `${each}` === request.query.size);
        const picture = await blobs.get(imageKey(request.params.blob.toLowerCase(), width).key);
        if (!picture) throw new RefusalError({ code: 'request.not_found' });
        reply.header('cache-control', 'public, max-age=31536000, immutable').type(picture.mimeType);
        reply.header('cross-origin-resource-policy', 'cross-origin');
        return reply.send(picture.bytes);
      },
    );
  };
}

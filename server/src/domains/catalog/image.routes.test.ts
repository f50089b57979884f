/** Pictures over HTTP: judged by content, re-encoded, shown to anybody who has the address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@parley/contract/values/id.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopApi, type ShopApi } from '../../../test/builders/shop-api.ts';
import { createWorker } from '../../foundation/jobs/worker.ts';
import { catalogJobs } from './index.ts';

let api: ShopApi;
beforeAll(async () => {
  api = await openShopApi();
});
afterAll(() => api.close());

async function product(): Promise<string> {
  return (await api.call('POST', '/products', { name: 'Pictured', price: '1', category: 'Groceries' })).body.data.id;
}
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 4, background: '#336699' } });
const pathOf = (url: string) => url.replace('http://shop.test', '');

describe('works', () => {
  it('an upload is re-encoded without metadata, turned upright, and shown in sizes that may be kept for ever', async () => {
    const id = await product();
    const bytes = await picture(3_000, 1_000)
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const added = await api.upload(`/products/${id}/images`, bytes);
    expect(added.status).toBe(201);
    expect((await api.call('GET', `/products/${id}`)).body.data).toMatchObject({
      image_url: added.body.data.url,
      images: [{ width: 683, height: 2_048, alt: 'Pictured' }],
    });
    const shown = await api.edge.inject({ url: pathOf(added.body.data.url) });
    expect(shown.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=31536000, immutable' });
    const about = await sharp(shown.rawPayload).metadata();
    expect(about).toMatchObject({ format: 'jpeg', width: 683, height: 2_048 });
    expect(about.exif).toBeUndefined();
    const small = await api.edge.inject({ url: `${pathOf(added.body.data.url)}?size=160` });
    expect(await sharp(small.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 160 });
  });

  it('a removed picture is gone from the product at once and from the store by a job', async () => {
    const id = await product();
    const added = (await api.upload(`/products/${id}/images`, await picture(50, 50).png().toBuffer())).body.data;
    expect(await api.call('DELETE', `/products/${id}/images/${added.id}`)).toMatchObject({ status: 200 });
    expect((await api.call('GET', `/products/${id}`)).body.data).toMatchObject({ image_url: null, images: [] });
    const worker = createWorker({ database: api.house.database, clock: api.clock, handlers: jobs() });
    api.clock.set(new Date('2026-03-02T09:00:00Z'));
    await worker.drain();
    expect((await api.edge.inject({ url: pathOf(added.url) })).statusCode).toBe(404);
  });
});

describe('a picture named by its address', () => {
  it('is fetched by a job; one that lies inward never is', async () => {
    const bytes = await picture(30, 30).png().toBuffer();
    const server = createServer((_request, response) => {
      response.end(bytes);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    const { port } = server.address() as AddressInfo;
    const make = async (name: string) =>
      (await api.call('POST', '/products', { name, price: '1', category: 'Pictures', image_url: `http://127.0.0.1:${port}/a.png` })).body
        .data.id as string;
    const imagesOf = async (id: string) => (await api.call('GET', `/products/${id}`)).body.data.images as unknown[];
    const guarded = await make('Guarded');
    await createWorker({ database: api.house.database, clock: api.clock, handlers: jobs() }).drain();
    expect(await imagesOf(guarded)).toEqual([]);
    // The server of this test lies on loopback: here alone it is let through.
    const open = await make('Open');
    await createWorker({ database: api.house.database, clock: api.clock, handlers: jobs((address) => address === '127.0.0.1') }).drain();
    server.close();
    expect(await imagesOf(open)).toHaveLength(1);
  });
});

function jobs(mayReach?: (address: string) => boolean) {
  return catalogJobs({ database: api.house.database, clock: api.clock, blobs: api.blobs, ...(mayReach ? { mayReach } : {}) });
}

describe('refuses', () => {
  it('what is no picture, whatever its name says', async () => {
    const id = await product();
    for (const bytes of [
      Buffer.from('hello'),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      Buffer.alloc(0),
    ])
      expect(await api.upload(`/products/${id}/images`, bytes)).toMatchObject({
        status: 422,
        body: { error: { code: 'image.unreadable' } },
      });
    const cut = (await picture(400, 400).png().toBuffer()).subarray(0, 300);
    expect(await api.upload(`/products/${id}/images`, cut)).toMatchObject({ status: 422 });
  });

  it('more than forty megapixels, however few the bytes', async () => {
    const bytes = await sharp({ create: { width: 7_000, height: 6_000, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    expect(await api.upload(`/products/${await product()}/images`, bytes)).toMatchObject({ status: 422 });
  });

  it('sizes and names that are not ours', async () => {
    expect((await api.edge.inject({ url: `/files/images/${newId()}` })).statusCode).toBe(404);
    expect((await api.edge.inject({ url: `/files/images/${newId()}?size=7` })).statusCode).toBe(400);
    expect((await api.edge.inject({ url: '/files/images/..%2f..%2fetc%2fpasswd' })).statusCode).toBe(400);
  });
});

describe('keeps merchants apart', () => {
  it('nobody adds a picture to another merchant’s product or takes one away', async () => {
    const id = await product();
    const bytes = await picture(20, 20).png().toBuffer();
    const added = (await api.upload(`/products/${id}/images`, bytes)).body.data;
    expect(await api.upload(`/products/${id}/images`, bytes, 'owner@other')).toMatchObject({ status: 404 });
    expect(await api.call('DELETE', `/products/${id}/images/${added.id}`, undefined, 'owner@other')).toMatchObject({ status: 404 });
  });
});

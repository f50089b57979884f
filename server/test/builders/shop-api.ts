/** The catalogue's and stock's HTTP on a test edge: two merchants, signed in by role. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogRoutes, pictureRoutes } from '../../src/domains/catalog/catalog.routes.ts';
import { recordAudit } from '../../src/domains/merchants/audit.store.ts';
import { stockRoutes } from '../../src/domains/stock/stock.routes.ts';
import { createDiskBlobs } from '../../src/foundation/blobs/disk-blobs.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import { wireFloor } from './shop-floor.ts';
import { closeTestEdge, makeTestEdge } from './test-edge.ts';

export type ShopApi = Awaited<ReturnType<typeof openShopApi>>;

export async function openShopApi() {
  const folder = await mkdtemp(join(tmpdir(), 'parley-blobs-'));
  const blobs = createDiskBlobs(folder);
  const clock = createFakeClock(new Date('2026-03-01T09:00:00Z'));
  const floor = wireFloor(clock, blobs);
  const audit = {
    record: (tx: Parameters<typeof recordAudit>[0], record: Parameters<typeof recordAudit>[2]) => recordAudit(tx, clock, record),
  };
  const made = await makeTestEdge((app) => {
    app.register(catalogRoutes({ ...floor, audit, publicUrl: 'http://shop.test' }), { prefix: '/api/v1' });
    app.register(stockRoutes({ ...floor, audit }), { prefix: '/api/v1' });
    app.register(pictureRoutes({ blobs }));
  });
  return {
    ...made,
    ...floor,
    blobs,
    /** `as` is a role, or `<role>@other`; `path` without /api/v1. */
    async call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object, as = 'owner') {
      const answer = await made.edge.inject({
        method,
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${as}` },
        ...(body && { payload: body }),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
    async upload(path: string, bytes: Uint8Array, as = 'owner') {
      const boundary = 'xxxxBOUNDARYxxxx';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="../../etc/passwd.png"\r\ncontent-type: image/png\r\n\r\n`;
      const answer = await made.edge.inject({
        method: 'POST',
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${as}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
    async close() {
      await closeTestEdge(made);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

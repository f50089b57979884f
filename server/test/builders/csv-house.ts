/** Products as CSV over HTTP on a test edge: two merchants signed in by role, files sent as forms, and a worker for what runs later. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulkRoutes } from '../../src/domains/catalog/bulk/bulk.routes.ts';
import { catalogRoutes } from '../../src/domains/catalog/catalog.routes.ts';
import { csvRoutes } from '../../src/domains/catalog/csv/csv.routes.ts';
import { type ImportJobsDeps, importJobs } from '../../src/domains/catalog/csv/import.jobs.ts';
import type { ImportsDeps } from '../../src/domains/catalog/csv/imports-deps.ts';
import { createProductImports } from '../../src/domains/catalog/csv/product-imports.ts';
import { recordAudit } from '../../src/domains/merchants/audit.store.ts';
import { stockRoutes } from '../../src/domains/stock/stock.routes.ts';
import { createDiskBlobs } from '../../src/foundation/blobs/disk-blobs.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import { wireFloor } from './shop-floor.ts';
import { closeTestEdge, makeTestEdge } from './test-edge.ts';

export type CsvHouse = Awaited<ReturnType<typeof openCsvHouse>>;

export interface SendOptions {
  /** A role, or `<role>@other`. */
  readonly as?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Behind /products/csv. */
  readonly more?: string;
  readonly key?: string;
  readonly path?: string;
}

export async function openCsvHouse(options: Partial<ImportsDeps> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-blobs-'));
  const blobs = createDiskBlobs(folder);
  const clock = createFakeClock(new Date('2026-03-01T09:00:00Z'));
  const floor = wireFloor(clock, blobs);
  const audit = { record: (tx: Tx, record: Parameters<typeof recordAudit>[2]) => recordAudit(tx, clock, record) };
  const publicUrl = 'http://shop.test';
  let importDeps: ImportsDeps | undefined;
  const unlimited = { limit: 100_000, windowMs: 1_000 };
  const made = await makeTestEdge(
    (app) => {
      importDeps = { database: app.edge.database, clock, blobs, stock: floor.stock, audit, publicUrl, ...options };
      app.register(csvRoutes({ imports: createProductImports(importDeps) }), { prefix: '/api/v1' });
      app.register(bulkRoutes({ ...floor, clock, audit }), { prefix: '/api/v1' });
      app.register(catalogRoutes({ ...floor, audit, publicUrl }), { prefix: '/api/v1' });
      app.register(stockRoutes({ ...floor, audit }), { prefix: '/api/v1' });
    },
    { clock, budgets: { general: () => unlimited, reads: unlimited, polling: unlimited, heavy: unlimited } },
  );
  if (!importDeps) throw new Error('the routes were not made');
  const deps: ImportsDeps = importDeps;
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => made.house.database.inTx(made.merchantId, work);
  return {
    ...made,
    ...floor,
    clock,
    blobs,
    importDeps: deps,
    inShop,
    /** Sends a file; text is sent as UTF-8. */
    async send(file: string | Buffer, { as = 'owner', fields = {}, more = '', key, path = '/products/csv' }: SendOptions = {}) {
      const answer = await made.edge.inject({
        method: 'POST',
        url: `/api/v1${path}${more}`,
        headers: {
          authorization: `Bearer ${as}`,
          'content-type': 'multipart/form-data; boundary=xxBOUNDARYxx',
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        payload: formOf(file, fields),
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
    },
    async call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, as = 'owner') {
      const answer = await made.edge.inject({
        method,
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${as}` },
        ...(body && { payload: body }),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
    async text(path: string, as = 'owner') {
      const answer = await made.edge.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}` } });
      return { status: answer.statusCode, headers: answer.headers, text: answer.body };
    },
    worker: (options: Pick<ImportJobsDeps, 'mayReach' | 'turnMs'> = {}) =>
      createWorker({ database: made.house.database, clock, handlers: importJobs({ ...deps, pictures: blobs, ...options }) }),
    /** What grows with every change, and what must not grow when nothing changed. */
    traces: () =>
      inShop(async (tx) => {
        const count = async (table: 'journal_entries' | 'stock_movements' | 'audit_log' | 'products' | 'variants' | 'categories') =>
          Number(
            (
              await tx.db
                .selectFrom(table)
                .select((eb) => eb.fn.countAll<bigint>().as('n'))
                .executeTakeFirstOrThrow()
            ).n,
          );
        const merchant = await tx.db
          .selectFrom('merchants')
          .select('catalog_version')
          .where('id', '=', tx.merchantId)
          .executeTakeFirstOrThrow();
        return {
          version: merchant.catalog_version,
          entries: await count('journal_entries'),
          movements: await count('stock_movements'),
          audits: await count('audit_log'),
          products: await count('products'),
          variants: await count('variants'),
          categories: await count('categories'),
        };
      }),
    async close() {
      await closeTestEdge(made);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function formOf(file: string | Buffer, fields: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--xxBOUNDARYxx\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = '--xxBOUNDARYxx\r\ncontent-disposition: form-data; name="file"; filename="products.csv"\r\ncontent-type: text/csv\r\n\r\n';
  return Buffer.concat([Buffer.from(parts.join('') + head), Buffer.from(file), Buffer.from('\r\n--xxBOUNDARYxx--\r\n')]);
}

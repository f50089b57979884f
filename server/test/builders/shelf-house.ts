/**
 * Two merchants with products, each with a catalogue of its own at a served stand-in, the push's jobs and routes between them. The clock
 * moves only when a test says so.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MerchantId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import type { KeptImage, ProductInput } from '../../src/domains/catalog/index.ts';
import { pushJobs, pushSchedules } from '../../src/domains/catalog/push/push.jobs.ts';
import { pushRoutes } from '../../src/domains/catalog/push/push.routes.ts';
import type { PushDeps } from '../../src/domains/catalog/push/push-deps.ts';
import { createPushedCatalogue } from '../../src/domains/catalog/push/pushed-catalogue.ts';
import { recordAudit } from '../../src/domains/merchants/audit.store.ts';
import { createDiskBlobs } from '../../src/foundation/blobs/disk-blobs.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import type { Database, Tx } from '../../src/foundation/db/database.ts';
import { createScheduler } from '../../src/foundation/jobs/schedule.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import type { CatalogueClient } from '../../src/providers/messaging/catalogue.port.ts';
import { createWhatsAppCatalogueClient } from '../../src/providers/messaging/whatsapp-cloud/catalogue/client.ts';
import { createWhatsAppSimulator, type WhatsAppSimulatorOptions } from '../../src/providers/messaging/whatsapp-cloud/simulator.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { serveSimulator } from '../../src/providers/simulation/serve-simulator.ts';
import { stockProduct, wireFloor } from './shop-floor.ts';
import { closeTestEdge, makeTestEdge } from './test-edge.ts';

export type ShelfHouse = Awaited<ReturnType<typeof openShelfHouse>>;

export interface ShelfOptions extends Partial<WhatsAppSimulatorOptions> {
  /** Wraps the true client, to break it at a chosen place. */
  readonly client?: (client: CatalogueClient) => CatalogueClient;
}

export async function openShelfHouse(options: ShelfOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-blobs-'));
  const clock = createFakeClock(new Date('2026-11-20T09:00:00Z'));
  const floor = wireFloor(clock, createDiskBlobs(folder));
  const simulator = await createWhatsAppSimulator({ clock, random: seededRandom(5), catalogueMs: { batch: 1_000, review: 0 }, ...options });
  const served = await serveSimulator(simulator);
  const shelf = { limit: 500, inChat: true };
  const sold = new Map<string, number>();
  /** Batches that left, by how many items they had. */
  const calls: number[] = [];
  const connected = new Set<MerchantId>();
  let database: Database | undefined;
  const open = (): Database => {
    if (!database) throw new Error('the database is not open yet');
    return database;
  };
  const tokenOf = (merchantId: MerchantId): string => `token of ${merchantId}`;
  const clientOf = (merchantId: MerchantId): CatalogueClient => {
    const accessToken = tokenOf(merchantId);
    const honest = createWhatsAppCatalogueClient({
      baseUrl: served.url,
      version: 'v25.0',
      fetch,
      clock,
      accessToken,
      catalogId: merchantId,
      businessAccountId: `a ${merchantId}`,
    });
    const client = options.client?.(honest) ?? honest;
    return { ...client, submit: (changes) => (calls.push(changes.length), client.submit(changes)) };
  };
  const deps: PushDeps = {
    database: { inTx: (id, work) => open().inTx(id, work), inPlatformTx: (work) => open().inPlatformTx(work) },
    clock,
    publicUrl: 'https://parley.example',
    stock: floor.stock,
    shop: async (tx) => ({
      name: 'Starling Market',
      slug: `s${tx.merchantId.slice(-4)}`,
      timeZone: 'Asia/Kolkata',
      whatsappCatalogue: { ...shelf },
    }),
    soldOf: async () => sold,
    catalogueFor: async (tx) => (connected.has(tx.merchantId) ? { catalogId: tx.merchantId, client: clientOf(tx.merchantId) } : undefined),
    connectedMerchants: async () => [...connected],
  };
  const pushed = createPushedCatalogue(deps);
  const audit = {
    record: (tx: Tx, record: Parameters<typeof recordAudit>[2]) => recordAudit(tx, clock, record),
  };
  const made = await makeTestEdge((app) => {
    app.register(pushRoutes({ pushed, audit, shop: deps.shop }), { prefix: '/api/v1' });
  });
  database = made.house.database;
  const failures: unknown[] = [];
  const worker = createWorker({
    database,
    clock,
    handlers: pushJobs(deps),
    random: () => 0,
    onFailure: (_job, error) => failures.push(error),
  });
  const scheduler = createScheduler({ database, clock, schedules: pushSchedules });
  const { merchantId } = made;
  const inTx = <T>(work: (tx: Tx) => Promise<T>, of = merchantId): Promise<T> => made.house.database.inTx(of, work);
  let picture: KeptImage | undefined;

  const register = (of: MerchantId, accessToken: string): void => {
    const phone = { displayPhone: '1', verifiedName: 'Shop', webhookUrl: 'http://nowhere.test' };
    const account = { phoneNumberId: `n ${of}`, businessAccountId: `a ${of}`, accessToken, appSecret: 's', catalogId: of };
    simulator.phone.register({ ...phone, ...account });
  };

  return {
    ...made,
    ...floor,
    clock,
    simulator,
    pushed,
    shelf,
    sold,
    calls,
    failures,
    inTx,
    async connect(of: MerchantId = merchantId) {
      register(of, tokenOf(of));
      connected.add(of);
      await inTx((tx) => pushed.follow(tx), of);
    },
    /** Their side no longer believes ours. */
    forgetToken: () => register(merchantId, 'another token'),
    /** A call of somebody else with the merchant's rights. */
    callTheirs: (path: string, json: object, method = 'POST') =>
      fetch(`${served.url}/v25.0/${path}`, {
        method,
        headers: { authorization: `Bearer ${tokenOf(merchantId)}` },
        body: JSON.stringify(json),
      }),
    async disconnect() {
      connected.delete(merchantId);
      await inTx((tx) => pushed.follow(tx));
    },
    /** Published, with a picture. */
    async product(input: Partial<ProductInput> & { readonly units?: number; readonly priceMinor?: number } = {}, of = merchantId) {
      picture ??= expectOk(await floor.catalog.keepImage(await onePixel()));
      const kept = picture;
      return inTx(async (tx) => {
        const product = await stockProduct(floor, tx, input);
        expectOk(await floor.catalog.attachImage(tx, product.productId as ProductId, kept));
        return { productId: product.productId as ProductId, variantId: product.variantId };
      }, of);
    },
    /** What stands in their catalogue now, by retailer id. */
    theirs: (of: MerchantId = merchantId) => new Map(simulator.phone.products(of).map((each) => [String(each['id']) as VariantId, each])),
    updated: (of: MerchantId = merchantId) => inTx((tx) => pushed.catalogueUpdated(tx), of),
    drain: () => worker.drain(),
    /** Time goes by in steps, jobs and schedules running as they fall due. */
    async pass(ms: number = 2 * minuteMs, stepMs = 15_000) {
      for (let left = ms; left > 0; left -= stepMs) {
        clock.advance(Math.min(stepMs, left));
        await scheduler.tick();
        await worker.drain();
      }
    },
    async call(method: 'GET' | 'POST', path: string, as = 'owner') {
      const answer = await made.edge.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}` } });
      return { status: answer.statusCode, body: answer.json() };
    },
    async close() {
      await served.close();
      await simulator.close();
      await closeTestEdge(made);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function onePixel(): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width: 600, height: 600, channels: 3, background: '#0B6B4F' } })
    .png()
    .toBuffer();
}

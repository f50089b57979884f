/**
 * The composition root: with its parts (rooms.ts, doors.ts, outside.ts, tell.ts, wires.ts) the only place that knows every room. It
 * joins them with the jobs that run later; it decides nothing itself.
 */
import { cartJobs, cartSchedules } from './domains/carts/index.ts';
import { importJobs } from './domains/catalog/csv/import.jobs.ts';
import { catalogJobs } from './domains/catalog/index.ts';
import { pushJobs, pushSchedules } from './domains/catalog/push/push.jobs.ts';
import { conversationSchedules } from './domains/conversations/index.ts';
import { documentJobs } from './domains/documents/document.jobs.ts';
import { fulfilmentJobs, fulfilmentSchedules } from './domains/fulfilment/tracking.jobs.ts';
import { accessSchedules } from './domains/merchants/index.ts';
import { orderJobs, orderSchedules } from './domains/orders/order.jobs.ts';
import { paymentJobs, paymentSchedules } from './domains/payments/reconcile.jobs.ts';
import { createPrepareFile, printFileJobs, printFileSchedules } from './domains/printing/index.ts';
import { stockJobs, stockSchedules } from './domains/stock/index.ts';
import { storefrontJobs, storefrontSchedules } from './domains/storefronts/index.ts';
import { createEdge } from './doors.ts';
import { createScheduler } from './foundation/jobs/schedule.ts';
import { groundJobs, groundSchedules } from './foundation/jobs/sweep.jobs.ts';
import { createWorker } from './foundation/jobs/worker.ts';
import { createClamdClient } from './providers/scanning/clamd/client.ts';
import { type AppOptions, createDomains, type Domains } from './rooms.ts';
import { createBot } from './surfaces/bot/bot.jobs.ts';
import { hostBelow } from './surfaces/storefront/shop-hosts.ts';
import { createWebhookJobs, webhookSchedules } from './surfaces/webhooks/webhook.jobs.ts';
import { listeners } from './tell.ts';
import { wires } from './wires.ts';

export function createApp(options: AppOptions) {
  const { database, clock, log } = options;
  const domains = createDomains(options);
  const edge = createEdge(options, domains);
  const onFailure = (
    job: { readonly queue: string; readonly id: bigint; readonly attempt: number; readonly dead: boolean },
    error: unknown,
  ): void =>
    log[job.dead ? 'error' : 'warn']({
      event: job.dead ? 'job.died' : 'job.failed',
      queue: job.queue,
      job_id: String(job.id),
      attempt: job.attempt,
      error,
    });
  const worker = createWorker({ ...options.worker, database, clock, handlers: jobsOf(options, domains), onFailure });
  const scheduler = createScheduler({
    database,
    clock,
    schedules: [
      ...stockSchedules,
      ...orderSchedules,
      ...paymentSchedules,
      ...fulfilmentSchedules,
      ...pushSchedules,
      ...webhookSchedules,
      ...conversationSchedules,
      ...groundSchedules,
      ...cartSchedules,
      ...storefrontSchedules,
      ...accessSchedules,
      ...printFileSchedules,
    ],
    onFailure: (error) => log.warn({ event: 'schedule.failed', error }),
  });
  return { edge, worker, scheduler, ...domains };
}

function jobsOf(options: AppOptions, domains: Domains) {
  const { database, clock, config, blobs } = options;
  const { merchants, books, catalog, carts, customers, conversations, fulfilment, payments, orders, returns, documents, outside, tell } =
    domains;
  const bot = createBot({
    clock,
    publicUrl: config.publicUrl,
    webCart: domains.shopfront.webCart,
    merchants: {
      get: async (tx) => ({ ...(await merchants.getMerchant(tx)), prints: (await domains.printing.settings(tx)).enabled }),
    },
    pictureOf: (blob) => ({ blob: `images/${blob}/original.jpg`, mimeType: 'image/jpeg' }),
    catalog,
    shelf: domains.pushed,
    carts,
    orders,
    returns,
    fulfilment,
    customers,
    conversations,
    printing: domains.printing,
    inTx: database.inTx,
  });
  return [
    ...bot.jobs,
    ...merchants.jobs({ log: options.log, mail: domains.mailer }),
    ...conversations.jobs,
    ...groundJobs({ database, clock }),
    ...createWebhookJobs({ database, clock, conversations, payments, fulfilment, wires, keepBodiesDays: config.webhookBodiesDays }),
    ...listeners({ database, orders, returns, conversations, documents, printing: domains.printing, printQueue: domains.printQueue }),
    ...domains.printQueue.jobs,
    ...printFileJobs({
      database,
      clock,
      blobs,
      prepare: createPrepareFile({ libreOffice: config.files.libreOffice }),
      scanner: config.files.clamd === undefined ? undefined : createClamdClient({ address: config.files.clamd }),
      log: options.log,
      emit: tell.print,
    }),
    ...documentJobs({ database, clock, blobs, documents, orders, conversations }),
    ...catalogJobs({ database, clock, blobs }),
    ...importJobs({ ...domains.importDeps, pictures: blobs }),
    ...pushJobs(domains.pushDeps),
    ...stockJobs({ database, clock }),
    ...cartJobs({ database, clock, merchantIds: (tx) => merchants.allMerchants(tx) }),
    ...storefrontJobs({
      database,
      clock,
      blobs,
      shopHostOf: async (tx) => hostBelow(config.publicUrl, (await merchants.getMerchant(tx)).slug),
      onLooked: domains.shopfront.hosts.refresh,
    }),
    ...orderJobs({ database, clock, orders: domains.orderDeps, merchantIds: (tx) => merchants.allMerchants(tx) }),
    ...paymentJobs({
      database,
      clock,
      books,
      gatewayFor: outside.gatewayFor,
      settle: (tx, input) => orders.settle(tx, input),
      emit: tell.payment,
    }),
    ...fulfilmentJobs({ database, clock, books, courierFor: outside.courierFor, emit: tell.fulfilment }),
  ];
}

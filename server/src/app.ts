/**
 * The composition root: the only place (with outside.ts and tell.ts, its two halves) that knows every room. It builds the domains,
 * hands each what it needs, and mounts their routes and jobs; it decides nothing itself.
 */
import { readFileSync } from 'node:fs';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { parsePhone, waIdOf } from '@parley/contract/values/phone.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { aliases } from './aliases.ts';
import type { Config } from './config.ts';
import { bookRoutes } from './domains/books/books.routes.ts';
import { createBooks } from './domains/books/index.ts';
import { createCarts } from './domains/carts/index.ts';
import { catalogRoutes, pictureRoutes } from './domains/catalog/catalog.routes.ts';
import { catalogJobs, createCatalog } from './domains/catalog/index.ts';
import { conversationRoutes } from './domains/conversations/conversation.routes.ts';
import { type ConversationsDeps, createConversations } from './domains/conversations/index.ts';
import { createCustomers } from './domains/customers/index.ts';
import { documentJobs } from './domains/documents/document.jobs.ts';
import { documentRoutes, signedDocumentRoutes } from './domains/documents/document.routes.ts';
import { createDocuments, sellerOf } from './domains/documents/index.ts';
import { createFulfilment, type DeliveryRule } from './domains/fulfilment/index.ts';
import { fulfilmentJobs, fulfilmentSchedules } from './domains/fulfilment/tracking.jobs.ts';
import { createInsights } from './domains/insights/index.ts';
import { insightRoutes } from './domains/insights/insight.routes.ts';
import { connectionRoutes } from './domains/merchants/connection.routes.ts';
import { createMerchants, type DeliveryRule as MerchantDeliveryRule, type Merchants } from './domains/merchants/index.ts';
import { merchantRoutes } from './domains/merchants/merchant.routes.ts';
import { createOrders, type Orders } from './domains/orders/index.ts';
import { orderJobs, orderSchedules } from './domains/orders/order.jobs.ts';
import { orderRoutes } from './domains/orders/order.routes.ts';
import { createPayments } from './domains/payments/index.ts';
import { paymentJobs, paymentSchedules } from './domains/payments/reconcile.jobs.ts';
import { createReturns } from './domains/returns/index.ts';
import { returnRoutes } from './domains/returns/return.routes.ts';
import { createStock, stockJobs, stockSchedules } from './domains/stock/index.ts';
import { stockRoutes } from './domains/stock/stock.routes.ts';
import type { Blobs } from './foundation/blobs/blobs.ts';
import type { Database, Tx } from './foundation/db/database.ts';
import { createHttpEdge, type EdgeOptions } from './foundation/http/edge.ts';
import type { Edge } from './foundation/http/edge-parts.ts';
import { createScheduler } from './foundation/jobs/schedule.ts';
import { createWorker, type WorkerOptions } from './foundation/jobs/worker.ts';
import type { Log } from './foundation/log/log.ts';
import type { Secrets } from './foundation/secrets/secrets.ts';
import { createOutside, type OutsideDeps } from './outside.ts';
import { shiprocketWebhooks } from './providers/couriers/shiprocket/webhooks.ts';
import { checkContent } from './providers/messaging/content-limits.ts';
import { whatsAppWebhooks } from './providers/messaging/whatsapp-cloud/webhooks.ts';
import { razorpayWebhooks } from './providers/payments/razorpay/webhooks.ts';
import { healthRoutes } from './surfaces/api/health.routes.ts';
import { createBot } from './surfaces/bot/bot.jobs.ts';
import type { DemoSignIn } from './surfaces/desk/desk-deps.ts';
import { deskRoutes } from './surfaces/desk/mount-desk.ts';
import { deskReads } from './surfaces/desk/reads/desk-reads.ts';
import { storefrontAssets } from './surfaces/storefront/assets.routes.ts';
import { checkoutRoutes } from './surfaces/storefront/checkout.routes.ts';
import { orderPageRoutes } from './surfaces/storefront/order.routes.ts';
import type { StorefrontDeps } from './surfaces/storefront/storefront-deps.ts';
import { windowRoutes } from './surfaces/storefront/window.routes.ts';
import { mountWebhooks } from './surfaces/webhooks/mount-webhooks.ts';
import { createWebhookJobs, webhookSchedules } from './surfaces/webhooks/webhook.jobs.ts';
import { createTell, listeners } from './tell.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly blobs: Blobs;
  /** Address of the built-in stand-in of a service; undefined: the real one. */
  readonly standIn?: OutsideDeps['standIn'];
  /** Further surfaces (the sandbox), mounted after the product's own. */
  readonly mount?: (edge: Edge) => void;
  /** Where "back to the chat" leads, where it is not wa.me. */
  readonly chatUrl?: (shop: { readonly slug: string; readonly number: string | undefined }) => string | undefined;
  readonly onConnectionChanged?: (tx: Tx, kind: string) => Promise<void>;
  readonly worker?: Partial<Pick<WorkerOptions, 'concurrency' | 'leaseMs' | 'pollMs' | 'random'>>;
  /** Shown on the desk's sign-in, in the sandbox. */
  readonly demo?: DemoSignIn;
  readonly budgets?: EdgeOptions['budgets'];
}

export type Domains = ReturnType<typeof createDomains>;

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
    schedules: [...stockSchedules, ...orderSchedules, ...paymentSchedules, ...fulfilmentSchedules, ...webhookSchedules],
    onFailure: (error) => log.warn({ event: 'schedule.failed', error }),
  });
  return { edge, worker, scheduler, ...domains };
}

/** Rooms that need each other's word get it through functions that look only when called. */
function createDomains(options: AppOptions) {
  const { config, database, clock, secrets, blobs } = options;
  const tell = createTell(clock);
  const outside = createOutside({
    services: config.services,
    standIn: options.standIn ?? (() => undefined),
    database,
    clock,
    merchants: () => merchants,
  });
  const merchants: Merchants = createMerchants({
    database,
    clock,
    secrets,
    probes: outside.probes,
    async onMerchantCreated(tx) {
      await stock.openStock(tx);
      await books.openBooks(tx);
    },
    async emit(tx, event) {
      if (event.name === 'connection.changed') await options.onConnectionChanged?.(tx, event.kind);
    },
  });
  const books = createBooks({
    clock,
    verifyStock: (tx) => stock.verifyStock(tx),
    openPayments: (tx) => payments.openPayments(tx),
    matchPayments: (tx, shown) => payments.matchStatement(tx, shown),
  });
  const stock = createStock({ clock, books, onOpened: (tx, ids) => catalog.markTracked(tx, ids) });
  const catalog = createCatalog({
    clock,
    blobs,
    stock,
  });
  const carts = createCarts({ clock, catalog, stock });
  const customers = createCustomers({
    clock,
    async onMerged(tx, from, to) {
      await conversations.joinThreads(tx, from, to);
      await orders.moveToCustomer(tx, from, to);
      await returns.moveToCustomer(tx, from, to);
    },
  });
  const conversations = createConversations({
    database,
    clock,
    customers,
    blobs,
    checkContent,
    clientFor: outside.messagingFor,
    markConnection: (tx, kind, state, failure) =>
      merchants.markConnection(tx, kind as Parameters<Merchants['markConnection']>[1], state, failure),
  } satisfies ConversationsDeps);
  const fulfilment = createFulfilment({
    clock,
    books,
    emit: (tx, event) => tell.fulfilment(tx, event),
    deliveryRule: async (tx) => ruleOf((await merchants.getMerchant(tx)).delivery),
    courierSetup: outside.courierSetup,
  });
  const payments = createPayments({
    clock,
    books,
    connectedGateway: outside.connectedGateway,
    settle: (tx, input) => orders.settle(tx, input),
    emit: (tx, event) => tell.payment(tx, event),
  });
  const orderDeps = {
    clock,
    publicUrl: config.publicUrl,
    paymentReturnUrl: () => `${config.publicUrl}/payments/razorpay/callback`,
    shop: (tx: Tx) => merchants.getMerchant(tx),
    carts,
    catalog,
    customers,
    stock,
    payments,
    fulfilment,
    books,
    emit: tell.order,
  };
  const orders: Orders = createOrders(orderDeps);
  const returns = createReturns({
    clock,
    orders,
    stock,
    payments,
    books,
    windowDays: async (tx) => (await merchants.getMerchant(tx)).returnWindowDays,
    emit: tell.return,
  });
  const documents = createDocuments({
    clock,
    secrets,
    blobs,
    publicUrl: config.publicUrl,
    orders,
    customers,
    books,
    returns,
    seller: async (tx) => sellerOf(await merchants.getMerchant(tx)),
  });
  return {
    merchants,
    books,
    stock,
    catalog,
    carts,
    customers,
    conversations,
    fulfilment,
    payments,
    orders,
    returns,
    documents,
    orderDeps,
    outside,
    tell,
  };
}

function jobsOf(options: AppOptions, domains: Domains) {
  const { database, clock, config, blobs } = options;
  const { merchants, books, catalog, carts, customers, conversations, fulfilment, payments, orders, returns, documents, outside, tell } =
    domains;
  const bot = createBot({
    clock,
    publicUrl: config.publicUrl,
    merchants: { get: (tx) => merchants.getMerchant(tx) },
    pictureOf: (blob) => ({ blob: `images/${blob}/original.jpg`, mimeType: 'image/jpeg' }),
    catalog,
    carts,
    orders,
    returns,
    fulfilment,
    customers,
    conversations,
    inTx: database.inTx,
  });
  return [
    ...bot.jobs,
    ...conversations.jobs,
    ...createWebhookJobs({ database, clock, conversations, payments, fulfilment, wires }),
    ...listeners({ database, orders, returns, conversations, documents }),
    ...documentJobs({ database, clock, blobs, documents, orders, conversations }),
    ...catalogJobs({ database, clock, blobs }),
    ...stockJobs({ database, clock }),
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

function ruleOf(rule: MerchantDeliveryRule): DeliveryRule {
  if (rule.kind === 'flat') return { kind: 'flat', price: rule.amount };
  if (rule.kind === 'free_above') return { kind: 'free_above', above: rule.threshold, ...(rule.amount ? { price: rule.amount } : {}) };
  return rule;
}

const wires = { whatsapp: whatsAppWebhooks, razorpay: razorpayWebhooks, shiprocket: shiprocketWebhooks };

function createEdge(options: AppOptions, domains: Domains): Edge {
  const { config, database, clock, log, secrets } = options;
  const { merchants, books, catalog, stock, customers, conversations, fulfilment, payments, orders, returns } = domains;
  const edge = createHttpEdge({
    log,
    clock,
    database,
    secrets,
    publicUrl: config.publicUrl,
    identify: merchants.identify,
    aliases,
    ...(options.budgets ? { budgets: options.budgets } : {}),
  });
  const api = { prefix: '/api/v1' };
  edge.register(merchantRoutes(merchants), api);
  edge.register(connectionRoutes(merchants), api);
  edge.register(catalogRoutes({ catalog, audit: merchants.audit, publicUrl: config.publicUrl }), api);
  edge.register(stockRoutes({ stock, catalog, audit: merchants.audit }), api);
  edge.register(bookRoutes({ books, audit: merchants.audit }), api);
  edge.register(conversationRoutes({ clock, conversations, customers, merchants }), api);
  edge.register(
    orderRoutes({
      orders,
      customers,
      catalog,
      fulfilment,
      payments,
      shop: (tx) => merchants.getMerchant(tx),
      audit: merchants.audit,
      checkSecondFactor: merchants.checkSecondFactor,
    }),
    api,
  );
  edge.register(returnRoutes({ returns, customers, audit: merchants.audit }), api);
  edge.register(insightRoutes({ insights: createInsights(), books }), api);
  edge.register(documentRoutes(domains), api);
  edge.register(signedDocumentRoutes(domains));
  edge.register(async (scope) => mountWebhooks(scope, { database, clock, merchants, wires, payments, fulfilment }));
  edge.register(pictureRoutes({ blobs: options.blobs }));
  edge.register(healthRoutes({ database, clock, version, mode: config.mode, hasFrontPage: options.mount !== undefined }));
  edge.register(
    deskRoutes({
      database,
      clock,
      secrets,
      publicUrl: config.publicUrl,
      orders,
      returns,
      books,
      catalog,
      stock,
      payments,
      conversations,
      customers,
      merchants,
      reads: deskReads,
      signIn: (email, password, userAgent) => merchants.signIn({ email, password, userAgent }),
      whoIs: (token) => merchants.whoIs(token),
      signOut: (actor) => database.inTx(actor.merchantId, (tx) => merchants.signOut(tx, actor)),
      ...(options.demo ? { demo: options.demo } : {}),
    }),
  );
  const web = storefrontDeps(options, domains);
  edge.register(storefrontAssets);
  edge.register(checkoutRoutes(web));
  edge.register(orderPageRoutes(web));
  options.mount?.(edge);
  edge.register(windowRoutes({ ...web, catalog, merchantBySlug: (slug) => database.inPlatformTx((tx) => merchants.findBySlug(tx, slug)) }));
  return edge;
}

function storefrontDeps(options: AppOptions, domains: Domains): StorefrontDeps {
  const { database } = options;
  const { merchants, orders, payments, customers, fulfilment, documents, outside } = domains;
  return {
    inTx: database.inTx,
    ring: database.bell,
    async invoiceLink(tx, orderId) {
      const invoice = await documents.invoice(tx, orderId);
      return invoice.ok ? documents.link(tx.merchantId, invoice.value.id) : undefined;
    },
    orders,
    payments,
    customers,
    fulfilment,
    normalisePhone(text, country) {
      const phone = parsePhone(text, country);
      return phone && waIdOf(phone.e164);
    },
    async shopOf(tx) {
      const merchant = await merchants.getMerchant(tx);
      const number = merchant.whatsappNumber?.replace(/\D/g, '');
      const chatUrl = options.chatUrl ? options.chatUrl({ slug: merchant.slug, number }) : number && `https://wa.me/${number}`;
      return { ...merchant, chatUrl: chatUrl === '' ? undefined : chatUrl };
    },
    merchantOfLink: (id) => database.inPlatformTx((tx) => orders.merchantOfLink(tx, id)),
    async readCallback(gateway, query) {
      const providerLinkId = query['razorpay_payment_link_id'];
      const reference = query['razorpay_payment_link_reference_id'];
      if (!providerLinkId || !reference) return undefined;
      const ids = { providerLinkIds: [providerLinkId], references: [reference], providerPaymentIds: [] };
      const merchantId: MerchantId | undefined = await database.inPlatformTx((tx) => payments.merchantOf(tx, gateway, ids));
      if (!merchantId) return undefined;
      return database.inTx(merchantId, async (tx) => {
        if (!(await outside.isSignedCallback(tx, query))) return undefined;
        const orderId = await payments.orderOfLink(tx, gateway, providerLinkId);
        const order = orderId && (await orders.get(tx, orderId));
        return order?.ok ? { merchantId, orderPublicId: order.value.publicId } : undefined;
      });
    },
  };
}

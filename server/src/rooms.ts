/** The rooms of the house: builds every domain and hands each what it needs; it decides nothing itself and opens no door. */
import { after, type Clock, dayMs } from '@parley/contract/values/time.ts';
import type { Config } from './config.ts';
import { createBooks } from './domains/books/index.ts';
import { createCarts } from './domains/carts/index.ts';
import { createProductImports } from './domains/catalog/csv/product-imports.ts';
import { createCatalog } from './domains/catalog/index.ts';
import type { PushDeps } from './domains/catalog/push/push-deps.ts';
import { createPushedCatalogue } from './domains/catalog/push/pushed-catalogue.ts';
import { type ConversationsDeps, createConversations, mediaBlobOf, mediaLossOf } from './domains/conversations/index.ts';
import { createCustomers } from './domains/customers/index.ts';
import { createDocuments, sellerOf } from './domains/documents/index.ts';
import { createFulfilment, type DeliveryRule } from './domains/fulfilment/index.ts';
import { createInsights } from './domains/insights/index.ts';
import { createMerchants, type DeliveryRule as MerchantDeliveryRule, type Merchants } from './domains/merchants/index.ts';
import { createOrders, type Orders } from './domains/orders/index.ts';
import { createPayments, type GatewayName } from './domains/payments/index.ts';
import { createPrinting, createPrintQueue, type Printing } from './domains/printing/index.ts';
import { createReturns } from './domains/returns/index.ts';
import { createStock } from './domains/stock/index.ts';
import { createStorefronts } from './domains/storefronts/index.ts';
import { erasePerson } from './erase-person.ts';
import type { Blobs } from './foundation/blobs/blobs.ts';
import type { Database, Tx } from './foundation/db/database.ts';
import { type EdgeOptions } from './foundation/http/edge.ts';
import type { Edge } from './foundation/http/edge-parts.ts';
import { type WorkerOptions } from './foundation/jobs/worker.ts';
import type { Log } from './foundation/log/log.ts';
import type { Secrets } from './foundation/secrets/secrets.ts';
import { createMailer, type MailStandIn } from './mailer.ts';
import { createOutside, type OutsideDeps } from './outside.ts';
import { checkContent } from './providers/messaging/content-limits.ts';
import { fitForTwilio } from './providers/messaging/twilio/fit-content.ts';
import { createSentFiles } from './sent-files.ts';
import { createShopfront } from './shopfront.ts';
import { createStaffChat } from './staff-chat.ts';
import type { DemoSignIn } from './surfaces/dashboard/dashboard.routes.ts';
import { hostBelow } from './surfaces/storefront/shop-hosts.ts';
import { createTell } from './tell.ts';

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly blobs: Blobs;
  /** Address of the built-in stand-in of a service; undefined: the real one. */
  readonly standIn?: OutsideDeps['standIn'];
  /** Takes mails where the operator named no mail server. */
  readonly mailStandIn?: MailStandIn;
  /** Further surfaces (the sandbox), mounted after the product's own. */
  readonly mount?: (edge: Edge) => void;
  /** Where "back to the chat" leads, where it is not wa.me. */
  readonly chatUrl?: (shop: { readonly slug: string; readonly number: string | undefined }) => string | undefined;
  readonly onConnectionChanged?: (tx: Tx, kind: string) => Promise<void>;
  /** Somebody was erased who was known by these numbers and ids; what the stand-ins show of them may go after the commit. */
  readonly onPersonErased?: (tx: Tx, keys: readonly string[]) => void;
  readonly worker?: Partial<Pick<WorkerOptions, 'concurrency' | 'leaseMs' | 'pollMs' | 'random'>>;
  /** Shown on the desk's sign-in, in the sandbox. */
  readonly demo?: DemoSignIn;
  readonly budgets?: EdgeOptions['budgets'];
}

export type Domains = ReturnType<typeof createDomains>;

/** Rooms that need each other's word get it through functions that look only when called. */
export function createDomains(options: AppOptions) {
  const { config, database, clock, secrets, blobs } = options;
  const tell = createTell(clock);
  const sentFiles = createSentFiles({ secrets, clock, publicUrl: config.publicUrl });
  const outside = createOutside({
    services: config.services,
    standIn: options.standIn ?? (() => undefined),
    database,
    clock,
    sentFiles,
    publicUrl: config.publicUrl,
    merchants: () => merchants,
  });
  const mailer = createMailer(config, options.mailStandIn);
  const merchants: Merchants = createMerchants({
    database,
    clock,
    secrets,
    publicUrl: config.publicUrl,
    sendsMail: mailer !== undefined,
    ownConnections: config.connections,
    chat: createStaffChat({ database, outside, customers: () => customers, conversations: () => conversations }),
    probes: outside.probes,
    async onMerchantCreated(tx) {
      await stock.openStock(tx);
      await books.openBooks(tx);
    },
    async emit(tx, event) {
      if (event.name === 'connection.changed') await options.onConnectionChanged?.(tx, event.kind);
      if (event.name === 'connection.changed' && event.kind === 'whatsapp') await pushed.follow(tx);
      if (event.name === 'connection.changed' && !event.connected) await conversations.stopCatchingUp(tx, event.kind);
      if (event.name === 'merchant.changed') await pushed.replan(tx);
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
  const importDeps = {
    database,
    clock,
    blobs,
    stock,
    audit: merchants.audit,
    publicUrl: config.publicUrl,
    pushed: (tx: Tx) => pushed.catalogueUpdated(tx),
  };
  const imports = createProductImports(importDeps);
  const carts = createCarts({ clock, catalog, signWord: (text) => secrets.fingerprint('cart word', text) });
  const storefronts = createStorefronts({
    clock,
    blobs,
    audit: merchants.audit,
    ourHost: new URL(config.publicUrl).hostname,
    shopHostOf: async (tx) => hostBelow(config.publicUrl, (await merchants.getMerchant(tx)).slug),
  });
  const shopfront = createShopfront({ config, clock, secrets, database, merchants, storefronts });
  const customers = createCustomers({
    clock,
    async onMerged(tx, from, to) {
      await conversations.joinThreads(tx, from, to);
      await orders.moveToCustomer(tx, from, to);
      await returns.moveToCustomer(tx, from, to);
      await carts.moveToCustomer(tx, from, to);
      await printing.moveToCustomer(tx, from, to);
    },
    onErased: (tx, id) =>
      erasePerson({ clock, customers, orders, payments, returns, conversations, printing, onErased: options.onPersonErased }, tx, id),
  });
  const conversations = createConversations({
    database,
    clock,
    customers,
    blobs,
    checkContent,
    fitContent: (provider, content) => (provider === 'twilio' ? fitForTwilio(content) : [content]),
    clientFor: outside.messagingFor,
    catchUpWith: { provider: 'twilio', merchants: (tx) => merchants.connectedTo(tx, 'twilio') },
    markConnection: (tx, kind, state, failure) =>
      merchants.markConnection(tx, kind as Parameters<Merchants['markConnection']>[1], state, failure),
    onMedia: (tx, blob, what) => (what === 'arrived' ? printing.mediaArrived(tx, blob) : printing.mediaLost(tx, blob, what)),
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
    gatewaysFor: outside.gatewaysFor,
    settle: (tx, input) => orders.settle(tx, input),
    emit: (tx, event) => tell.payment(tx, event),
  });
  const orderDeps = {
    clock,
    publicUrl: config.publicUrl,
    // Razorpay signs the way back; the others' words prove nothing, so the browser goes to the order itself.
    paymentReturnUrl: (publicId: string, gateway: GatewayName) =>
      gateway === 'razorpay' ? `${config.publicUrl}/payments/razorpay/callback` : `${config.publicUrl}/order/${publicId}?from=payment`,
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
  const printQueue = createPrintQueue({
    database,
    blobs,
    clock,
    secrets,
    publicUrl: config.publicUrl,
    orders,
    keys: merchants.keys,
    audit: merchants.audit,
    mailStaff: merchants.mailStaff,
    emit: (tx, event) => tell.print(tx, event),
  });
  const printing: Printing = createPrinting({
    clock,
    catalog,
    orders,
    shopLanguage: async (tx) => sellerOf(await merchants.getMerchant(tx)).language,
    audit: merchants.audit,
    mediaBlobOf,
    mediaLossOf,
    async emit(tx, event) {
      if (event.name === 'print.queued') tx.afterCommit(printQueue.ring);
      await tell.print(tx, event);
    },
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
  const insights = createInsights();
  const pushDeps: PushDeps = {
    database,
    clock,
    publicUrl: config.publicUrl,
    stock,
    shop: (tx) => merchants.getMerchant(tx),
    async soldOf(tx, days) {
      const { date } = await books.today(tx);
      const from = after(new Date(`${date}T00:00:00Z`), -days * dayMs);
      const { rows } = await insights.sales(tx, 'product', { from: from.toISOString().slice(0, 10), to: date });
      return new Map(rows.map((row) => [row.key, row.units]));
    },
    catalogueFor: outside.catalogueFor,
    connectedMerchants: (tx) => merchants.connectedTo(tx, 'whatsapp'),
  };
  const pushed = createPushedCatalogue(pushDeps);
  return {
    merchants,
    mailer,
    books,
    stock,
    catalog,
    imports,
    importDeps,
    carts,
    storefronts,
    shopfront,
    customers,
    conversations,
    fulfilment,
    payments,
    orders,
    returns,
    documents,
    printing,
    printQueue,
    pushed,
    pushDeps,
    orderDeps,
    outside,
    sentFiles,
    tell,
  };
}

function ruleOf(rule: MerchantDeliveryRule): DeliveryRule {
  if (rule.kind === 'flat') return { kind: 'flat', price: rule.amount };
  if (rule.kind === 'free_above') return { kind: 'free_above', above: rule.threshold, ...(rule.amount ? { price: rule.amount } : {}) };
  return rule;
}

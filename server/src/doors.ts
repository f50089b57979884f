/** The doors of the house: every route of every surface, mounted on one HTTP edge; it decides nothing itself. */
import { readFileSync } from 'node:fs';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { parsePhone, waIdOf } from '@parley/contract/values/phone.ts';
import { refuse } from '@parley/contract/values/result.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import { aliases } from './aliases.ts';
import { contactRoutesDeps } from './contact-doors.ts';
import { bookRoutes } from './domains/books/books.routes.ts';
import { bulkRoutes } from './domains/catalog/bulk/bulk.routes.ts';
import { catalogRoutes, pictureRoutes } from './domains/catalog/catalog.routes.ts';
import { csvRoutes } from './domains/catalog/csv/csv.routes.ts';
import { pushRoutes } from './domains/catalog/push/push.routes.ts';
import { conversationRoutes } from './domains/conversations/conversation.routes.ts';
import { contactRoutes } from './domains/customers/contacts/contact.routes.ts';
import { documentRoutes, signedDocumentRoutes } from './domains/documents/document.routes.ts';
import { dashboardReads } from './domains/insights/dashboard/dashboard.routes.ts';
import { createInsights } from './domains/insights/index.ts';
import { insightRoutes } from './domains/insights/insight.routes.ts';
import { paymentReads } from './domains/insights/payments/payment-reads.routes.ts';
import { printFigureRoutes } from './domains/insights/printing/print-figures.routes.ts';
import { connectionRoutes } from './domains/merchants/connection.routes.ts';
import { merchantRoutes } from './domains/merchants/merchant.routes.ts';
import { orderRoutes } from './domains/orders/order.routes.ts';
import { paymentRoutes } from './domains/payments/payment.routes.ts';
import { printFileRoutes } from './domains/printing/print-file.routes.ts';
import { printJobRoutes } from './domains/printing/print-job.routes.ts';
import { printSettingsRoutes } from './domains/printing/print-settings.routes.ts';
import { printerRoutes } from './domains/printing/printer.routes.ts';
import { returnRoutes } from './domains/returns/return.routes.ts';
import { stockRoutes } from './domains/stock/stock.routes.ts';
import { shareRoutes } from './domains/storefronts/share.routes.ts';
import { logoRoutes, storefrontRoutes } from './domains/storefronts/storefront.routes.ts';
import { createShortMemory } from './foundation/clock/short-memory.ts';
import { createHttpEdge } from './foundation/http/edge.ts';
import type { Edge } from './foundation/http/edge-parts.ts';
import type { AppOptions, Domains } from './rooms.ts';
import { shopfrontDeps } from './shop-doors.ts';
import { healthRoutes } from './surfaces/api/health.routes.ts';
import { dashboardRoutes } from './surfaces/dashboard/dashboard.routes.ts';
import { eventRoutes } from './surfaces/live/events.routes.ts';
import { printAgentRoutes } from './surfaces/print-agent/print-agent.routes.ts';
import { sentFileRoutes } from './surfaces/sent-files/sent-file.routes.ts';
import { storefrontAssets } from './surfaces/storefront/assets.routes.ts';
import { checkoutRoutes } from './surfaces/storefront/checkout.routes.ts';
import { mountShops } from './surfaces/storefront/mount-storefront.ts';
import { orderPageRoutes } from './surfaces/storefront/order.routes.ts';
import { brandOf } from './surfaces/storefront/shop-face.ts';
import type { StorefrontDeps } from './surfaces/storefront/storefront-deps.ts';
import { mountWebhooks } from './surfaces/webhooks/mount-webhooks.ts';
import { wires } from './wires.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

export function createEdge(options: AppOptions, domains: Domains): Edge {
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
    leadHost: domains.shopfront.hosts.lead,
    ...(options.budgets ? { budgets: options.budgets } : {}),
  });
  const api = { prefix: '/api/v1' };
  edge.register(merchantRoutes(merchants), api);
  edge.register(connectionRoutes(merchants), api);
  edge.register(catalogRoutes({ catalog, audit: merchants.audit, publicUrl: config.publicUrl }), api);
  edge.register(csvRoutes(domains), api);
  edge.register(bulkRoutes({ clock, audit: merchants.audit }), api);
  edge.register(pushRoutes({ pushed: domains.pushed, audit: merchants.audit, shop: domains.pushDeps.shop }), api);
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
  const insights = createInsights();
  edge.register(insightRoutes({ insights, books }), api);
  edge.register(paymentReads({ clock, books }), api);
  edge.register(paymentRoutes({ payments, audit: merchants.audit }), api);
  edge.register(dashboardReads({ clock, books, audit: merchants.audit, retryPrint: retryPrintOf(domains) }), api);
  edge.register(contactRoutes(contactRoutesDeps(domains)), api);
  edge.register(documentRoutes(domains), api);
  edge.register(signedDocumentRoutes(domains));
  mountPrinting(edge, options, domains);
  edge.register(printAgentRoutes());
  edge.register(sentFileRoutes({ blobs: options.blobs, behind: domains.sentFiles.behind }));
  edge.register(async (scope) =>
    mountWebhooks(scope, { database, clock, publicUrl: config.publicUrl, merchants, wires, payments, fulfilment }),
  );
  edge.register(
    storefrontRoutes({ storefronts: domains.storefronts, publicUrl: config.publicUrl, addressOf: domains.shopfront.addressOf }),
    api,
  );
  edge.register(logoRoutes({ blobs: options.blobs }));
  edge.register(pictureRoutes({ blobs: options.blobs }));
  edge.register(healthRoutes({ database, clock, version, mode: config.mode, hasFrontPage: options.mount !== undefined }));
  edge.register(eventRoutes({ database, insights }), api);
  edge.register(dashboardRoutes(options.demo ? { demo: options.demo } : {}));
  const web = storefrontDeps(options, domains);
  edge.register(
    shareRoutes({
      linksOf: async (tx) => {
        const [{ url: shop }, { chatUrl }] = [await domains.shopfront.addressOf(tx), await web.shopOf(tx)];
        // The sandbox's phone is a path of this program; a QR code needs the whole address.
        return { shop, chat: chatUrl && new URL(chatUrl, config.publicUrl).href };
      },
    }),
    api,
  );
  edge.register(storefrontAssets);
  edge.register(checkoutRoutes(web));
  edge.register(orderPageRoutes(web));
  options.mount?.(edge);
  mountShops(edge, shopfrontDeps(options, domains, web));
  return edge;
}

/** As staff do at the job itself, for one that failed. */
function retryPrintOf({ printQueue }: Domains): Parameters<typeof dashboardReads>[0]['retryPrint'] {
  return async (tx, actor, id) => {
    const view = await printQueue.view(tx, id);
    if (view?.state !== 'failed') return refuse('job.not_found');
    return printQueue.retry(tx, await printQueue.callerOf(tx, actor), id, { reason: undefined, printerId: undefined });
  };
}

function mountPrinting(edge: Edge, { config, clock, secrets, blobs }: AppOptions, domains: Domains): void {
  const api = { prefix: '/api/v1' };
  const { merchants, orders, printing, printQueue: queue } = domains;
  const { audit } = merchants;
  edge.register(printJobRoutes({ clock, secrets, publicUrl: config.publicUrl, queue, orders, audit }), api);
  edge.register(printerRoutes({ clock, queue, audit, merchant: (tx) => merchants.getMerchant(tx) }), api);
  edge.register(printSettingsRoutes({ printing }), api);
  edge.register(printFigureRoutes({ books: domains.books }), api);
  edge.register(printFileRoutes({ queue, blobs }));
  edge.register(printFileRoutes({ queue, blobs }), api);
}

const LINKS_REMEMBERED = 10_000;

function storefrontDeps(options: AppOptions, domains: Domains): StorefrontDeps {
  const { database } = options;
  const { merchants, orders, payments, customers, fulfilment, documents, outside } = domains;
  const links = createShortMemory<MerchantId | undefined>(options.clock, 10 * minuteMs, LINKS_REMEMBERED);
  return {
    inTx: database.inTx,
    countryOf: async (tx) => (await merchants.getMerchant(tx)).country,
    ring: database.bell,
    linkBell: (orderId) => domains.tell.links.listen(orderId),
    async awaitsPages(tx, orderId) {
      const jobs = await domains.printing.jobsOf(tx, orderId);
      return jobs.some(({ state, isReprint }) => !isReprint && state !== 'printed' && state !== 'cancelled');
    },
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
      return { ...merchant, ...brandOf(await domains.storefronts.storefront(tx)), chatUrl: chatUrl === '' ? undefined : chatUrl };
    },
    // A link never leads to another merchant.
    merchantOfLink: (id) =>
      links.remember(
        id,
        () => database.inPlatformTx((tx) => orders.merchantOfLink(tx, id)),
        (merchantId) => merchantId !== undefined,
      ),
    async readSignedWayBack(query) {
      const providerLinkId = query['razorpay_payment_link_id'];
      const reference = query['razorpay_payment_link_reference_id'];
      if (!providerLinkId || !reference) return undefined;
      const ids = { providerLinkIds: [providerLinkId], references: [reference], providerPaymentIds: [] };
      const merchantId: MerchantId | undefined = await database.inPlatformTx((tx) => payments.merchantOf(tx, 'razorpay', ids));
      if (!merchantId) return undefined;
      return database.inTx(merchantId, async (tx) => {
        if (!(await outside.isSignedCallback(tx, query))) return undefined;
        const orderId = await payments.orderOfLink(tx, 'razorpay', providerLinkId);
        const order = orderId && (await orders.get(tx, orderId));
        return order?.ok ? { merchantId, orderPublicId: order.value.publicId } : undefined;
      });
    },
  };
}

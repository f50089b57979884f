/**
 * Shops for the long proof of the books: the rooms of stock, orders, payments, returns and books as the program wires them, on one database.
 * The gateway is played by events; what rooms tell each other is brought after the commit, and is lost with a transaction that fails.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { createBooks } from '../../src/domains/books/index.ts';
import { createCarts } from '../../src/domains/carts/index.ts';
import { type Catalog, createCatalog } from '../../src/domains/catalog/index.ts';
import { createCustomers } from '../../src/domains/customers/index.ts';
import { createFulfilment } from '../../src/domains/fulfilment/index.ts';
import { createOrders, type Orders, type Shop } from '../../src/domains/orders/index.ts';
import { createPayments, type PaymentEvent, type Payments } from '../../src/domains/payments/index.ts';
import { createReturns, type Returns } from '../../src/domains/returns/index.ts';
import { createStock, type Stock } from '../../src/domains/stock/index.ts';
import { createDiskBlobs } from '../../src/foundation/blobs/disk-blobs.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { insertMerchant } from '../builders/shop-floor.ts';
import { openTestDatabase } from '../house.ts';

export type ProofHouse = Awaited<ReturnType<typeof openProofHouse>>;
export type ProofShop = Awaited<ReturnType<ProofHouse['newShop']>>;

export async function openProofHouse(connections = 4) {
  const { database, close } = await openTestDatabase({ connections });
  const folder = await mkdtemp(join(tmpdir(), 'parley-proof-'));
  const clock = createFakeClock(new Date('2026-03-01T09:00:00Z'));
  let terms: Shop = shopTerms(0, true);
  let news: PaymentEvent[] = [];
  const rooms = wire(
    clock,
    folder,
    () => terms,
    (event) => news.push(event),
  );

  async function newShop(of: { readonly taxRateBp: number; readonly pricesIncludeTax: boolean }) {
    const merchantId: MerchantId = await insertMerchant(database);
    terms = shopTerms(of.taxRateBp, of.pricesIncludeTax);
    const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.inTx(merchantId, work);
    return {
      ...rooms,
      clock,
      database,
      merchantId,
      inTx,
      /** Commits the work and tells who listens; `twice` tells it again, as a queue may. */
      async run<T>(work: (tx: Tx) => Promise<T>, twice = false): Promise<T> {
        news = [];
        const done = await inTx(work);
        const told = twice ? [...news, ...news] : news;
        news = [];
        for (const event of told) {
          await inTx((tx) => rooms.orders.onPaymentEvent(tx, event));
          await inTx((tx) => rooms.returns.onPaymentEvent(tx, event));
        }
        return done;
      },
    };
  }

  return {
    database,
    newShop,
    async close() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function shopTerms(defaultTaxRateBp: number, pricesIncludeTax: boolean): Shop {
  return {
    name: 'Proof',
    currency: 'INR',
    country: 'IN',
    timeZone: 'Asia/Kolkata',
    pricesIncludeTax,
    defaultTaxRateBp,
    taxRegion: 'Maharashtra',
    cod: { offered: true },
  };
}

function wire(clock: ReturnType<typeof createFakeClock>, folder: string, terms: () => Shop, tell: (event: PaymentEvent) => void) {
  const books = createBooks({
    clock,
    verifyStock: (tx) => stock.verifyStock(tx),
    openPayments: (tx) => payments.openPayments(tx),
  });
  const stock: Stock = createStock({ clock, books, onOpened: (tx, ids) => catalog.markTracked(tx, ids) });
  const catalog: Catalog = createCatalog({ clock, blobs: createDiskBlobs(folder), stock });
  const carts = createCarts({ clock, catalog, signWord: (text) => text });
  const customers = createCustomers({ clock });
  const fulfilment = createFulfilment({
    clock,
    books,
    deliveryRule: async () => ({ kind: 'flat', price: money(4_900, 'INR') }),
    courierSetup: async () => undefined,
    emit: async () => {},
  });
  const payments: Payments = createPayments({
    clock,
    books,
    gatewaysFor: async () => ['razorpay' as const],
    settle: (tx, input) => orders.settle(tx, input),
    emit: async (_tx, event) => tell(event),
  });
  const orders: Orders = createOrders({
    clock,
    books,
    stock,
    catalog,
    carts,
    customers,
    fulfilment,
    payments,
    publicUrl: 'http://shop.example',
    paymentReturnUrl: (id) => `http://shop.example/back/${id}`,
    shop: async () => terms(),
    emit: async () => {},
  });
  const returns: Returns = createReturns({ clock, books, stock, orders, payments, windowDays: async () => 14, emit: async () => {} });
  return { books, stock, catalog, customers, payments, orders, returns };
}

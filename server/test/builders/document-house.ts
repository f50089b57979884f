/** A return house with documents on top: orders placed, paid, handed over and returned, and what the books say of them. */
import type { OrderId, ReturnId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { AccountRole } from '../../src/domains/books/index.ts';
import { createDocuments, type Documents, type Seller } from '../../src/domains/documents/index.ts';
import { createSecrets } from '../../src/foundation/secrets/secrets.ts';
import { puneShop } from './billed-order.ts';
import { linkIdOf } from './order-house.ts';
import { openReturnHouse } from './return-house.ts';

export type DocumentHouse = Awaited<ReturnType<typeof openDocumentHouse>>;

interface Line {
  readonly variantId: VariantId;
  readonly quantity: number;
}

const SOLD: readonly AccountRole[] = ['sales', 'sales_returns', 'discounts', 'shipping_income', 'rounding'];
const TAXES: readonly AccountRole[] = ['output_cgst', 'output_sgst', 'output_igst', 'output_tax'];

export async function openDocumentHouse(seed = 1) {
  const house = await openReturnHouse(seed);
  const secrets = createSecrets({ current: 'd'.repeat(44) });
  const seller = async (): Promise<Seller> => puneShop;
  const documents: Documents = createDocuments({ ...house, secrets, seller, publicUrl: 'http://shop.example' });
  const owed = (orderId: OrderId, roles: readonly AccountRole[]): Promise<bigint> =>
    house.inTx(async (tx) => {
      const balances = await house.books.balancesOfOrder(tx, orderId);
      return -roles.reduce((sum, role) => sum + (balances.get(role) ?? 0n), 0n);
    });
  const placed = async (lines: readonly Line[], language?: string): Promise<OrderId> => {
    const customerId = (await house.customer()).id;
    if (language !== undefined) await house.inTx((tx) => house.customers.setLanguage(tx, customerId, language));
    const order = await house.inTx(async (tx) =>
      expectOk(await house.orders.placeFor(tx, { customerId, lines, deliveryMethod: 'pickup', actor: 'test' })),
    );
    await house.drain();
    return order.id;
  };
  return {
    ...house,
    secrets,
    documents,
    placed,
    async paid(lines: readonly Line[], language?: string): Promise<OrderId> {
      const orderId = await placed(lines, language);
      expectOk(house.razorpay.side.pay(await linkIdOf(house, orderId)));
      await house.fileEvents();
      await house.drain();
      return orderId;
    },
    /** Asked, approved, received as it came, refunded. */
    async returned(
      orderId: OrderId,
      units: readonly { readonly variantId: VariantId; readonly outcome: 'restocked' | 'damaged' | 'missing'; readonly quantity: number }[],
    ): Promise<ReturnId> {
      const quantities = new Map<VariantId, number>();
      for (const unit of units) quantities.set(unit.variantId, (quantities.get(unit.variantId) ?? 0) + unit.quantity);
      const lines = [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }));
      const actor = 'staff:1';
      const { id } = expectOk(await house.inTx((tx) => house.returns.ask(tx, { orderId, lines, reason: 'too small', actor })));
      expectOk(await house.inTx((tx) => house.returns.approve(tx, id, { actor })));
      expectOk(await house.inTx((tx) => house.returns.receive(tx, id, { lines: units, actor })));
      expectOk(await house.inTx((tx) => house.returns.refund(tx, id, { actor })));
      await house.settle();
      return id;
    },
    /** What the books hold as sold, tax in, credits off. */
    soldOnBooks: (orderId: OrderId) => owed(orderId, [...SOLD, ...TAXES]),
    taxOnBooks: (orderId: OrderId) => owed(orderId, TAXES),
  };
}

/** What the other rooms know of a person, for the doors of customers. Part of the composition root: it decides nothing. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import type { ContactRoutesDeps } from './domains/customers/contacts/contact.routes.ts';
import { orderAnswerOf } from './domains/orders/order-answer.ts';
import type { Tx } from './foundation/db/database.ts';
import type { Domains } from './rooms.ts';

const SHOWN_ORDERS = 10;
/** Of one person. */
const MOST_ORDERS = 2_000;

export function contactRoutesDeps({ merchants, customers, orders, conversations, returns, printing }: Domains): ContactRoutesDeps {
  return {
    customers,
    audit: merchants.audit,
    checkSecondFactor: merchants.checkSecondFactor,
    async recentOrders(tx: Tx, customerId: CustomerId) {
      const { items } = await orders.list(tx, { customerId, page: 1, limit: SHOWN_ORDERS });
      return items.map((order) => ({
        id: order.id,
        order_number: order.orderNumber,
        status: order.status,
        payment_status: order.paymentStatus,
        total_amount: moneyToDecimal(order.total),
        currency: order.total.currency,
        placed_at: order.placedAt.toISOString(),
      }));
    },
    threadOf: conversations.threadOf,
    async everythingOf(tx, customerId) {
      const customer = await customers.get(tx, customerId);
      const { items } = await orders.list(tx, { customerId, withDeleted: true, page: 1, limit: MOST_ORDERS });
      const said = await conversations.everythingSaid(tx, customerId);
      const notes = await conversations.notesAbout(tx, customerId);
      const sentBack = await returns.list(tx, { customerId, page: 1, limit: MOST_ORDERS });
      const files = await printing.filesOf(tx, customerId);
      return {
        orders: items.map((order) => ({ ...orderAnswerOf(order, customer) })),
        messages: said.map((each) => ({ ...each, at: each.at.toISOString() })),
        notes: notes.map((each) => ({ ...each, at: each.at.toISOString() })),
        returns: sentBack.items.map(({ number, orderNumber, state, reason, message, createdAt }) => ({
          number,
          order_number: orderNumber,
          state,
          reason,
          message,
          created_at: createdAt.toISOString(),
        })),
        print_files: files.map(({ name, pages, state, createdAt }) => ({ name, pages, state, created_at: createdAt.toISOString() })),
      };
    },
  };
}

/** The desk offers nothing that the orders' own state table would refuse. */
import { describe, expect, it } from 'vitest';
import { mayMove, type OrderStatus } from '../../domains/orders/order.ts';
import { actRoles, actsFor, mayDo, orderActs } from './order-acts.ts';

const statuses: readonly OrderStatus[] = ['pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled'];
const leadsTo = { confirm: 'confirmed', ship: 'shipped', deliver: 'delivered', cancel: 'cancelled' } as const;

describe('acts on an order', () => {
  it('are moves of the state table, and the next one is not offered twice', () => {
    for (const status of statuses)
      for (const deliveryMethod of ['pickup', 'delivery'] as const)
        for (const paymentStatus of ['unpaid', 'paid', 'partially_refunded', 'refunded'] as const) {
          const { next, others } = actsFor({ status, deliveryMethod, paymentStatus });
          const all = [...(next ? [next] : []), ...others];
          expect(new Set(all).size).toBe(all.length);
          for (const act of all)
            if (act in leadsTo) expect(mayMove(status, leadsTo[act as keyof typeof leadsTo]), `${status} ${act}`).toBe(true);
          if (all.includes('refund')) expect(['paid', 'partially_refunded']).toContain(paymentStatus);
        }
  });

  it('are never a viewer’s or an accountant’s', () => {
    for (const act of orderActs) for (const role of ['viewer', 'accountant'] as const) expect(mayDo(role, actRoles[act])).toBe(false);
  });

  it('offer a parcel that could not be booked first', () => {
    expect(actsFor({ status: 'confirmed', deliveryMethod: 'delivery', paymentStatus: 'paid', shipment: { state: 'failed' } }).next).toBe(
      'book',
    );
  });
});

/** What the page of an order offers: one obvious act, only what the role may do, nothing that its state refuses. */
import { roles } from '@parley/contract/values/role.ts';
import { describe, expect, it } from 'vitest';
import { actsFor } from './order-acts.ts';
import { orderStatuses, paymentStatuses } from './orders-search.ts';

type Order = Parameters<typeof actsFor>[0];
const order = (change: Partial<Order> = {}): Order => ({
  status: 'confirmed',
  payment_status: 'paid',
  payment_method: 'prepaid',
  cod_collected_at: null,
  cod_remitted_at: null,
  delivery: { method: 'delivery', address: null },
  items: [],
  shipment: null,
  ...change,
});

describe('acts on an order', () => {
  it.each([
    ['an open one waits for its payment', order({ status: 'pending', payment_status: 'unpaid' }), 'new_link'],
    ['cash on delivery waits for a yes', order({ status: 'pending', payment_status: 'unpaid', payment_method: 'cod' }), 'confirm'],
    ['a sold one is sent', order(), 'ship'],
    ['a pickup is handed over', order({ delivery: { method: 'pickup', address: null } }), 'deliver'],
    ['a refused parcel is booked again', order({ shipment: { state: 'failed' } }), 'book_parcel'],
    ['one on the way arrives', order({ status: 'shipped' }), 'deliver'],
    [
      'the courier’s cash comes in',
      order({ status: 'delivered', payment_method: 'cod', cod_collected_at: '2026-11-20T00:00:00Z' }),
      'cod_remitted',
    ],
    ['a delivered one needs nothing', order({ status: 'delivered' }), undefined],
  ] as const)('%s', (_name, shown, next) => {
    expect(actsFor(shown, 'owner').next).toBe(next);
  });

  it('never offer anything to those who only look, nor an act twice, nor anything but deletion once cancelled', () => {
    for (const status of orderStatuses)
      for (const payment_status of paymentStatuses)
        for (const role of roles) {
          const { next, others } = actsFor(order({ status, payment_status }), role);
          const all = [...(next ? [next] : []), ...others];
          expect(new Set(all).size).toBe(all.length);
          if (role === 'viewer' || role === 'accountant' || role === 'print_operator') expect(all).toEqual([]);
          if (status === 'cancelled') expect(all.filter((act) => act !== 'delete')).toEqual([]);
        }
  });
});

/** What the selling form sends is what was chosen, and what was chosen before is kept. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codOf, deliveryOf, formProblems, gatewayNames, gatewaysOf, NO_FAVOURITE, pickupOf, takenBy } from './selling-values.ts';

describe('selling settings', () => {
  test('a rule sends its own amounts and no others', () => {
    expect(deliveryOf({ rule: 'courier', amount: '5', threshold: '9' })).toEqual({ kind: 'courier' });
    expect(deliveryOf({ rule: 'flat', amount: '1.234,50', threshold: '9' })).toEqual({ kind: 'flat', amount: '1234.50' });
    expect(deliveryOf({ rule: 'free_above', amount: '', threshold: '₹ 499' })).toEqual({ kind: 'free_above', threshold: '499' });
    expect(deliveryOf({ rule: 'free_above', amount: '40', threshold: '499' })).toEqual({
      kind: 'free_above',
      threshold: '499',
      amount: '40',
    });
  });

  test('an amount that is missing is sent for the server to refuse by name', () => {
    expect(deliveryOf({ rule: 'flat' })).toEqual({ kind: 'flat', amount: '' });
  });

  test('fields left empty are left out', () => {
    expect(pickupOf({ pickup_offered: 'true', pickup_address: '4 High St', pickup_hours: '' })).toEqual({
      offered: true,
      address: '4 High St',
    });
    expect(codOf({ cod_max: '' })).toEqual({ offered: false });
    expect(codOf({ cod_max: 'abc' })).toEqual({ offered: false });
    expect(codOf({ cod_max: '500' })).toEqual({ offered: false, max: '500' });
    expect(codOf({ cod_offered: 'true', cod_max: '2,000' })).toEqual({ offered: true, max: '2000' });
  });

  test('saving without a change keeps which gateways take payments and in which order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...gatewayNames]), (kept) => {
        const favourite = kept[0] ?? NO_FAVOURITE;
        expect(gatewaysOf(kept, takenBy(kept), favourite)).toEqual(kept);
      }),
      { seed: 20_261_120 },
    );
  });

  test('a new favourite comes first and the others keep their order', () => {
    expect(gatewaysOf(['stripe', 'paystack', 'razorpay'], gatewayNames, 'razorpay')).toEqual(['razorpay', 'stripe', 'paystack']);
    expect(gatewaysOf([], ['stripe', 'razorpay'], 'stripe')).toEqual(['stripe', 'razorpay']);
  });

  test('one that was switched off takes nothing any more, favourite or not', () => {
    expect(gatewaysOf(['stripe', 'paystack'], ['paystack'], 'stripe')).toEqual(['paystack']);
  });

  test('all of them without a favourite is the usual order', () => {
    expect(gatewaysOf(['stripe', 'razorpay', 'paystack'], gatewayNames, NO_FAVOURITE)).toEqual([]);
  });

  test('what the server refuses stands beside its field', () => {
    expect(
      formProblems({
        'settings.delivery.amount': 'a',
        'settings.delivery.threshold': 'b',
        'settings.pickup.postal_code': 'c',
        'settings.cod.max': 'd',
        'settings.returns.window_days': 'e',
        'settings.payments.gateways.0': 'f',
      }),
    ).toEqual({ amount: 'a', threshold: 'b', pickup_postal_code: 'c', cod_max: 'd', window_days: 'e', favourite: 'f' });
  });
});

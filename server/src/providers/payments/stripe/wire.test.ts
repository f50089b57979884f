/** What Stripe's records mean where they say less, or something else, than one would like. */
import { expect, it } from 'vitest';
import { paymentIntentWire, sessionWire, toLink, toPayment } from './wire.ts';

const took = { id: 'txn_1', currency: 'inr', fee: 3_066, fee_details: [{ amount: 2_598, currency: 'inr', type: 'stripe_fee' }] };
const intent = (balance: unknown, more: object = {}) =>
  paymentIntentWire.parse({
    id: 'pi_1',
    amount: 129_900,
    amount_received: 129_900,
    currency: 'inr',
    status: 'succeeded',
    created: 1_795_160_000,
    latest_charge: { id: 'ch_1', created: 1_795_160_060, refunded: false, balance_transaction: balance },
    ...more,
  });

it('a fee is told with the tax in it, and without tax as none', () => {
  const withTax = { ...took, fee_details: [...took.fee_details, { amount: 468, currency: 'inr', type: 'tax' }] };
  expect(toPayment(intent(withTax))).toMatchObject({ fee: { minor: 3_066n }, feeTax: { minor: 468n } });
  expect(toPayment(intent(took))).toMatchObject({ fee: { minor: 3_066n }, feeTax: { minor: 0n } });
});

it('a fee that is not there yet, was taken in another currency or has odd parts stays unknown', () => {
  for (const balance of [null, 'txn_1', { ...took, currency: 'usd' }]) expect(toPayment(intent(balance))).not.toHaveProperty('fee');
  const isk = intent({ ...took, currency: 'isk', fee: 6_030 }, { currency: 'isk' });
  expect(toPayment(isk)).toMatchObject({ amount: { minor: 1_299n, currency: 'ISK' } });
  expect(toPayment(isk)).not.toHaveProperty('fee');
});

it('an intent that nobody has tried yet is no payment', () => {
  const untouched = { id: 'pi_1', amount: 5_000, currency: 'inr', status: 'requires_payment_method', created: 1 };
  const session = {
    id: 'cs_1',
    payment_status: 'unpaid',
    status: 'open',
    amount_total: 5_000,
    currency: 'inr',
    created: 1,
    url: 'https://x',
  };
  const link = toLink(sessionWire.parse({ ...session, payment_intent: untouched }), new Date());
  expect(link).toMatchObject({ state: 'open', payments: [], reference: '' });
});

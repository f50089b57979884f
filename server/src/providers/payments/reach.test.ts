/** Which gateways a customer may choose from. */
import { describe, expect, it } from 'vitest';
import { gatewaysThatFit, usualOrder } from './reach.ts';

describe('the gateways that fit', () => {
  it.each([
    ['INR', 'IN', ['razorpay', 'stripe']],
    ['INR', 'US', ['stripe']],
    ['NGN', 'NG', ['paystack', 'stripe']],
    ['NGN', 'DE', ['stripe']],
    ['USD', undefined, ['paystack', 'stripe']],
    ['USD', 'US', ['stripe']],
    ['EUR', 'NG', ['stripe']],
    ['IRR', 'IR', []],
  ])('%s for somebody of %s: %j', (currency, country, expected) => {
    expect(gatewaysThatFit(usualOrder, { currency, ...(country === undefined ? {} : { country }) })).toEqual(expected);
  });
  it('keep the merchant’s order', () => {
    expect(gatewaysThatFit(['stripe', 'razorpay'], { currency: 'INR', country: 'IN' })).toEqual(['stripe', 'razorpay']);
  });
  it('somebody from elsewhere may pay where nothing suits them better', () => {
    expect(gatewaysThatFit(['razorpay'], { currency: 'INR', country: 'US' })).toEqual(['razorpay']);
    expect(gatewaysThatFit(['paystack'], { currency: 'NGN', country: 'DE' })).toEqual(['paystack']);
  });
});

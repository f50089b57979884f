/** The owner sets up a second factor and changes orders with it: whole server, stand-ins, one story. */
import { secondMs } from '@parley/contract/values/time.ts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let secret: string;
beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns);
});
afterAll(() => town.close());

/** The next code of the owner's authenticator. */
async function code(): Promise<Record<string, string>> {
  await town.pass(30 * secondMs);
  return { 'x-2fa-code': generateSync({ secret, epoch: town.clock.now().getTime() / 1000 }) };
}

const look = async (path: string) => (await merchant.call('GET', path)).body;
const refundsDone = () => town.standIns.razorpay.side.refunds().filter((each) => each.status === 'processed');

test('the owner enrols, changes an unpaid order, shrinks a paid one, and every figure follows', async () => {
  const enrolled = await merchant.call('POST', '/auth/two-factor', {});
  secret = textAt(enrolled.body, 'data.secret');
  expect(textAt(enrolled.body, 'data.qr')).toMatch(/^data:image\/png;base64,/);
  const confirmed = await merchant.call('POST', '/auth/two-factor/confirm', { code: (await code())['x-2fa-code'] });
  expect(at(confirmed.body, 'data.recovery_codes.length')).toBe(10);
  expect(at(await look('/auth/me'), 'data.two_factor.enabled')).toBe(true);

  const { variantId } = await addProduct(merchant, { name: 'Coffee', price: '149.00', stock: 10 });
  const customer = { phone: '+91 98450 00001', name: 'Asha' };
  const placed = await merchant.call('POST', '/orders', { customer, items: [{ variant_id: variantId, quantity: 1 }] });
  const path = `/orders/${textAt(placed.body, 'data.order_id')}`;
  const firstLink = textAt(placed.body, 'data.payment_link');
  const refused = await merchant.call('PATCH', path, { items: [{ variant_id: variantId, quantity: 3 }] });
  expect([refused.status, at(refused.body, 'error.code')]).toEqual([403, 'auth.two_factor_required']);
  const grown = await merchant.call('PATCH', path, { items: [{ variant_id: variantId, quantity: 3 }] }, await code());
  expect([grown.status, at(grown.body, 'data.total_amount')]).toEqual([200, '447.00']);
  await town.pass(0);

  const secondLink = textAt(await look(path), 'data.payment_link.url');
  expect(secondLink).not.toBe(firstLink);
  town.standIns.razorpay.side.pay(secondLink.split('/l/')[1] ?? '');
  await town.pass(secondMs);
  expect(at(await look(path), 'data.payment_status')).toBe('paid');

  const less = await merchant.call(
    'PATCH',
    path,
    { items: [{ variant_id: variantId, quantity: 2 }], note: 'One was broken' },
    await code(),
  );
  expect([less.status, at(less.body, 'data.total_amount'), at(less.body, 'data.note')]).toEqual([200, '298.00', 'One was broken']);
  await town.pass(secondMs);
  const shown = await look(path);
  expect([at(shown, 'data.payment_status'), at(shown, 'data.refunded_amount')]).toEqual(['partially_refunded', '149.00']);
  expect(refundsDone().map((each) => each.amount)).toEqual([14_900]);
  expect(at(await look(`/inventory/levels?variant_id=${variantId}`), 'data.0.on_hand')).toBe(8);
  const verified = await merchant.call('POST', '/accounting/verify', {});
  expect([verified.status, at(verified.body, 'data.differences')]).toEqual([200, []]);

  const deleted = await merchant.call('DELETE', path, undefined, await code());
  expect([deleted.status, at(deleted.body, 'error.code')]).toEqual([409, 'order.wrong_state']);
});

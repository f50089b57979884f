/** Connections that the operator names: the one shop's, once; with several shops nobody's. */
import { afterEach, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../test/builders/merchant-house.ts';

const razorpay = { key_id: 'rzp_live_1', key_secret: 'secret', webhook_secret: 'hook' };
let house: MerchantHouse;
afterEach(() => house.close());

const stateOf = async (shop: Shop) => (await house.call('GET', '/connections/razorpay', { as: shop })).json().data;

it('the first shop to sign up gets them, the second does not, and none gets them once there are several', async () => {
  house = await openMerchantHouse({ ownConnections: { razorpay } });
  expect(await house.merchants.adoptConnections()).toBe('no shop');
  const first = await house.openShop('first');
  await house.mailsTo('');
  expect(await stateOf(first)).toMatchObject({ state: 'untested', fields: { key_id: 'rzp_live_1' } });
  const second = await house.openShop('second');
  await house.mailsTo('');
  expect(await stateOf(second)).toMatchObject({ state: 'missing' });
  expect(await house.merchants.adoptConnections()).toBe('several shops');
});

it('at a later start what is the same stays with what its use has shown; what was changed is put back', async () => {
  house = await openMerchantHouse({ ownConnections: { razorpay } });
  const shop = await house.openShop('only');
  expect(await house.merchants.adoptConnections()).toBe('adopted');
  expect((await house.call('POST', '/connections/razorpay/test', { as: shop })).json().data.state).toBe('working');
  expect(await house.merchants.adoptConnections()).toBe('nothing');
  expect(await stateOf(shop)).toMatchObject({ state: 'working' });
  await house.call('PUT', '/connections/razorpay', { as: shop, body: { ...razorpay, key_id: 'rzp_live_2' } });
  expect(await house.merchants.adoptConnections()).toBe('adopted');
  expect(await stateOf(shop)).toMatchObject({ state: 'untested', fields: { key_id: 'rzp_live_1' } });
  const [entry] = (await house.call('GET', '/audit-log?action=connection', { as: shop })).json().data;
  expect(entry).toMatchObject({ actor: { kind: 'system' }, after: { key_id: 'rzp_live_1', key_secret: '••••' } });
});

it('without any in the environment nothing happens', async () => {
  house = await openMerchantHouse();
  const shop = await house.openShop('plain');
  expect(await house.merchants.adoptConnections()).toBe('nothing');
  expect(await stateOf(shop)).toMatchObject({ state: 'missing' });
});

/** The stand-in's refusals and shapes as a client of the real courier service would meet them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../simulation/seeded-random.ts';
import { memoryState } from '../../../simulation/state.ts';
import { createShiprocketSimulator, type ShiprocketSimulator } from '../simulator.ts';
import { districtOf, pinDistricts } from './pin-table.ts';

const state = memoryState();
let simulator: ShiprocketSimulator;
let token = '';
let now = 0;

const open = () =>
  createShiprocketSimulator({
    clock: { now: () => new Date(now) },
    random: seededRandom(4),
    publicUrl: () => 'http://127.0.0.1:3000/sandbox/shiprocket',
    state,
    accounts: [
      { email: 'a@b.example', password: 'p', pickupPlaces: [{ nickname: 'Shop', postcode: '560001' }], webhookUrl: '', webhookToken: '' },
    ],
  });

async function ask(method: string, path: string, body?: unknown, bearer = token) {
  const response = await simulator.fetch(
    new Request(`http://courier.test/v1/external${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown> };
}

beforeEach(async () => {
  now = Date.parse('2026-11-20T08:00:00Z');
  simulator = await open();
  token = String((await ask('POST', '/auth/login', { email: 'a@b.example', password: 'p' })).body['token']);
});

const order = (more: Record<string, unknown> = {}) => ({
  order_id: `O-${Math.round(now)}-${simulator.side.parcels().length}`,
  order_date: '2026-11-20 13:30',
  pickup_location: 'Shop',
  billing_customer_name: 'Asha',
  billing_last_name: '',
  billing_address: '14, Lake Road',
  billing_city: 'Mumbai',
  billing_pincode: 400050,
  billing_state: 'Maharashtra',
  billing_country: 'India',
  billing_email: 'asha@example.org',
  billing_phone: '9876543210',
  shipping_is_billing: true,
  order_items: [{ name: 'Tea', sku: 'TEA', units: '1', selling_price: '99.50' }],
  payment_method: 'Prepaid',
  sub_total: 99.5,
  length: 10,
  breadth: '10',
  height: 5,
  weight: '0.4',
  ...more,
});

describe('a login', () => {
  it('is refused with words for a wrong password and ends after ten days', async () => {
    expect(await ask('POST', '/auth/login', { email: 'a@b.example', password: 'q' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('Invalid email and password') },
    });
    expect((await ask('GET', '/orders')).status).toBe(200);
    now += 240 * 60 * 60_000 + 1;
    expect(await ask('GET', '/orders')).toMatchObject({ status: 401, body: { message: 'Token has expired' } });
    expect((await ask('GET', '/orders', undefined, 'nonsense')).status).toBe(401);
  });
});

describe('serviceability', () => {
  const to = (pin: string, more = '') => `/courier/serviceability/?pickup_postcode=560001&delivery_postcode=${pin}&cod=0&weight=0.5${more}`;

  it('nobody is told in two ways, both with HTTP 200', async () => {
    expect(await ask('GET', to('744102'))).toMatchObject({ status: 200, body: { status: 404, message: expect.any(String) } });
    expect(await ask('GET', to('744101'))).toMatchObject({ status: 200, body: { data: { available_courier_companies: [] } } });
  });
  it('missing fields are named', async () => {
    const answer = await ask('GET', '/courier/serviceability/?pickup_postcode=560001&delivery_postcode=400001');
    expect(answer).toMatchObject({
      status: 422,
      body: { message: 'Required field missing', errors: { cod: ['The cod field is required.'] }, status_code: 422 },
    });
  });
  it('a switched prefix is obeyed, the longest one first, and outlives a restart', async () => {
    simulator.side.setServed('560', false);
    simulator.side.setServed('56003', true);
    expect([simulator.side.isServed('560001'), simulator.side.isServed('560034')]).toEqual([false, true]);
    const again = await open();
    expect([again.side.isServed('560001'), again.side.isServed('560034')]).toEqual([false, true]);
    simulator.side.setServed('560', true);
  });
  it('volume counts where it is more than weight', async () => {
    const rate = async (more: string) => {
      const { body } = await ask('GET', to('400001', more));
      return (body['data'] as { available_courier_companies: { rate: number }[] }).available_courier_companies[0]?.rate ?? 0;
    };
    expect(await rate('&length=40&breadth=30&height=20')).toBeGreaterThan(await rate('&length=10&breadth=10&height=10'));
  });
});

describe('orders', () => {
  it('invalid fields are named in lists, and a wrong pickup place is told with HTTP 200', async () => {
    const { billing_city: _left, ...without } = order({ billing_phone: '0123' });
    expect(await ask('POST', '/orders/create/adhoc', without)).toMatchObject({
      status: 422,
      body: {
        message: 'Oops! Invalid Data.',
        errors: { billing_city: ['The billing city field is required.'], billing_phone: ['The billing phone is invalid.'] },
      },
    });
    const wrong = await ask('POST', '/orders/create/adhoc', order({ pickup_location: 'shop' }));
    expect(wrong).toMatchObject({ status: 200, body: { message: expect.stringContaining('Wrong Pickup location') } });
    expect('order_id' in wrong.body).toBe(false);
  });
  it('the order of an AWB can be listed, shown and tracked, and cancelled back into the wallet', async () => {
    const before = simulator.side.walletPaise('a@b.example');
    const made = (await ask('POST', '/orders/create/adhoc', order())).body;
    expect(made).toMatchObject({ status: 'NEW', status_code: 1, awb_code: '' });
    expect((await ask('POST', '/courier/assign/awb', { shipment_id: made['shipment_id'] })).body).toMatchObject({ awb_assign_status: 1 });
    expect((await ask('POST', '/courier/assign/awb', { shipment_id: made['shipment_id'] })).body).toMatchObject({ awb_assign_status: 0 });
    expect((await ask('GET', `/orders?search=${String(made['channel_order_id'])}`)).body).toMatchObject({
      data: [{ id: made['order_id'], shipments: [{}] }],
    });
    expect((await ask('GET', `/orders/show/${String(made['order_id'])}`)).body).toMatchObject({
      data: { shipments: { id: made['shipment_id'] } },
    });
    expect((await ask('GET', `/courier/track/shipment/${String(made['shipment_id'])}`)).body).toMatchObject({
      tracking_data: { track_status: 0 },
    });
    expect((await ask('POST', '/manifests/generate', { shipment_id: [made['shipment_id']] })).body).toMatchObject({ status: 1 });
    expect((await ask('POST', '/manifests/generate', { shipment_id: [made['shipment_id']] })).status).toBe(400);
    expect((await ask('POST', '/orders/cancel', { ids: [made['order_id']] })).status).toBe(204);
    expect((await ask('POST', '/orders/cancel', { ids: [1] })).body).toMatchObject({ message: 'Trying to get property of non-object' });
    expect(simulator.side.walletPaise('a@b.example')).toBe(before);
    expect((await ask('GET', '/account/details/wallet-balance')).body).toEqual({ data: { balance_amount: '500000.00' } });
  });
  it('an AWB fails as it was switched to', async () => {
    const made = (await ask('POST', '/orders/create/adhoc', order())).body;
    simulator.side.failNextAwb('wallet');
    expect((await ask('POST', '/courier/assign/awb', { shipment_id: made['shipment_id'] })).body).toMatchObject({ status_code: 350 });
    simulator.side.failNextAwb('unserviceable');
    expect((await ask('POST', '/courier/assign/awb', { shipment_id: made['shipment_id'] })).body).toMatchObject({
      response: { data: { awb_assign_error: expect.stringContaining('not serviceable') } },
    });
  });
});

describe('the tracking page', () => {
  it('shows the steps of a parcel, newest first, and says so where there is none', async () => {
    const made = (await ask('POST', '/orders/create/adhoc', order({ billing_customer_name: '<Asha>' }))).body;
    await ask('POST', '/courier/assign/awb', { shipment_id: made['shipment_id'] });
    const awb = simulator.side.parcels().at(-1)?.awb ?? '';
    simulator.side.move(awb, 42);
    simulator.side.move(awb, 17);
    const open = async (path: string) => (await simulator.fetch(new Request(`http://courier.test/tracking/${path}`))).text();
    const page = await open(awb);
    expect(page.indexOf('Out For Delivery')).toBeLessThan(page.indexOf('Picked Up'));
    expect(page).not.toMatch(/<script|<style|style=|<Asha>|9876543210/);
    expect(await open('track.css')).toContain(':root');
    expect(await open('123')).toContain('no parcel');
  });
});

describe('the map', () => {
  it('knows every district once, and the islands apart from the mainland', () => {
    expect(new Set(pinDistricts.map((district) => district.prefix)).size).toBe(pinDistricts.length);
    expect(pinDistricts.length).toBeGreaterThan(380);
    expect(districtOf('682555')?.state).toBe('Lakshadweep');
    expect(districtOf('682001')).toMatchObject({ city: 'Kochi', state: 'Kerala' });
    expect(districtOf('012345')).toBeUndefined();
    expect(
      simulator.side
        .districts()
        .filter((district) => !district.served)
        .map((district) => district.prefix),
    ).toContain('744');
  });
});

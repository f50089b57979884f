/** Shiprocket's tracking events read from bytes: the token first, then the right status table, Indian times and one key a step. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import { createShiprocketClient } from './client.ts';
import { readIst } from './ist.ts';
import { createShiprocketSimulator } from './simulator.ts';
import { shiprocketWebhooks } from './webhooks.ts';

const inTransit = readFileSync(new URL('./fixtures/in-transit.json', import.meta.url));
const changed = (change: Record<string, unknown>): Uint8Array =>
  Buffer.from(JSON.stringify({ ...(JSON.parse(inTransit.toString()) as object), ...change }));

describe('a tracking event', () => {
  it('is read by the shipment table, not by the order table that uses the same numbers', () => {
    expect(shiprocketWebhooks.read(inTransit)).toEqual([
      {
        awb: '19041424751540',
        reference: 'ORD-20230520-00007',
        state: 'in_transit',
        providerStatus: '18 IN TRANSIT',
        place: 'Jaipur_Hub (Rajasthan)',
        at: new Date('2023-05-23T06:13:52Z'),
        estimatedOn: '2023-05-23',
        dedupeKey: shiprocketWebhooks.dedupeKey(inTransit),
      },
    ]);
    expect(shiprocketWebhooks.read(changed({ current_status_id: 7 }))[0]?.state).toBe('in_transit');
  });
  it('keeps one key however often and in whatever types it is repeated, and another for another step', () => {
    const key = shiprocketWebhooks.dedupeKey(inTransit);
    expect(shiprocketWebhooks.dedupeKey(changed({ awb: 19_041_424_751_540, shipment_status_id: '18' }))).toBe(key);
    expect(shiprocketWebhooks.dedupeKey(changed({ current_timestamp: '2023-05-23 11:43:52' }))).toBe(key);
    expect(shiprocketWebhooks.dedupeKey(changed({ shipment_status_id: 17 }))).not.toBe(key);
    expect(shiprocketWebhooks.dedupeKey(changed({ current_timestamp: '23 05 2023 11:43:53' }))).not.toBe(key);
  });
  it('without a parcel, a known status or a time says nothing', () => {
    expect(shiprocketWebhooks.read(changed({ awb: '' }))).toEqual([]);
    expect(shiprocketWebhooks.read(changed({ shipment_status_id: 999 }))).toEqual([]);
    expect(shiprocketWebhooks.read(changed({ current_timestamp: 'soon', scans: null }))).toEqual([]);
  });
  it('is believed with the chosen token only', () => {
    expect(shiprocketWebhooks.verify({ 'x-api-key': 'chosen' }, 'chosen')).toBe(true);
    expect(shiprocketWebhooks.verify({ 'x-api-key': 'Chosen' }, 'chosen')).toBe(false);
    expect(shiprocketWebhooks.verify({}, 'chosen')).toBe(false);
    expect(shiprocketWebhooks.verify({ 'x-api-key': '' }, '')).toBe(false);
  });
  it('that is no event at all never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(shiprocketWebhooks.read(Buffer.from(body))).toEqual([]);
        expect(shiprocketWebhooks.dedupeKey(Buffer.from(body))).toMatch(/^[0-9a-f]{64}$/);
        expect(shiprocketWebhooks.peek(Buffer.from(body))).toEqual({ awbs: [], references: [] });
      }),
    );
  });
});

describe('an Indian time', () => {
  it('is one instant in every layout they use', () => {
    const at = new Date('2026-11-20T08:33:00Z');
    expect(readIst('2026-11-20 14:03:00')).toEqual(at);
    expect(readIst('20 11 2026 14:03:00')).toEqual(at);
    expect(readIst('20 Nov 2026, 02:03 PM')).toEqual(at);
    expect(readIst('Nov 23, 2026')).toEqual(new Date('2026-11-22T18:30:00Z'));
    expect(readIst('20 Nov 2026, 12:03 AM')).toEqual(new Date('2026-11-19T18:33:00Z'));
  });
  it('that does not exist is none', () => {
    for (const text of [
      '',
      '0000-00-00 00:00:00',
      '31 02 2026 10:00:00',
      '2026-13-01',
      'Foo 10, 2026',
      '2026-11-20 25:00:00',
      'tomorrow',
    ]) {
      expect(readIst(text), text).toBeUndefined();
    }
  });
});

describe('a moved parcel', () => {
  async function shipped() {
    const { simulator, received, url, clock, passTime } = await serveAlone(createShiprocketSimulator);
    const account = {
      email: 'api@shop.example',
      password: 'p',
      pickupPlaces: [{ nickname: 'Primary', postcode: '560001' }],
      webhookUrl: 'http://shop.test/webhooks/courier',
      webhookToken: 'chosen',
    };
    expect(simulator.register({ ...account, webhookUrl: 'http://shop.test/webhooks/shiprocket' })).toBe(false);
    expect(simulator.register(account)).toBe(true);
    const courier = createShiprocketClient({
      baseUrl: url,
      fetch,
      clock,
      credentials: { ...account, pickupLocation: 'Primary' },
      tokens: { load: async () => undefined, save: async () => {} },
    });
    const made = await courier.createParcel({
      reference: 'ORD-9',
      orderedAt: clock.now(),
      pickupLocation: 'Primary',
      to: {
        name: 'Ravi',
        phone: '9876543210',
        line1: '2, Hill Road',
        city: 'Mumbai',
        state: 'Maharashtra',
        postalCode: '400050',
        country: 'IN',
      },
      items: [{ name: 'Tea', sku: 'TEA', quantity: 1, unitPrice: { minor: 9_900n, currency: 'INR' } }],
      subtotal: { minor: 9_900n, currency: 'INR' },
      shipping: { minor: 0n, currency: 'INR' },
      cashOnDelivery: false,
      weightGrams: 300,
    });
    const parcel = made.ok ? await courier.assignAwb(made.value.providerShipmentId) : made;
    if (!parcel.ok) throw new Error(parcel.refusal.detail);
    const { awb = '' } = parcel.value;
    return {
      simulator,
      courier,
      received,
      awb,
      move: (statusId: number) => {
        passTime(60_000);
        return simulator.side.move(awb, statusId);
      },
    };
  }

  it('is told by webhook with the token, and asking tells the same steps under the same keys', async () => {
    const { simulator, courier, received, awb, move } = await shipped();
    for (const statusId of [42, 18, 17, 7]) expect(move(statusId)).toBe(true);
    await simulator.settled();
    expect(received.every(({ headers }) => headers['x-api-key'] === 'chosen')).toBe(true);
    const told = received.flatMap(({ body }) => shiprocketWebhooks.read(body));
    expect(told.map((event) => event.state)).toEqual(['in_transit', 'in_transit', 'out_for_delivery', 'delivered']);
    expect(told.every((event) => event.reference === 'ORD-9')).toBe(true);
    const asked = await courier.track(awb);
    const keys = asked.ok ? asked.value.map((step) => step.dedupeKey) : [];
    expect(keys).toEqual(expect.arrayContaining(told.map((event) => event.dedupeKey)));
  });
  it('goes back to the shop after the third failed attempt', async () => {
    const { simulator, received, move } = await shipped();
    for (let attempt = 0; attempt < 3; attempt += 1) move(21);
    await simulator.settled();
    const states = received.flatMap(({ body }) => shiprocketWebhooks.read(body)).map((event) => event.state);
    expect(states).toEqual(['attempt_failed', 'attempt_failed', 'attempt_failed', 'returning']);
  });
});

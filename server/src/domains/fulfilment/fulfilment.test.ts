/** Quotes, parcels and tracking against the courier's stand-in over HTTP, also when the process dies between two beats. */
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { hourMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { look, type OrderHouse, openOrderHouse, placeOrder } from '../../../test/builders/order-house.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { CourierClient, ParcelState } from '../../providers/couriers/couriers.port.ts';
import { pollParcelsJob } from './fulfilment-job-kinds.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(3);
});
afterAll(() => house.close());
beforeEach(() => {
  house.outside.wrapCourier = (client) => client;
  house.outside.hasCourier = true;
  house.outside.rule = { kind: 'courier' };
  house.shiprocket.faults.set({ refuse500: 0, effectThen500: 0 });
});

const ask = (postalCode: string, weightGrams = 800, value = 10_000) =>
  house.inTx((tx) => house.fulfilment.requestQuote(tx, { postalCode, weightGrams, value: money(value, 'INR'), cashOnDelivery: false }));
const quote = async (id: Awaited<ReturnType<typeof ask>>['id']) => house.inTx((tx) => house.fulfilment.quote(tx, id));

describe('quotes', () => {
  it('one answer serves every parcel of the same place and slab for hours', async () => {
    const first = await ask('560001', 600);
    expect((await ask('560 001', 990)).id).toBe(first.id);
    await house.drain();
    expect(await quote(first.id)).toMatchObject({ state: 'served', postalCode: '560001' });
    expect(house.told).toContainEqual({ name: 'quote.answered', quoteId: first.id, postalCode: '560001' });
    expect((await ask('560001', 600)).state).toBe('served');
    expect((await ask('560001', 1_001)).id).not.toBe(first.id);
    house.clock.advance(7 * hourMs);
    expect((await ask('560001', 600)).state).toBe('asked');
    await house.drain();
  });

  it('a courier that does not answer is asked three times in all, then the quote has failed, and the next asks anew', async () => {
    house.shiprocket.faults.set({ refuse500: 1 });
    const asked = await ask('600001');
    for (let second = 0; second < 4; second += 1) await house.advance(1_000);
    expect(await quote(asked.id)).toMatchObject({ state: 'failed' });
    house.shiprocket.faults.set({ refuse500: 0 });
    const again = await ask('600001');
    expect(again).toMatchObject({ state: 'asked' });
    await house.drain();
    expect(await quote(again.id)).toMatchObject({ state: 'served' });
  });

  it('a place nobody goes to is not served', async () => {
    house.shiprocket.side.setServed('700001', false);
    const asked = await ask('700001');
    await house.drain();
    expect(await quote(asked.id)).toMatchObject({ state: 'unserved' });
    expect((await quote(asked.id))?.price).toBeUndefined();
  });

  it('a shop’s own price stands, and the courier still says where it goes', async () => {
    house.outside.rule = { kind: 'free_above', price: money(4_900, 'INR'), above: money(50_000, 'INR') };
    house.shiprocket.side.setServed('700002', false);
    const asked = [await ask('380001'), await ask('380001', 800, 60_000), await ask('700002')];
    await house.drain();
    expect(await Promise.all(asked.map(async ({ id }) => (await quote(id))?.state))).toEqual(['served', 'served', 'unserved']);
    expect((await quote(asked[0]!.id))?.price).toEqual(money(4_900, 'INR'));
    expect((await quote(asked[1]!.id))?.price).toEqual(money(0, 'INR'));
    house.outside.rule = { kind: 'courier' };
    expect((await ask('380001')).state).toBe('asked');
    await house.drain();
  });

  it('a shop without a courier delivers by its own rule, or not at all', async () => {
    house.outside.hasCourier = false;
    expect(await ask('110001')).toMatchObject({ state: 'unserved' });
    house.outside.rule = { kind: 'flat', price: money(3_000, 'INR') };
    expect(await ask('110002')).toMatchObject({ state: 'served', price: money(3_000, 'INR') });
  });
});

async function paid() {
  const { variantId } = await house.stockProduct({ units: 5, weightGrams: 400 });
  const placed = await placeOrder(house, { variantId, delivery: true });
  house.razorpay.side.pay(placed.linkId);
  await house.fileEvents();
  await house.drain();
  return placed.orderId;
}
const parcelsOf = async (orderId: Awaited<ReturnType<typeof paid>>) => {
  const { orderNumber } = await look(house, orderId);
  return house.shiprocket.side.parcels().filter((each) => each.reference.startsWith(orderNumber));
};

describe('parcels', () => {
  it.each(['createParcel', 'assignAwb', 'requestPickup'] as const)('a process that dies after %s makes no second parcel', async (verb) => {
    let deaths = 2;
    house.outside.wrapCourier = (client): CourierClient => {
      const call = client[verb] as (...input: never[]) => Promise<unknown>;
      const dying = async (...input: never[]) => {
        const answer = await call(...input);
        if ((deaths -= 1) >= 0) throw new Error('the process died');
        return answer;
      };
      return { ...client, [verb]: dying };
    };
    const orderId = await paid();
    for (let minute = 0; minute < 3; minute += 1) await house.advance(minuteMs);
    const order = await look(house, orderId);
    expect(order).toMatchObject({ status: 'processing', shipment: { state: 'created' } });
    const parcels = await parcelsOf(orderId);
    expect(parcels).toHaveLength(1);
    expect(order.shipment?.awb).toBe(parcels[0]?.awb);
  });

  it('an empty wallet is told to staff, and booking again goes on with the same parcel', async () => {
    house.shiprocket.side.failNextAwb('wallet');
    const orderId = await paid();
    const stopped = await look(house, orderId);
    expect(stopped).toMatchObject({ status: 'confirmed', shipment: { state: 'failed' } });
    expect(stopped.shipment?.detail).toBeTruthy();
    expect(stopped.timeline.map((entry) => entry.kind)).toContain('shipment.failed');
    await house.inTx(async (tx) => expectOk(await house.orders.bookParcelAgain(tx, orderId)));
    await house.drain();
    const order = await look(house, orderId);
    expect(order).toMatchObject({ status: 'processing', shipment: { state: 'created' } });
    expect(order.shipment?.detail).toBeUndefined();
    expect(await parcelsOf(orderId)).toHaveLength(1);
  });

  it('a shop without a courier sends by itself', async () => {
    const { variantId } = await house.stockProduct({ units: 5 });
    house.outside.hasCourier = false;
    house.outside.rule = { kind: 'flat', price: money(3_000, 'INR') };
    const { orderId, linkId } = await placeOrder(house, { variantId, delivery: true });
    house.razorpay.side.pay(linkId);
    await house.fileEvents();
    await house.drain();
    expect(await look(house, orderId)).toMatchObject({
      status: 'confirmed',
      deliveryPrice: money(3_000, 'INR'),
      shipment: { state: 'created' },
    });
    for (const verb of ['ship', 'deliver'] as const)
      await house.inTx(async (tx) => expectOk(await house.orders[verb](tx, orderId, 'staff:1')));
    expect(await look(house, orderId)).toMatchObject({ status: 'delivered' });
  });
});

describe('tracking', () => {
  const tell = (awb: string, state: ParcelState, hour: number) =>
    house.inTx((tx) =>
      house.fulfilment.fileTracking(tx, {
        awb,
        state,
        providerStatus: state,
        at: new Date(Date.parse('2026-08-01T00:00:00Z') + hour * hourMs),
        dedupeKey: `${awb} ${state} ${hour}`,
      }),
    );

  it('moves the order forward only, whatever comes twice or late', async () => {
    const orderId = await paid();
    const awb = (await look(house, orderId)).shipment?.awb ?? '';
    for (const [state, hour] of [
      ['out_for_delivery', 5],
      ['in_transit', 2],
      ['in_transit', 2],
      ['delivered', 6],
      ['in_transit', 7],
    ] as const) {
      expect(await tell(awb, state, hour)).toBe(true);
      await house.drain();
    }
    const order = await look(house, orderId);
    expect(order).toMatchObject({ status: 'delivered', shipment: { state: 'delivered' } });
    expect(order.timeline.filter((entry) => entry.kind === 'order.shipped')).toHaveLength(1);
    expect(await tell('no-such-awb', 'delivered', 1)).toBe(false);
  });

  it('a parcel that no webhook told of is asked after', async () => {
    const orderId = await paid();
    const awb = (await look(house, orderId)).shipment?.awb ?? '';
    house.clock.advance(2 * hourMs);
    house.shiprocket.side.move(awb, 18, 'Pune');
    await house.database.inPlatformTx((tx) => enqueue(tx, house.clock.now(), pollParcelsJob, {}));
    await house.drain();
    expect(await look(house, orderId)).toMatchObject({ status: 'shipped', shipment: { state: 'in_transit' } });
    expect(await house.database.inPlatformTx((tx) => house.fulfilment.merchantOf(tx, { awbs: [awb], references: [] }))).toBe(
      house.merchantId,
    );
  });
});

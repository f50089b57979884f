/**
 * The contract that every courier client must pass, told against any world that can play the courier's part. It must never name one
 * courier service.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CourierClient, CourierFailure, Parcel, ParcelRequest, QuoteRequest } from './couriers.port.ts';

export interface CourierWorld {
  readonly courier: CourierClient;
  /** The same client with credentials that the service does not know. */
  readonly stranger: CourierClient;
  readonly now: () => Date;
  readonly pickupPostcode: string;
  readonly pickupLocation: string;
  readonly servedPostcodes: readonly string[];
  readonly unservedPostcodes: readonly string[];
  /** The parcel reaches the customer. */
  readonly deliver: (awb: string) => void;
  /** The parcel is picked up and can no longer be cancelled. */
  readonly pickUp: (awb: string) => void;
  readonly parcelCount: () => number;
  /** What the merchant has paid so far, minor units. */
  readonly spent: () => number;
  readonly emptyWallet: () => void;
  /** The next calls take effect and are answered as if they had not. */
  readonly loseAnswers: (lose: boolean) => void;
}

export function courierSuite(name: string, open: () => Promise<CourierWorld>): void {
  describe(`${name} as a courier`, () => {
    let world: CourierWorld;
    let count = 0;
    beforeEach(async () => {
      world = await open();
    });

    const parcelRequest = (more: Partial<ParcelRequest> = {}): ParcelRequest => {
      count += 1;
      return {
        reference: `ORD-20261120-${String(count).padStart(5, '0')}`,
        orderedAt: world.now(),
        pickupLocation: world.pickupLocation,
        to: {
          name: 'Asha',
          phone: '+91 98765 43210',
          line1: '14, Lake Road, near the banyan',
          city: 'Pune',
          state: 'Maharashtra',
          postalCode: world.servedPostcodes[0] ?? '',
          country: 'IN',
        },
        items: [
          { name: 'Filter coffee', sku: 'COF-1', quantity: 2, unitPrice: { minor: 24_950n, currency: 'INR' } },
          { name: 'Filter coffee, ground', sku: 'COF-1', quantity: 1, unitPrice: { minor: 19_999n, currency: 'INR' } },
        ],
        subtotal: { minor: 69_899n, currency: 'INR' },
        shipping: { minor: 4_850n, currency: 'INR' },
        cashOnDelivery: false,
        weightGrams: 750,
        ...more,
      };
    };
    const made = async (more: Partial<ParcelRequest> = {}): Promise<Parcel> => value(await world.courier.createParcel(parcelRequest(more)));
    const assigned = async (): Promise<Parcel & { readonly awb: string }> => {
      const parcel = value(await world.courier.assignAwb((await made()).providerShipmentId));
      return { ...parcel, awb: parcel.awb ?? '' };
    };

    quoteSuite(() => world);

    describe('parcels', () => {
      it('a parcel made twice under one reference is one parcel', async () => {
        const request = parcelRequest();
        const first = value(await world.courier.createParcel(request));
        const second = value(await world.courier.createParcel(request));
        expect(second).toEqual(first);
        expect(world.parcelCount()).toBe(1);
      });
      it('a create whose answer was lost is found again by its reference', async () => {
        const request = parcelRequest();
        await world.courier.probe();
        world.loseAnswers(true);
        const lost = await world.courier.createParcel(request);
        world.loseAnswers(false);
        expect(refusal(lost).kind).toBe('in_doubt');
        expect((await world.courier.createParcel(request)).ok).toBe(true);
        expect(world.parcelCount()).toBe(1);
      });
      it('what the service cannot read is rejected with the field named', async () => {
        const request = parcelRequest();
        const outcome = await world.courier.createParcel({ ...request, to: { ...request.to, phone: '12345' } });
        expect(refusal(outcome)).toMatchObject({ kind: 'rejected', fields: [{ field: expect.stringContaining('phone') }] });
      });
      it('a pickup place that is not registered is rejected and makes nothing', async () => {
        expect(refusal(await world.courier.createParcel(parcelRequest({ pickupLocation: 'Nowhere' }))).kind).toBe('rejected');
        expect(world.parcelCount()).toBe(0);
      });
      it('the reference of a cancelled parcel is never taken for a living one', async () => {
        const request = parcelRequest();
        const parcel = value(await world.courier.createParcel(request));
        expect((await world.courier.cancelParcel(parcel.providerOrderId)).ok).toBe(true);
        expect(refusal(await world.courier.createParcel(request)).kind).toBe('rejected');
      });
    });

    describe('shipments', () => {
      it('an AWB is assigned once and charged once, however often it is asked for', async () => {
        const parcel = await made();
        const first = value(await world.courier.assignAwb(parcel.providerShipmentId));
        const spent = world.spent();
        const second = value(await world.courier.assignAwb(parcel.providerShipmentId));
        expect(first).toMatchObject({ providerOrderId: parcel.providerOrderId, providerShipmentId: parcel.providerShipmentId });
        expect(first.awb).toMatch(/\w{6,}/);
        expect(first.trackingUrl).toContain(first.awb);
        expect(second.awb).toBe(first.awb);
        expect(world.spent()).toBe(spent);
        expect(spent).toBeGreaterThan(0);
      });
      it('an AWB whose answer was lost is in doubt, then found without a second charge', async () => {
        const parcel = await made();
        world.loseAnswers(true);
        expect(refusal(await world.courier.assignAwb(parcel.providerShipmentId)).kind).toBe('in_doubt');
        world.loseAnswers(false);
        const spent = world.spent();
        expect(value(await world.courier.assignAwb(parcel.providerShipmentId)).awb).toMatch(/\w{6,}/);
        expect(world.spent()).toBe(spent);
      });
      it('the quoted courier is the one that is assigned, at the quoted price', async () => {
        const request = parcelRequest();
        const options = value(
          await world.courier.quote({
            pickupPostcode: world.pickupPostcode,
            deliveryPostcode: request.to.postalCode,
            weightGrams: request.weightGrams,
            cashOnDelivery: false,
            declaredValue: request.subtotal,
          }),
        );
        const dearest = options.toSorted((a, b) => Number(b.price.minor - a.price.minor))[0];
        const parcel = value(await world.courier.createParcel(request));
        const shipped = value(await world.courier.assignAwb(parcel.providerShipmentId, dearest?.courierId));
        expect(shipped.courierName).toBe(dearest?.courierName);
        expect(world.spent()).toBe(Number(dearest?.price.minor));
      });
      it('an empty wallet is told as such', async () => {
        const parcel = await made();
        world.emptyWallet();
        expect(refusal(await world.courier.assignAwb(parcel.providerShipmentId)).kind).toBe('no_balance');
      });
      it('a pickup is booked once and asking again is no failure', async () => {
        const parcel = await assigned();
        expect(value(await world.courier.requestPickup(parcel.providerShipmentId)).scheduledFor).toMatch(/^\d{4}-\d{2}-\d{2}/);
        expect((await world.courier.requestPickup(parcel.providerShipmentId)).ok).toBe(true);
      });
      it('a label can be fetched as a PDF once there is an AWB, and not before', async () => {
        const parcel = await made();
        expect((await world.courier.label(parcel.providerShipmentId)).ok).toBe(false);
        await world.courier.assignAwb(parcel.providerShipmentId);
        const { url } = value(await world.courier.label(parcel.providerShipmentId));
        const file = Buffer.from(await (await fetch(url)).arrayBuffer()).toString('latin1');
        expect(file.startsWith('%PDF-')).toBe(true);
        expect(file.trimEnd().endsWith('%%EOF')).toBe(true);
      });
      it('cancelling gives the money back, twice is no failure, and a parcel on its way stays', async () => {
        const parcel = await assigned();
        expect((await world.courier.cancelParcel(parcel.providerOrderId)).ok).toBe(true);
        expect((await world.courier.cancelParcel(parcel.providerOrderId)).ok).toBe(true);
        expect(world.spent()).toBe(0);
        const moving = await assigned();
        world.pickUp(moving.awb);
        expect(refusal(await world.courier.cancelParcel(moving.providerOrderId)).kind).toBe('rejected');
        expect(refusal(await world.courier.cancelParcel('999')).kind).toBe('not_found');
      });
      it('a parcel without news has no steps; a delivered one ends in its delivery', async () => {
        const parcel = await assigned();
        expect(value(await world.courier.track(parcel.awb))).toEqual([]);
        world.pickUp(parcel.awb);
        world.deliver(parcel.awb);
        const steps = value(await world.courier.track(parcel.awb));
        expect(steps.at(-1)).toMatchObject({ awb: parcel.awb, state: 'delivered' });
        expect(new Set(steps.map((step) => step.dedupeKey)).size).toBe(steps.length);
        expect(steps.every((step) => Math.abs(step.at.getTime() - world.now().getTime()) < 60_000)).toBe(true);
      });
    });

    it('wrong credentials are told as such', async () => {
      expect(refusal(await world.stranger.probe()).kind).toBe('bad_credentials');
      expect((await world.courier.probe()).ok).toBe(true);
    });
  });
}

function quoteSuite(world: () => CourierWorld): void {
  describe('quotes', () => {
    const quote = (deliveryPostcode: string, more: Partial<QuoteRequest> = {}) =>
      world().courier.quote({
        pickupPostcode: world().pickupPostcode,
        deliveryPostcode,
        weightGrams: 500,
        cashOnDelivery: false,
        declaredValue: { minor: 150_000n, currency: 'INR' },
        ...more,
      });

    it('a served area has couriers with a price, a time and one recommendation', async () => {
      for (const postcode of world().servedPostcodes) {
        const options = value(await quote(postcode));
        expect(options.length).toBeGreaterThan(0);
        expect(options.filter((option) => option.recommended)).toHaveLength(1);
        expect(options.every((option) => option.price.minor > 0n && option.estimatedDays > 0)).toBe(true);
      }
    });
    it('an area nobody serves has no couriers and is no failure', async () => {
      for (const postcode of world().unservedPostcodes) expect(value(await quote(postcode))).toEqual([]);
    });
    it('weight and cash on delivery cost more', async () => {
      const [postcode = ''] = world().servedPostcodes;
      const cheapest = async (more: Partial<QuoteRequest>) =>
        Math.min(...value(await quote(postcode, more)).map((option) => Number(option.price.minor)));
      expect(await cheapest({ weightGrams: 1_001 })).toBeGreaterThan(await cheapest({}));
      expect(await cheapest({ cashOnDelivery: true })).toBeGreaterThan(await cheapest({}));
    });
    it('a postal code has its city and state, and nonsense has none', async () => {
      const [postcode = ''] = world().servedPostcodes;
      expect(value(await world().courier.lookUpPostcode(postcode))).toMatchObject({ city: expect.any(String), state: expect.any(String) });
      expect(value(await world().courier.lookUpPostcode('000000'))).toBeUndefined();
    });
  });
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: CourierFailure };

function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${outcome.refusal.kind}: ${outcome.refusal.detail}`);
}

function refusal(outcome: Outcome<unknown>): CourierFailure {
  if (!outcome.ok) return outcome.refusal;
  throw new Error('expected a refusal');
}

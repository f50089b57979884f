/** The Shiprocket client against its stand-in over real HTTP: the courier contract, and the life of its login. */
import { describe, expect, it } from 'vitest';
import { serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import type { ParcelRequest, TokenStore } from '../couriers.port.ts';
import { courierSuite } from '../couriers.suite.ts';
import { createShiprocketClient } from './client.ts';
import { createShiprocketSimulator, type ShiprocketSimulator } from './simulator.ts';

const credentials = { email: 'api@starling.example', password: 'courier-pass', pickupLocation: 'Primary' };
const wallet = 1_000_000;
let simulator: ShiprocketSimulator;

function memoryTokens(): TokenStore & { readonly saved: () => number } {
  let kept: Awaited<ReturnType<TokenStore['load']>>;
  let saved = 0;
  return {
    load: async () => kept,
    save: async (token) => {
      kept = token;
      saved += 1;
    },
    saved: () => saved,
  };
}

function tea(reference: string, clock: { now(): Date }): ParcelRequest {
  return {
    reference,
    orderedAt: clock.now(),
    pickupLocation: 'Primary',
    to: {
      name: 'Asha Rao',
      phone: '9876543210',
      line1: '14, Lake Road',
      city: 'Pune',
      state: 'Maharashtra',
      postalCode: '411045',
      country: 'IN',
    },
    items: [{ name: 'Tea', sku: 'TEA', quantity: 1, unitPrice: { minor: 9_990n, currency: 'INR' } }],
    subtotal: { minor: 9_990n, currency: 'INR' },
    shipping: { minor: 0n, currency: 'INR' },
    cashOnDelivery: true,
    weightGrams: 0,
  };
}

async function open() {
  const account = {
    email: credentials.email,
    password: credentials.password,
    pickupPlaces: [{ nickname: 'Primary', postcode: '411001' }],
    webhookUrl: '',
    webhookToken: 'token',
    walletPaise: wallet,
  };
  const house = await serveAlone((parts) => createShiprocketSimulator({ ...parts, accounts: [account] }), { seed: 21 });
  ({ simulator } = house);
  const logins: string[] = [];
  const counting: typeof fetch = (url, init) => {
    const { pathname } = new URL(url instanceof Request ? url.url : url);
    if (pathname.endsWith('/auth/login')) logins.push(pathname);
    return fetch(url, init);
  };
  const client = (more: Partial<Parameters<typeof createShiprocketClient>[0]> = {}) =>
    createShiprocketClient({ baseUrl: house.url, fetch: counting, clock: house.clock, credentials, tokens: memoryTokens(), ...more });
  return { ...house, client, logins };
}

courierSuite('shiprocket', async () => {
  const { clock, client } = await open();
  return {
    courier: client(),
    stranger: client({ credentials: { ...credentials, password: 'another' } }),
    now: clock.now,
    pickupPostcode: '411001',
    pickupLocation: 'Primary',
    servedPostcodes: ['411045', '400001', '560034', '781001', '600001'],
    unservedPostcodes: ['744101', '682555', '682556', '194101', '999999', '000000'],
    pickUp: (awb) => void simulator.side.move(awb, 42),
    deliver: (awb) => void simulator.side.move(awb, 7),
    parcelCount: () => simulator.side.parcels().length,
    spent: () => wallet - simulator.side.walletPaise(credentials.email),
    emptyWallet: () => simulator.side.setWallet(credentials.email, 0),
    loseAnswers: (lose) => void simulator.faults.set({ effectThen500: lose ? 1 : 0 }),
  };
});

describe('a login', () => {
  const day = 24 * 60 * 60_000;

  it('is made once for many calls at the same time', async () => {
    const { client, logins } = await open();
    const courier = client();
    const answers = await Promise.all(Array.from({ length: 10 }, () => courier.probe()));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(logins).toHaveLength(1);
  });
  it('is kept for other processes and renewed on the ninth day', async () => {
    const { client, logins, passTime } = await open();
    const tokens = memoryTokens();
    await client({ tokens }).probe();
    await client({ tokens }).probe();
    passTime(8 * day);
    await client({ tokens }).probe();
    expect(logins).toHaveLength(1);
    passTime(1 * day);
    await client({ tokens }).probe();
    expect(logins).toHaveLength(2);
  });
  it('that was ended by the service is made again once, and the call is answered', async () => {
    const { client, logins } = await open();
    const courier = client();
    await courier.probe();
    simulator.side.revokeTokens();
    expect((await courier.probe()).ok).toBe(true);
    expect(logins).toHaveLength(2);
  });
  it('that was refused is not tried again within a minute', async () => {
    const { client, logins, passTime } = await open();
    const stranger = client({ credentials: { ...credentials, password: 'another' } });
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await stranger.probe()).toMatchObject({ refusal: { kind: 'bad_credentials' } });
    }
    expect(logins).toHaveLength(1);
    passTime(61_000);
    await stranger.probe();
    expect(logins).toHaveLength(2);
  });
  it('with an unknown pickup place is refused by name', async () => {
    const { client } = await open();
    const outcome = await client({ credentials: { ...credentials, pickupLocation: 'primary' } }).probe();
    expect(outcome).toMatchObject({ refusal: { kind: 'rejected', detail: expect.stringContaining('Primary') } });
  });
});

describe('a bad line', () => {
  it('half of all calls failing makes one parcel a reference and pays each AWB once', async () => {
    const { client, clock } = await open();
    const courier = client();
    await courier.probe();
    simulator.faults.set({ refuse500: 0.25, effectThen500: 0.25 });
    const until = async <T>(act: () => Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
      for (let tries = 0; tries < 100; tries += 1) {
        const outcome = await act();
        if (outcome.ok) return outcome.value;
      }
      throw new Error('never done');
    };
    for (let index = 0; index < 20; index += 1) {
      const parcel = await until(() => courier.createParcel(tea(`STORM-${index}`, clock)));
      await until(() => courier.assignAwb(parcel.providerShipmentId));
    }
    const parcels = simulator.side.parcels();
    expect(parcels.map((parcel) => parcel.reference)).toEqual(Array.from({ length: 20 }, (_, index) => `STORM-${index}`));
    const charged = parcels.reduce((total, parcel) => total + parcel.chargedPaise, 0);
    expect(wallet - simulator.side.walletPaise(credentials.email)).toBe(charged);
  });
});

describe('a used reference', () => {
  it('leads to the first parcel also where the service refuses the repeat', async () => {
    const { client, clock } = await open();
    simulator.side.setDuplicates('refuse');
    const courier = client();
    const request = tea('ORD-1', clock);
    const first = await courier.createParcel(request);
    expect(first.ok).toBe(true);
    expect(await courier.createParcel(request)).toEqual(first);
    const [kept] = simulator.side.parcels();
    expect(kept).toMatchObject({ subTotal: '99.9', weightGrams: 500, cashOnDelivery: true, to: { phone: '9876543210' } });
  });
});

/** Settings of a merchant over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../test/builders/merchant-house.ts';

let house: MerchantHouse;
let shop: Shop;
beforeAll(async () => {
  house = await openMerchantHouse();
  shop = await house.openShop('starling');
});
afterAll(() => house.close());

const patch = (body: unknown, as = shop) => house.call('PATCH', '/merchant', { as, body });
const load = (as = shop) => house.database.inTx(as.merchantId, (tx) => house.merchants.getMerchant(tx));

describe('works', () => {
  it('what is changed is changed, and the rest is as it was', async () => {
    expect((await house.call('GET', '/merchant', { as: shop })).json().data).toMatchObject({
      name: 'Shop starling',
      prices_include_tax: true,
      settings: { delivery: { kind: 'courier' }, pickup: { offered: true } },
    });
    const answer = await patch({
      prices_include_tax: false,
      settings: { delivery: { kind: 'free_above', threshold: '500', amount: '40.5' } },
    });
    expect(answer.json().data).toMatchObject({
      name: 'Shop starling',
      prices_include_tax: false,
      settings: { delivery: { kind: 'free_above', threshold: '500.00', amount: '40.50' } },
    });
    await patch({ settings: { pickup: { offered: true, address: '12 Rose Lane', postal_code: '560001' } }, language: 'hi' });
    expect(await load()).toMatchObject({
      language: 'hi',
      delivery: { kind: 'free_above', threshold: { minor: 50_000n }, amount: { minor: 4_050n } },
      pickup: { offered: true, address: '12 Rose Lane', postalCode: '560001' },
    });
  });

  it('taxes and cash on delivery are set, and taken back', async () => {
    const changed = await patch({ tax_region: 'Karnataka', tax_number: '29ABCDE1234F1Z5', settings: { tax: { default_rate: '10.75' } } });
    expect(changed.json().data).toMatchObject({
      tax_region: 'Karnataka',
      settings: { tax: { default_rate: '10.75' }, cod: { offered: false } },
    });
    await patch({ tax_number: null, settings: { cod: { offered: true, max: '2500' } } });
    expect(await load()).toMatchObject({
      taxRegion: 'Karnataka',
      defaultTaxRateBp: 1_075,
      cod: { offered: true, max: { minor: 250_000n } },
    });
    expect((await load()).taxNumber).toBeUndefined();
    await patch({ tax_region: null, settings: { tax: {}, cod: {} } });
    expect(await load()).toMatchObject({ defaultTaxRateBp: 0, cod: { offered: false } });
  });

  it('the change is in the audit log with before and after', async () => {
    await patch({ name: 'Starling Market' });
    const [entry] = (await house.call('GET', '/audit-log', { as: shop })).json().data;
    expect(entry).toMatchObject({ action: 'merchant.changed', before: { name: 'Shop starling' }, after: { name: 'Starling Market' } });
  });

  it('the version of the catalogue only grows', async () => {
    const before = await load();
    await house.database.inTx(shop.merchantId, (tx) => house.merchants.touchCatalog(tx));
    expect((await load()).catalogVersion).toBe(before.catalogVersion + 1n);
  });
});

describe('refuses', () => {
  it.each([
    [{ settings: { delivery: { kind: 'flat', amount: '10.005' } } }, 'settings.delivery.amount'],
    [{ settings: { delivery: { kind: 'flat', amount: '-1' } } }, 'settings.delivery.amount'],
    [{ settings: { tax: { default_rate: '100.01' } } }, 'settings.tax.default_rate'],
    [{ settings: { cod: { offered: true, max: '1.005' } } }, 'settings.cod.max'],
    [{ settings: { delivery: { kind: 'drone' } } }, 'settings.delivery.kind'],
    [{ settings: { colour: 'red' } }, 'settings.colour'],
    [{ currency: 'USD' }, 'currency'],
    [{ phone: 'none' }, 'phone'],
  ])('%j', async (body, field) => {
    const before = await load();
    const answer = await patch(body);
    expect([answer.statusCode, answer.json().error.details[0].field]).toEqual([400, field]);
    expect(await load()).toEqual(before);
  });

  it('people who may not', async () => {
    const viewer = await house.hire(shop, 'viewer');
    expect((await patch({ name: 'x' }, viewer)).statusCode).toBe(403);
    expect((await house.call('GET', '/merchant', { as: viewer })).statusCode).toBe(200);
    expect((await house.call('GET', '/audit-log', { as: viewer })).statusCode).toBe(403);
  });
});

describe('keeps merchants apart', () => {
  it('a change of one leaves the other as it was', async () => {
    const other = await house.openShop('wren');
    const before = await load(other);
    await patch({ name: 'Changed' });
    expect(await load(other)).toEqual(before);
  });
});

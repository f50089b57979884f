/** Who is who, on a real database. */
import type { CustomerId, MerchantId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMerchantRow } from '../../../test/builders/merchant-row.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import { createFakeClock } from '../../foundation/clock/clock.ts';
import { type Address, type Customer, createCustomers } from './index.ts';

let house: TestDatabase;
let shop: MerchantId;
let other: MerchantId;
const merged: { from: CustomerId; to: CustomerId }[] = [];
const clock = createFakeClock();
const customers = createCustomers({
  clock,
  onMerged: async (_tx, from, to) => {
    merged.push({ from, to });
  },
});
let last = 919_800_000_000;
const fresh = () => String((last += 1));
type Keys = Parameters<typeof customers.identify>[1];
const identify = (keys: Keys, merchant = shop): Promise<Customer> => {
  clock.advance(1000);
  return house.database.inTx(merchant, (tx) => customers.identify(tx, keys));
};

beforeAll(async () => {
  house = await openTestDatabase();
  shop = await addMerchantRow(house.database, 'a');
  other = await addMerchantRow(house.database, 'b');
});
afterAll(() => house.close());

describe('a customer', () => {
  it('is the same person at every message, with the first name that was given', async () => {
    const phone = fresh();
    const first = await identify({ phone, name: 'Asha', username: '@asha' });
    expect(first).toMatchObject({ phone, name: 'Asha', username: 'asha' });
    expect(await identify({ phone, name: 'A.', username: 'asha2' })).toEqual({ ...first, username: 'asha2' });
  });

  it('is made once when their first messages arrive at the same time', async () => {
    const phone = fresh();
    const all = await Promise.all(Array.from({ length: 20 }, () => identify({ phone, scopedId: `IN.${phone}` })));
    expect(new Set(all.map((each) => each.id)).size).toBe(1);
  });

  it('is another person at another merchant', async () => {
    const phone = fresh();
    const [here, there] = [await identify({ phone }), await identify({ phone }, other)];
    expect(here.id).not.toBe(there.id);
    expect(await house.database.inTx(other, (tx) => customers.get(tx, here.id))).toBeUndefined();
  });

  it('is recognised by the other spelling of a Brazilian number, and written to as they last wrote', async () => {
    const first = await identify({ phone: '5511987654321' });
    const again = await identify({ phone: '551187654321' });
    expect(again).toEqual({ ...first, phone: '551187654321' });
  });

  it('known by two keys in two records becomes one when a message carries both: the older record stays', async () => {
    const phone = fresh();
    const byPhone = await identify({ phone, name: 'Ravi' });
    const byId = await identify({ scopedId: `IN.${phone}`, username: 'ravi' });
    await house.database.inTx(shop, (tx) => customers.setMarketing(tx, byId.id, false));
    await house.database.inTx(shop, (tx) => customers.rememberAddress(tx, byId.id, address({ line1: '1 Hill Road' })));
    merged.length = 0;
    const both = await identify({ phone, scopedId: `IN.${phone}` });
    expect(both).toMatchObject({ id: byPhone.id, name: 'Ravi', username: 'ravi', wantsMarketing: false, phone, scopedId: `IN.${phone}` });
    expect(merged).toEqual([{ from: byId.id, to: byPhone.id }]);
    expect(await addressesOf(byPhone.id)).toHaveLength(1);
    expect((await identify({ scopedId: `IN.${phone}` })).id).toBe(byPhone.id);
  });
});

describe('a number that changed', () => {
  it('leads to the same person, and late messages from the old one too', async () => {
    const [before, after] = [fresh(), fresh()];
    const person = await identify({ phone: before, scopedId: `IN.${before}` });
    const moved = await house.database.inTx(shop, (tx) =>
      customers.changeKeys(tx, { phone: before, scopedId: `IN.${before}` }, { phone: after, scopedId: `IN.${after}` }),
    );
    expect(moved).toMatchObject({ id: person.id, phone: after, scopedId: `IN.${after}` });
    expect(await identify({ phone: before })).toMatchObject({ id: person.id, phone: after });
  });

  it('leads to somebody else once somebody else has it', async () => {
    const [before, after] = [fresh(), fresh()];
    const person = await identify({ phone: before, scopedId: `IN.${before}` });
    await house.database.inTx(shop, (tx) => customers.changeKeys(tx, { phone: before }, { phone: after }));
    const stranger = await identify({ phone: before, scopedId: `IN.new-${before}` });
    expect(stranger.id).not.toBe(person.id);
    expect((await identify({ phone: before })).id).toBe(stranger.id);
    expect((await identify({ phone: after })).id).toBe(person.id);
  });

  it('told twice changes nothing more', async () => {
    const [before, after] = [fresh(), fresh()];
    await identify({ phone: before });
    const change = () => house.database.inTx(shop, (tx) => customers.changeKeys(tx, { phone: before }, { phone: after }));
    expect(await change()).toEqual(await change());
  });
});

describe('addresses', () => {
  it('are kept once each, the last used first', async () => {
    const { id } = await identify({ phone: fresh() });
    for (const line1 of ['1 Hill Road', '2 Hill Road', ' 1  hill road, ']) await remember(id, address({ line1 }));
    expect((await addressesOf(id)).map((each) => each.address.line1)).toEqual([' 1  hill road, ', '2 Hill Road']);
  });

  it('are forgotten beyond ten', async () => {
    const { id } = await identify({ phone: fresh() });
    for (let number = 1; number <= 12; number += 1) await remember(id, address({ line1: `${number} Hill Road` }));
    expect((await addressesOf(id)).map((each) => each.address.line1)).toEqual(
      Array.from({ length: 10 }, (_, index) => `${12 - index} Hill Road`),
    );
  });
});

const addressesOf = (id: CustomerId) => house.database.inTx(shop, (tx) => customers.addresses(tx, id));
const remember = (id: CustomerId, each: Address) => {
  clock.advance(1000);
  return house.database.inTx(shop, (tx) => customers.rememberAddress(tx, id, each));
};

function address(change: Partial<Address>): Address {
  return {
    name: 'Asha',
    phone: '+919876543210',
    line1: '1 Hill Road',
    city: 'Mumbai',
    state: 'Maharashtra',
    postalCode: '400050',
    country: 'IN',
    ...change,
  };
}

/** Customers as staff see them: list, change, consent, merge, export, erase; each works, refuses, and keeps merchants apart. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskHouse, openDeskHouse } from '../../../../test/builders/desk-house.ts';

let house: DeskHouse;
let code: () => Record<string, string>;
let productId: string;
let last = 919_870_000_000;
beforeAll(async () => {
  house = await openDeskHouse(5);
  code = await house.withCode(house.owner);
  ({ productId } = await house.product(house.owner, 'Tea', 100));
}, 60_000);
afterAll(() => house.close());

const get = async (path: string, as = house.owner) => (await house.send('GET', path, as)).body;
const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}, as = house.owner) =>
  house.send('POST', path, as, body, headers);

/** A person with one order that was handed over. */
async function person(name: string, more: Readonly<Record<string, unknown>> = {}) {
  const phone = `+${(last += 1)}`;
  const orderId = await house.order(house.owner, productId, phone, { name, ...more });
  const { id } = (await get(`/orders/${orderId}`)).data.customer;
  await post(`/orders/${orderId}/confirm`);
  const deliver = () => post(`/orders/${orderId}/deliver`);
  return { id: id as string, phone, orderId, deliver };
}

describe('the list', () => {
  it('finds people by name, number and what they bought, and pages', async () => {
    const asha = await person('Asha Findable');
    await person('Ravi Other');
    const ids = async (query: string) => (await get(`/contacts?${query}`)).data.map((each: { id: string }) => each.id);
    expect(await ids('search=findable')).toEqual([asha.id]);
    expect(await ids(`search=${asha.phone.slice(-6)}`)).toEqual([asha.id]);
    expect(await ids('segment=new')).toContain(asha.id);
    expect(await ids('segment=repeat')).not.toContain(asha.id);
    expect(await ids('segment=lapsed')).toEqual([]);
    expect(await ids('segment=no_orders')).toEqual([]);
    const page = await get('/contacts?limit=1&sort=name');
    expect(page.data).toHaveLength(1);
    expect(page.pagination.total).toBeGreaterThan(1);
    expect(page.data[0]).toMatchObject({ orders_count: 1, consent: 'unknown', currency: 'INR' });
  });

  it('is of one shop alone', async () => {
    const { id } = await person('Only Here');
    expect((await get('/contacts', house.other)).pagination.total).toBe(0);
    expect((await house.send('GET', `/contacts/${id}`, house.other)).status).toBe(404);
    expect((await house.send('GET', '/contacts', await house.hire('fulfilment'))).status).toBe(403);
  });

  it('leaves as CSV without a cell that a spreadsheet would run', async () => {
    await person('=cmd()');
    expect((await house.send('GET', '/contacts?format=csv', house.owner)).text).toContain("'=cmd()");
  });
});

describe('a customer', () => {
  it('takes a name, a note and labels, and shows what was bought', async () => {
    const { id, orderId } = await person('Asha');
    const changed = await house.send('PATCH', `/contacts/${id}`, house.owner, {
      name: 'Asha R.',
      note: 'Rings twice',
      labels: ['vip', 'vip'],
    });
    expect(changed.body.data).toMatchObject({ name: 'Asha R.', note: 'Rings twice', labels: ['vip'], orders: [{ id: orderId }] });
    expect((await house.send('PATCH', `/contacts/${id}`, house.owner, { nickname: 'x' })).body.error.details[0].field).toContain(
      'nickname',
    );
    expect((await house.send('PATCH', `/contacts/${id}`, await house.hire('viewer'), { name: 'x' })).status).toBe(403);
    expect((await house.send('PATCH', `/contacts/${id}`, house.other, { name: 'x' })).status).toBe(404);
  });

  it('keeps every word on consent, the last one counting', async () => {
    const { id } = await person('Asha');
    await post(`/contacts/${id}/consent`, { wants_marketing: true, source: 'counter', note: 'Signed the card' });
    const { body } = await post(`/contacts/${id}/consent`, { wants_marketing: false, source: 'phone' });
    expect(body.data.consent).toBe('no');
    expect(body.data.consents.map((each: { wants_marketing: boolean }) => each.wants_marketing)).toEqual([false, true]);
    expect((await post(`/contacts/${id}/consent`, { wants_marketing: true, source: 'phone' }, {}, house.other)).status).toBe(404);
  });

  it('leaves with all that is kept of them', async () => {
    const { id, orderId, phone } = await person('Asha');
    const { body } = await post(`/contacts/${id}/export`);
    expect(body.data).toMatchObject({ contact: { id, phone }, orders: [{ id: orderId }], messages: [] });
    expect((await post(`/contacts/${id}/export`, {}, {}, await house.hire('agent'))).status).toBe(403);
    expect((await post(`/contacts/${id}/export`, {}, {}, house.other)).status).toBe(404);
  });
});

describe('two records of one person', () => {
  it('become one with a code: the older stays with both their orders and numbers', async () => {
    const [first, second] = [await person('Asha'), await person('Asha Rao')];
    expect((await post(`/contacts/${second.id}/merge`, { other_id: first.id })).body.error.code).toBe('auth.two_factor_required');
    const { body } = await post(`/contacts/${second.id}/merge`, { other_id: first.id }, code());
    expect(body.data).toMatchObject({ id: first.id, name: 'Asha', orders_count: 2 });
    expect((await get(`/contacts?search=${second.phone.slice(-7)}`)).data).toMatchObject([{ id: first.id }]);
  });

  it('are refused when they are the same, or of two shops', async () => {
    const mine = await person('Asha');
    expect((await post(`/contacts/${mine.id}/merge`, { other_id: mine.id }, code())).status).toBe(400);
    const theirProduct = await house.product(house.other, 'Soap', 5);
    const orderId = await house.order(house.other, theirProduct.productId, '+919811111111');
    const theirs = (await get(`/orders/${orderId}`, house.other)).data.customer.id;
    expect((await post(`/contacts/${mine.id}/merge`, { other_id: theirs }, code())).body.error.code).toBe('customer.not_found');
  });
});

describe('erasing', () => {
  it('takes the name and keeps the amounts; a second time there is nobody', async () => {
    const asha = await person('Asha Erasable');
    await asha.deliver();
    const before = (await get(`/orders/${asha.orderId}`)).data;
    expect((await post(`/contacts/${asha.id}/erase`, {}, code())).status).toBe(200);
    const after = (await get(`/orders/${asha.orderId}`)).data;
    expect(after).toMatchObject({
      total_amount: before.total_amount,
      tax_amount: before.tax_amount,
      customer: { name: null, phone: null },
    });
    expect((await get('/contacts?search=erasable')).data).toEqual([]);
    expect((await get(`/contacts/${asha.id}`)).data).toMatchObject({ name: null, phone: null, addresses: [], consents: [] });
    expect((await post(`/contacts/${asha.id}/erase`, {}, code())).status).toBe(404);
    // The number is a stranger's now.
    const again = await house.order(house.owner, productId, asha.phone);
    expect((await get(`/orders/${again}`)).data.customer.id).not.toBe(asha.id);
  });

  it('takes what was said out of the chat, and an export before it held every word', async () => {
    const asha = await person('Asha Chatty');
    await asha.deliver();
    const phone = asha.phone.slice(1);
    const written = await post('/chat/webhook/inbound', { phone: asha.phone, name: 'Asha Chatty', text: 'My door code is 4711' });
    expect(written.status).toBe(200);
    await house.pass(1000);
    const before = (await post(`/contacts/${asha.id}/export`)).text;
    expect(before).toContain('4711');
    expect(before).toContain(phone);
    expect((await post(`/contacts/${asha.id}/erase`, {}, code())).status).toBe(200);
    const thread = written.body.data.conversation_id;
    const after = (await house.send('GET', `/conversations/${thread}/messages`, house.owner)).text;
    expect(after).toContain('erased');
    expect(after).not.toContain('4711');
    const left = await house.database.inTx(house.owner.merchantId, (tx) =>
      tx.db.selectFrom('inbound_messages').select('content').execute(),
    );
    expect(JSON.stringify(left)).not.toContain('4711');
  });

  it('waits for orders that are under way, and needs a code and the role', async () => {
    const asha = await person('Asha');
    expect((await post(`/contacts/${asha.id}/erase`, {}, code())).body.error.code).toBe('customer.has_open_orders');
    expect((await post(`/contacts/${asha.id}/erase`)).body.error.code).toBe('auth.two_factor_required');
    expect((await post(`/contacts/${asha.id}/erase`, {}, code(), await house.hire('agent'))).status).toBe(403);
  });

  it('stands in the audit log without the name', async () => {
    const asha = await person('Asha Unwritten');
    await house.send('PATCH', `/contacts/${asha.id}`, house.owner, { note: 'Unwritten too' });
    await asha.deliver();
    await post(`/contacts/${asha.id}/erase`, {}, code());
    const rows = await house.database.inTx(house.owner.merchantId, (tx) =>
      tx.db.selectFrom('audit_log').selectAll().where('subject_id', '=', asha.id).execute(),
    );
    expect(rows.map(({ action }) => action)).toEqual(['contact.changed', 'contact.erased']);
    expect(JSON.stringify(rows)).not.toMatch(/unwritten/i);
  });
});

/** A shop with several gateways: what its customers may choose, what happens to the link they left, and that one payment settles an order. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signWebhook } from '../../src/providers/payments/paystack/webhooks.ts';
import { type Captured, gatewayNamed, gatewayOfPage } from '../builders/gateways.ts';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { toCheckoutLink, toPaymentPage } from '../builders/purchase.ts';
import { openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let variantId: string;
let people = 0;
let countryCode = '91';

const newShopper = (): Shopper => {
  people += 1;
  return openShopper(town.standIns, merchant.phoneNumberId, { phone: `${countryCode}803765300${people % 10}${Math.floor(people / 10)}` });
};
const namesOn = (html: string): string[] => [...html.matchAll(/name="gateway" value="(\w+)"/g)].map((each) => each[1] ?? '');
const nameOf = (page: string): string => gatewayOfPage(town.standIns, page).name;

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await town.standIns.settled();
    await town.app.worker.drain();
  }
}

async function newestOrder(): Promise<unknown> {
  const list = await merchant.call('GET', '/orders?limit=1');
  return at((await merchant.call('GET', `/orders/${textAt(list.body, 'data.0.id')}`)).body, 'data');
}

async function publicIdOf(orderId: string): Promise<string> {
  const rows = await town.database.asOwner((client) => client.query('select public_id from orders where id = $1', [orderId]));
  return String((rows.rows[0] as { readonly public_id: unknown }).public_id);
}

function there(captured: Captured | undefined): Captured {
  if (!captured) throw new Error('the stand-in took no money');
  return captured;
}

/** What the order's page leads to when the customer chooses. */
async function payBy(publicId: string, gateway: string): Promise<string> {
  const body = new URLSearchParams({ gateway });
  const answer = await fetch(`${town.url}/order/${publicId}/pay`, { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '', town.url).href;
}

async function openShop(currency: string, connect: NonNullable<Parameters<typeof openMerchant>[2]>['connect']): Promise<void> {
  // Customers at home where the shop is: Paystack is for Nigerians.
  countryCode = currency === 'NGN' ? '234' : '91';
  merchant = await openMerchant(town, town.standIns, { connect: ['whatsapp', ...(connect ?? [])], extra: { currency } });
  await merchant.call('PATCH', '/merchant', { settings: { delivery: { kind: 'flat', amount: '150.00' } } });
  ({ variantId } = await addProduct(merchant, { name: `Tea ${currency}`, price: '800.00', stock: 90 }));
}

beforeAll(async () => {
  town = await openTown({ seed: 3 });
});
afterAll(() => town.close());

describe.each([
  { currency: 'INR', favourite: 'razorpay', other: 'stripe' },
  { currency: 'NGN', favourite: 'paystack', other: 'stripe' },
  { currency: 'NGN', favourite: 'stripe', other: 'paystack' },
] as const)('a shop in $currency with $favourite before $other', ({ currency, favourite, other }) => {
  beforeAll(async () => {
    await openShop(currency, [favourite, other]);
    const changed = await merchant.call('PATCH', '/merchant', { settings: { payments: { gateways: [favourite, other] } } });
    expect(at(changed.body, 'data.settings.payments.gateways')).toEqual([favourite, other]);
  });

  test('a customer who chooses nothing pays by the favourite, one who chooses by the chosen', async () => {
    expect(nameOf(await toPaymentPage(newShopper(), variantId))).toBe(favourite);
    expect(nameOf(await toPaymentPage(newShopper(), variantId, { gateway: other }))).toBe(other);
    expect(nameOf(await toPaymentPage(newShopper(), variantId, { gateway: 'nonsense' }))).toBe(favourite);
  });

  test('money by both is kept once: the first settles the order, the second goes back whole', async () => {
    for (const first of [0, 1] as const) {
      const shopper = newShopper();
      const before = await toPaymentPage(shopper, variantId);
      const order = await newestOrder();
      const after = await payBy(await publicIdOf(textAt(order, 'id')), other);
      expect([nameOf(before), nameOf(after)]).toEqual([favourite, other]);
      await settle();
      const pages = first === 0 ? [before, after] : [after, before];
      const paid = pages.map((page) => {
        const gateway = gatewayOfPage(town.standIns, page);
        // A closed link takes money only where the bank was slow.
        const captured = there(page === before ? gateway.payLate(page) : (gateway.pay(page) ?? gateway.payLate(page)));
        return { gateway, captured };
      });
      await settle();
      const back = paid.map(({ gateway, captured }) => gateway.refundsOf(captured.id));
      const now = await newestOrder();
      expect(at(now, 'payment_status')).toBe('paid');
      expect(back.flat()).toEqual([paid[0]?.captured.minor]);
      expect(back.filter((each) => each.length === 0)).toHaveLength(1);
    }
    expect(at((await merchant.call('POST', '/accounting/verify')).body, 'data.differences')).toEqual([]);
  });

  test('the link that was left is closed where its gateway can close it', async () => {
    await toPaymentPage(newShopper(), variantId);
    const id = textAt(await newestOrder(), 'id');
    await payBy(await publicIdOf(id), other);
    await settle();
    const { rows } = await town.database.asOwner((client) =>
      client.query('select gateway, state from payment_links where order_id = $1 order by id', [id]),
    );
    expect(rows).toEqual([
      { gateway: favourite, state: 'cancelled' },
      { gateway: other, state: 'open' },
    ]);
  });
});

describe('the choice', () => {
  test('is asked where several fit the order and the customer, and only then', async () => {
    await openShop('INR', ['razorpay', 'stripe', 'paystack']);
    const reviewOf = async (who: Shopper): Promise<string> => {
      const link = await toCheckoutLink(who, variantId);
      const form = new URLSearchParams({ method: 'pickup', name: 'Asha', phone: '+919876530099' });
      await fetch(`${link}/delivery`, { method: 'POST', body: form, redirect: 'manual' });
      return (await fetch(link)).text();
    };
    // Paystack takes no rupees.
    expect(namesOn(await reviewOf(newShopper()))).toEqual(['razorpay', 'stripe']);
    const abroad = openShopper(town.standIns, merchant.phoneNumberId, { name: 'Jane', phone: '14155550123' });
    expect(namesOn(await reviewOf(abroad))).toEqual([]);
    await merchant.call('PATCH', '/merchant', { settings: { payments: { gateways: ['stripe'] } } });
    expect(namesOn(await reviewOf(newShopper()))).toEqual([]);
    expect(nameOf(await toPaymentPage(newShopper(), variantId))).toBe('stripe');
  });

  test('a shop whose gateways take no such money says so, and holds nothing', async () => {
    await openShop('JPY', ['razorpay', 'paystack']);
    await expect(toPaymentPage(newShopper(), variantId)).rejects.toThrow(/409/);
  });
});

describe('connections and doors', () => {
  beforeAll(() => openShop('NGN', ['paystack', 'stripe']));

  test.each([
    ['paystack', { secret_key: 'sk_test_a-stranger-0000' }, '••••0000'],
    ['stripe', { secret_key: 'sk_test_a-stranger-0000', webhook_secret: 'whsec_another-9999' }, '••••0000'],
  ])('%s tells whether its keys work, and shows their last four', async (kind, wrong, shown) => {
    const good = await merchant.call('POST', `/connections/${kind}/test`);
    expect(at(good.body, 'data.state')).toBe('working');
    const other = await openMerchant(town, town.standIns, { connect: [] });
    const put = await other.call('PUT', `/connections/${kind}`, wrong);
    expect(at(put.body, 'data.fields.secret_key')).toBe(shown);
    expect(at((await other.call('POST', `/connections/${kind}/test`)).body, 'data.state')).toBe('failing');
  });

  test('a webhook is taken with its merchant’s key alone, with and without the slug', async () => {
    const page = await toPaymentPage(newShopper(), variantId, { gateway: 'paystack' });
    town.standIns.paystack.faults.set({ webhookDrop: 1 });
    const paid = there(gatewayNamed(town.standIns, 'paystack').pay(page));
    town.standIns.paystack.faults.set({ webhookDrop: 0 });
    const body = town.standIns.paystack.side.events().at(-1)?.body ?? '';
    const send = (path: string, key: string) =>
      fetch(`${town.url}/webhooks/paystack${path}`, { method: 'POST', body, headers: { 'x-paystack-signature': signWebhook(body, key) } });
    const key = `sk_test_${merchant.phoneNumberId}`;
    expect((await send('', 'sk_test_forged')).status).toBe(401);
    expect((await send('/nobody-at-all', key)).status).toBe(404);
    expect([(await send('', key)).status, (await send(`/${merchant.slug}`, key)).status]).toEqual([200, 200]);
    await settle();
    expect(at(await newestOrder(), 'payment_status')).toBe('paid');
    expect(gatewayNamed(town.standIns, 'paystack').refundsOf(paid.id)).toEqual([]);
  });

  test.each(['paystack', 'stripe'] as const)('the way back from %s shows the order and marks nothing paid', async (gateway) => {
    const page = await toPaymentPage(newShopper(), variantId, { gateway });
    town.standIns[gateway].faults.set({ webhookDrop: 1 });
    const answer = await fetch(`${page}/press`, { method: 'POST', body: new URLSearchParams({ action: 'pay' }), redirect: 'manual' });
    town.standIns[gateway].faults.set({ webhookDrop: 0 });
    const back = answer.headers.get('location') ?? '';
    expect(back).toContain(`${town.url}/order/`);
    expect((await fetch(back)).status).toBe(200);
    await settle();
    expect(at(await newestOrder(), 'payment_status')).toBe('unpaid');
  });
});

/** Races between real processes on a real PostgreSQL: many customers want the last units at the same moment. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/foundation/clock/clock.ts';
import { addProduct, at, openMerchant, type TestMerchant } from '../builders/merchant.ts';
import { type Heard, homeAddress, openShopper } from '../builders/shopper.ts';
import { openStandIns, type StandIns } from '../builders/stand-ins.ts';
import { walkCheckout } from '../chaos/checkout-walk.ts';
import { type Fleet, openFleet } from '../chaos/fleet.ts';
import { unfinished } from '../chaos/unfinished.ts';

const server = process.env['TEST_DATABASE_URL'];
const SHOPPERS = 60;
const UNITS = 10;
const WITHIN_MS = 60_000;

describe('two web and three worker processes on PostgreSQL (needs TEST_DATABASE_URL)', () => {
  test.skipIf(server === undefined)(
    'sixty shoppers want the last ten units: exactly ten pay and get one',
    async () => {
      const standIns = await openStandIns({ clock: systemClock, seed: 7, whatsapp: { ratesEnforced: false } });
      const fleet = await openFleet({ environment: standIns.environment, ...(server === undefined ? {} : { postgres: server }) });
      try {
        await fleet.waitUntilUp();
        await race(fleet, standIns);
      } finally {
        await standIns.close();
        await fleet.close();
      }
    },
    300_000,
  );
});

async function race(fleet: Fleet, standIns: StandIns): Promise<void> {
  const merchant = await openMerchant(fleet, standIns, { name: 'Last Units' });
  const { variantId } = await addProduct(merchant, { name: 'Lanternfig', price: '250.00', stock: UNITS, weight_kg: '0.2' });
  const numbers = Array.from({ length: SHOPPERS }, (_, index) => index);
  const links = await Promise.all(numbers.map((number) => linkFor(standIns, merchant, variantId, number)));
  const address = (number: number) => ({ ...homeAddress, method: 'pickup', name: `Racer ${number}` });
  const ends = await Promise.all(
    links.flatMap((link, number) =>
      link === undefined ? [] : [walkCheckout(link, address(number), { withinMs: WITHIN_MS, onRetry: () => {} })],
    ),
  );
  const plinks = ends.flatMap((end) => (end.kind === 'gateway' ? [end.url.split('/l/')[1] ?? ''] : []));
  expect(ends.filter((end) => end.kind === 'stuck')).toEqual([]);
  expect(plinks).toHaveLength(UNITS);
  for (const plink of plinks) expect(standIns.razorpay.side.pay(plink).ok).toBe(true);
  await expect.poll(() => fleet.look((query) => unfinished(query, standIns)), { timeout: WITHIN_MS, interval: 500 }).toEqual([]);
  const [orders] = await fleet.look((query) =>
    query(`select count(*)::int as all, count(*) filter (where payment_status = 'paid')::int as paid from orders`),
  );
  expect(orders).toEqual({ all: UNITS, paid: UNITS });
  const levels = await merchant.call('GET', '/inventory/levels');
  expect(at(levels.body, 'data.0.on_hand')).toBe(0);
  expect(at(levels.body, 'data.0.held')).toBe(0);
  expect(standIns.razorpay.side.refunds()).toEqual([]);
}

/** Cart and PIN code in the chat, up to the checkout link; undefined when the chat says that nothing is left. */
async function linkFor(standIns: StandIns, merchant: TestMerchant, variantId: string, number: number): Promise<string | undefined> {
  const shopper = openShopper(standIns, merchant.phoneNumberId, { name: `Racer ${number}`, phone: `9190000${String(10_000 + number)}` });
  const isOver = (message: Heard): boolean => /sold out|no longer|left/i.test(message.text);
  shopper.press(`add:${variantId}`);
  await shopper.hears('the cart', (message) => message.ids.includes('checkout'), WITHIN_MS);
  shopper.mark();
  shopper.press('checkout');
  await shopper.hears('the question for the PIN code', (message) => /PIN/i.test(message.text), WITHIN_MS);
  shopper.mark();
  shopper.say('560034');
  const answer = await shopper.hears(
    'the checkout link',
    (message) => message.urls.some((url) => url.includes('/checkout/')) || isOver(message),
    WITHIN_MS,
  );
  return answer.urls.find((url) => url.includes('/checkout/'));
}

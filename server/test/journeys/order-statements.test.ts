/** What an order costs the database, counted in statements from the cart to paid and all that follows from it: a number, since times differ by machine. */
import type { MerchantId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct, openMerchant, type TestMerchant } from '../builders/merchant.ts';
import { type SeenTransaction, type StatementWatch, watchStatements } from '../builders/statement-watch.ts';
import { openTown, type Town } from '../builders/town.ts';

/**
 * Begin and commit counted; a few to spare, since the gateway's webhooks arrive in one batch or in several. Lower it when you made an
 * order cheaper; think again before you raise it.
 */
const MOST_AN_ORDER = 125;

let watch: StatementWatch;
let town: Town;
let merchant: TestMerchant;

beforeAll(async () => {
  watch = watchStatements();
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee', connect: ['razorpay'] });
});
afterAll(async () => {
  await town.close();
  watch.close();
});

const submit = async (path: string, fields: Readonly<Record<string, string>>): Promise<string> => {
  const answer = await town.app.edge.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location);
};

async function buy(variantId: string, phone: string): Promise<void> {
  const { app, database, standIns } = town;
  const checkout = await watch.as('cart', () =>
    database.inTx(merchant.id as MerchantId, async (tx) => {
      const customer = await app.customers.identify(tx, { phone, name: 'Asha Rao' });
      expectOk(await app.carts.add(tx, customer.id, { variantId: variantId as VariantId, quantity: 1 }));
      return expectOk(await app.orders.startCheckout(tx, { customerId: customer.id })).checkoutId;
    }),
  );
  await watch.as('delivery form', () =>
    submit(`/checkout/${checkout}/delivery`, { method: 'pickup', name: 'Asha Rao', phone: `+${phone}` }),
  );
  const gateway = await watch.as('pay form', () => submit(`/checkout/${checkout}/pay`, { expected_total: '14900' }));
  expect(standIns.razorpay.side.pay(gateway.split('/l/')[1] ?? '').ok).toBe(true);
  await standIns.settled();
  do await app.worker.drain();
  while ((await count(`jobs where state = 2 or (state < 2 and run_at <= '${town.clock.now().toISOString()}')`)) > 0);
}

/** As the owner, outside all transactions: what only looks is not counted. */
async function count(what: string): Promise<number> {
  const { rows } = await town.database.asOwner((client) => client.query<{ n: number }>(`select count(*)::int as n from ${what}`));
  return rows[0]?.n ?? 0;
}

/** Looking for work, and for a job that a page waits for, is done as often as there is time: no part of an order's cost. */
const isLooking = ({ statements, queue }: SeenTransaction): boolean =>
  queue === undefined && statements.some(({ text }) => /with picked as materialized|locked_until|from dead_jobs/.test(text));

const isWaiting = ({ step, statements }: SeenTransaction): boolean =>
  step === 'pay form' && statements.length === 3 && statements.some(({ text }) => text.includes('"payment_links"'));

describe('an order from the cart to paid', () => {
  test(`takes no more than ${MOST_AN_ORDER} statements`, async () => {
    const { variantId } = await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 50 });
    await buy(variantId, '919876500001');
    watch.forget();
    await buy(variantId, '919876500002');
    // The bills are the last of it.
    expect(await count('documents')).toBe(2);
    const paid = watch.transactions.filter((each) => !isLooking(each) && !isWaiting(each));
    const statements = paid.reduce((sum, each) => sum + each.statements.length, 0);
    if (process.env['SHOW_STATEMENTS'] !== undefined) process.stderr.write(`${told(watch.transactions)}  in all: ${statements}\n`);
    expect(statements, told(paid)).toBeLessThanOrEqual(MOST_AN_ORDER);
  });
});

function told(transactions: readonly SeenTransaction[]): string {
  const nameOf = ({ queue, step }: SeenTransaction): string => queue ?? step ?? '';
  return transactions
    .map((each) => {
      const lines = each.statements.map(
        ({ text, ms }) => `    ${ms.toFixed(1).padStart(6)} ms  ${text.replace(/\s+/g, ' ').slice(0, 200)}`,
      );
      return `  ${nameOf(each)}: ${each.statements.length}\n${lines.join('\n')}\n`;
    })
    .join('');
}

/** What a chat turn costs the database, counted in statements from the webhook to the reply handed over: a number, since times differ by machine. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct, openMerchant, type TestMerchant } from '../builders/merchant.ts';
import { openShopper, type Shopper } from '../builders/shopper.ts';
import { type SeenTransaction, type StatementWatch, watchStatements } from '../builders/statement-watch.ts';
import { openTown, type Town } from '../builders/town.ts';

/** Begin and commit counted. Lower them when you made a turn cheaper; think again before you raise them. */
const MOST_A_FIRST_CONTACT = 42;
const MOST_A_GREETING = 32;
const MOST_A_SEARCH = 37;
/** Events of one shop that arrive together are taken in by two statements, begin and commit. */
const MOST_AN_INTAKE = 4;

let watch: StatementWatch;
let town: Town;
let merchant: TestMerchant;
let asha: Shopper;

beforeAll(async () => {
  watch = watchStatements();
  town = await openTown();
  // Runs what is due when it is told to, so that nothing is looked for meanwhile.
  await town.app.worker.stop();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee', connect: ['whatsapp'] });
  await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 5 });
  await addProduct(merchant, { name: 'Green coffee', price: '159.00', stock: 5 });
  asha = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919876500001' });
  await settle();
});
afterAll(async () => {
  await town.close();
  watch.close();
});

async function settle(): Promise<void> {
  await town.standIns.settled();
  await town.app.worker.drain();
  await town.standIns.settled();
}

/** Looking for jobs is done as often as there is time: no part of a turn's cost. */
const isLooking = ({ statements }: SeenTransaction): boolean =>
  statements.some(({ text }) => /with picked as materialized|from dead_jobs|locked_until/.test(text) && !text.includes('finish_job'));

const costs = (): readonly SeenTransaction[] => watch.transactions.filter((each) => !isLooking(each));
const countOf = (transactions: readonly SeenTransaction[]): number => transactions.reduce((sum, each) => sum + each.statements.length, 0);

const isIntake = (each: SeenTransaction): boolean => says(each, 'insert into webhook_events');
const says = ({ statements }: SeenTransaction, words: string): boolean => statements.some(({ text }) => text.includes(words));

/** One turn until its reply is handed over; what the stand-in reports of it, sooner or later, is not part of it. */
async function costOf(act: () => void): Promise<readonly SeenTransaction[]> {
  watch.forget();
  const before = asha.heard().length;
  act();
  await town.standIns.settled();
  await town.app.worker.drain();
  expect(asha.heard().length).toBeGreaterThan(before);
  const all = costs();
  const intake = all.find(isIntake);
  const isEcho = (each: SeenTransaction): boolean =>
    (isIntake(each) && each !== intake) || (each.queue === 'webhook.read' && !says(each, 'insert into inbound_messages'));
  const seen = all.filter((each) => !isEcho(each));
  await settle();
  return seen;
}

describe('a chat turn', () => {
  test(`of somebody new takes no more than ${MOST_A_FIRST_CONTACT} statements`, async () => {
    const seen = await costOf(() => asha.say('hi'));
    if (process.env['SHOW_STATEMENTS'] !== undefined) process.stderr.write(`${told(seen)}  in all: ${countOf(seen)}\n`);
    expect(countOf(seen), told(seen)).toBeLessThanOrEqual(MOST_A_FIRST_CONTACT);
  });

  test(`of somebody known takes no more than ${MOST_A_GREETING}, and a search no more than ${MOST_A_SEARCH}`, async () => {
    const greeting = await costOf(() => asha.say('hi'));
    if (process.env['SHOW_STATEMENTS'] !== undefined) process.stderr.write(`${told(greeting)}  in all: ${countOf(greeting)}\n`);
    expect(countOf(greeting), told(greeting)).toBeLessThanOrEqual(MOST_A_GREETING);
    const search = await costOf(() => asha.say('coffee'));
    expect(countOf(search), told(search)).toBeLessThanOrEqual(MOST_A_SEARCH);
  });

  test(`webhooks that arrive together are taken in by ${MOST_AN_INTAKE} statements`, async () => {
    watch.forget();
    await Promise.all(Array.from({ length: 40 }, (_, index) => post(`wamid.together${index}`)));
    const seen = costs().filter(isIntake);
    // The first may go alone, while the others arrive.
    expect(seen.length, told(seen)).toBeLessThanOrEqual(3);
    for (const each of seen) expect(each.statements.length, told(seen)).toBeLessThanOrEqual(MOST_AN_INTAKE);
    await settle();
  });
});

async function post(id: string): Promise<void> {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '918047100000', phone_number_id: merchant.phoneNumberId },
    contacts: [{ profile: { name: 'Asha' }, wa_id: '919876500001' }],
    messages: [{ from: '919876500001', id, timestamp: '1795165200', type: 'text', text: { body: 'hi' } }],
  };
  const payload = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: 'account', changes: [{ field: 'messages', value }] }],
  });
  const signature = createHmac('sha256', merchant.appSecret).update(payload).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  const answer = await town.app.edge.inject({ method: 'POST', url: '/webhooks/whatsapp', headers, payload });
  expect(answer.statusCode).toBe(200);
}

function told(transactions: readonly SeenTransaction[]): string {
  return transactions
    .map(
      ({ queue, statements }) =>
        `  ${queue ?? ''}: ${statements.length}\n${statements.map(({ text }) => `    ${text.replace(/\s+/g, ' ').slice(0, 160)}\n`).join('')}`,
    )
    .join('');
}

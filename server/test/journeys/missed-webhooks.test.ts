/** Webhooks of a number at Twilio that never came: whatever customers wrote is found, filed once and answered once. */
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sign } from '../../src/providers/messaging/twilio/signature.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
const account = { accountSid: `AC${'ef'.repeat(16)}`, authToken: 'twilio-token', number: '14155550177' };

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee', connect: [] });
  town.standIns.twilio.register({ ...account, friendlyName: merchant.name, webhookUrl: `${town.url}/webhooks/twilio` });
  const put = await merchant.call('PUT', '/connections/twilio', {
    account_sid: account.accountSid,
    auth_token: account.authToken,
    whatsapp_number: `+${account.number}`,
  });
  expect(put.status).toBe(200);
  await town.pass(2 * minuteMs);
});
afterAll(() => town.close());
afterEach(() => town.standIns.twilio.faults.set({ webhookDrop: 0, webhookRepeat: 0, webhookReorder: 0, refuse500: 0 }));

const comesIn = (phone: string, name: string): Shopper =>
  openShopper(town.standIns, town.standIns.twilio.phoneNumberId(account.number), { phone, name });

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await town.app.worker.drain();
    await town.standIns.settled();
  }
  await town.app.worker.drain();
}

/** Long enough for a look, its grace and the answers. */
async function lookAgain(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await town.pass(2 * minuteMs);
    await settle();
  }
}

async function messagesWith(phone: string): Promise<readonly Record<string, unknown>[]> {
  const list = await merchant.call('GET', `/conversations?search=${phone}`);
  if ((at(list.body, 'data') as unknown[]).length === 0) return [];
  const messages = await merchant.call('GET', `/conversations/${textAt(list.body, 'data.0.id')}/messages?limit=100`);
  return at(messages.body, 'data') as Record<string, unknown>[];
}

const wordsOf = async (phone: string): Promise<readonly unknown[]> =>
  (await messagesWith(phone)).filter((each) => each['direction'] === 'in').map((each) => each['text']);

describe('a server nobody could reach', () => {
  test('answers a first message once when it can be found, and not again when its webhook comes after all', async () => {
    const { twilio } = town.standIns;
    twilio.faults.set({ webhookDrop: 1 });
    const asha = comesIn('919876510001', 'Asha');
    asha.say('hello');
    await settle();
    expect(await wordsOf('919876510001')).toEqual([]);
    await lookAgain();
    twilio.faults.set({ webhookDrop: 0 });
    expect(await wordsOf('919876510001')).toEqual(['hello']);
    const answered = asha.heard().length;
    expect(answered).toBeGreaterThan(0);
    expect((await postLate(textAt(await messageListed('hello'), 'sid'), '919876510001')).status).toBe(200);
    await settle();
    expect(await wordsOf('919876510001')).toEqual(['hello']);
    expect(asha.heard()).toHaveLength(answered);
  });

  test('learns what was pressed and has the pictures', async () => {
    const bela = comesIn('919876510002', 'Bela');
    bela.say('hello');
    await settle();
    const menu = bela.heard().findLast((message) => message.ids.includes('cart'));
    bela.mark();
    town.standIns.twilio.faults.set({ webhookDrop: 1 });
    const title = titleOf(menu?.bubble.message, 'cart');
    bela.act({ kind: 'press', of: menu?.bubble.id ?? '', id: 'cart', title });
    bela.act({ kind: 'media', type: 'image', bytes: Buffer.from('not really a picture'), mimeType: 'image/png', caption: 'This one?' });
    await settle();
    await lookAgain();
    const heard = (await messagesWith('919876510002')).filter((each) => each['direction'] === 'in');
    expect(heard.find((each) => each['kind'] === 'choice')).toMatchObject({ options: [{ id: 'cart' }] });
    expect(heard.find((each) => each['text'] === 'This one?')).toMatchObject({ file: { media: 'image', stored: true } });
  });

  test('learns that its own message arrived', async () => {
    const cara = comesIn('919876510003', 'Cara');
    cara.say('hello');
    await settle();
    town.standIns.twilio.faults.set({ webhookDrop: 1 });
    expect((await merchant.call('POST', '/whatsapp/send-message', { to: '+919876510003', text: 'Your cake is ready' })).status).toBe(200);
    await settle();
    const stateOf = async () => (await messagesWith('919876510003')).find((each) => each['text'] === 'Your cake is ready')?.['status'];
    expect(await stateOf()).toBe('accepted');
    await lookAgain();
    expect(await stateOf()).toBe('delivered');
  });

  test('that is down for three days files what was written meanwhile, a day at a time, in its order', async () => {
    const dora = comesIn('919876510004', 'Dora');
    town.standIns.twilio.faults.set({ webhookDrop: 1 });
    for (const text of ['on the first day', 'on the second day', 'on the third day']) {
      dora.say(text);
      await town.standIns.settled();
      town.clock.advance(23 * 60 * minuteMs);
    }
    await lookAgain();
    expect(await wordsOf('919876510004')).toEqual(['on the third day', 'on the second day', 'on the first day']);
  });
});

test('half of all webhooks lost, others repeated and out of order, the list itself failing: each message is filed and answered once', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
  const random = seededRandom(seed);
  town.standIns.twilio.faults.set({ webhookDrop: 0.5, webhookRepeat: 0.4, webhookReorder: 0.4, refuse500: 0.1 });
  const people = Array.from({ length: 6 }, (_, index) => comesIn(`91987652000${index}`, `Person ${index}`));
  const spoken = new Map(people.map((each) => [each, 0]));
  for (let turn = 0; turn < 30; turn += 1) {
    const person = people[Math.floor(random() * people.length)] ?? people[0];
    if (!person) continue;
    spoken.set(person, (spoken.get(person) ?? 0) + 1);
    person.say('cart');
    if (random() < 0.4) await settle();
    if (random() < 0.3) await town.pass(Math.floor(random() * 90) * secondMs);
  }
  town.standIns.twilio.faults.set({ webhookDrop: 0, webhookRepeat: 0, webhookReorder: 0, refuse500: 0 });
  for (let round = 0; round < 4; round += 1) await lookAgain();
  for (const [person, times] of spoken) {
    expect(await wordsOf(person.person.phone), `seed ${seed}`).toHaveLength(times);
    // Equal questions that wait together are answered together.
    const oldestFirst = (await messagesWith(person.person.phone)).toReversed().map((each) => each['direction']);
    expect(oldestFirst.at(-1), `seed ${seed}`).toBe('out');
    const questions = oldestFirst.filter((each, index) => each === 'in' && oldestFirst[index + 1] === 'out').length;
    const answers = person.heard().filter((message) => /cart is empty/i.test(message.text)).length;
    expect(answers, `seed ${seed}`).toBeGreaterThanOrEqual(questions);
    expect(answers, `seed ${seed}`).toBeLessThanOrEqual(times);
  }
  const unhandled = await town.database.asOwner(
    async (client) =>
      (await client.query(`select count(*)::int as n from inbound_messages where handled_at is null`)).rows[0] as { n: number },
  );
  expect(unhandled.n, `seed ${seed}`).toBe(0);
});

async function messageListed(body: string): Promise<unknown> {
  const answer = await fetch(`${town.standIns.environment.TWILIO_API_URL}/2010-04-01/Accounts/${account.accountSid}/Messages.json`, {
    headers: { authorization: `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}` },
  });
  const { messages } = (await answer.json()) as { readonly messages: readonly { readonly body: string }[] };
  return messages.find((each) => each.body === body);
}

/** The webhook as it would have been. */
function postLate(sid: string, phone: string): Promise<Response> {
  const url = `${town.url}/webhooks/twilio`;
  const body = new URLSearchParams({
    MessageSid: sid,
    SmsStatus: 'received',
    AccountSid: account.accountSid,
    From: `whatsapp:+${phone}`,
    To: `whatsapp:+${account.number}`,
    Body: 'hello',
    MessageType: 'text',
    NumMedia: '0',
  }).toString();
  const proof = sign(Buffer.from(body), account.authToken, url);
  return fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': proof },
  });
}

function titleOf(message: unknown, id: string): string {
  const found = JSON.stringify(message).match(new RegExp(`\\{"id":"${id}","title":"([^"]+)"|"title":"([^"]+)","id":"${id}"`));
  return found?.[1] ?? found?.[2] ?? id;
}

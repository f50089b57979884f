/** The door for Twilio: the signature covers the address as the world knows it, nothing is lost, nothing twice, shops apart. */
import { createHmac } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWebhookHouse, type WebhookHouse } from '../../../test/builders/webhook-house.ts';

let doors: WebhookHouse;
beforeAll(async () => {
  doors = await openWebhookHouse();
});
afterAll(() => doors.close());
beforeEach(() => doors.clear());

const publicUrl = 'http://localhost:3000';
const asha = 'whatsapp:+919876543210';

function says(text: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const sid = `SM${Buffer.from(text).toString('hex')}`;
  return {
    MessageSid: sid,
    SmsStatus: 'received',
    AccountSid: 'AC1',
    From: asha,
    To: 'whatsapp:+14155550101',
    Body: text,
    NumMedia: '0',
    ...more,
  };
}

function signed(address: string, fields: Readonly<Record<string, string>>, token: string): string {
  const text = Object.keys(fields)
    .toSorted()
    .reduce((all, name) => all + name + fields[name], address);
  return createHmac('sha1', token).update(text).digest('base64');
}

async function post(
  fields: Readonly<Record<string, string>>,
  options: { readonly path?: string; readonly token?: string; readonly address?: string; readonly host?: string } = {},
): Promise<number> {
  const { path = '/webhooks/twilio', token = 'token-one' } = options;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    host: options.host ?? 'localhost:3000',
    'x-twilio-signature': signed(options.address ?? publicUrl + path, fields, token),
  };
  const answer = await doors.edge.inject({ method: 'POST', url: path, payload: new URLSearchParams(fields).toString(), headers });
  if (answer.statusCode === 200)
    expect([answer.headers['content-type'], answer.body]).toEqual(['text/xml; charset=utf-8', expect.stringMatching(/<Response\/>$/)]);
  return answer.statusCode;
}

const texts = async (merchantId: MerchantId): Promise<readonly string[]> => {
  const rows = await doors.database.inTx(merchantId, (tx) =>
    tx.db.selectFrom('inbound_messages').select('content').orderBy('id').execute(),
  );
  return rows.map((row) => (row.content as { text: string }).text);
};
const events = () => doors.database.inPlatformTx((tx) => tx.db.selectFrom('webhook_events').selectAll().orderBy('id').execute());

describe('the door for Twilio', () => {
  it('takes what is signed, once however often it comes, and has nothing to say', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(says('hello'))));
    expect(new Set(answers)).toEqual(new Set([200]));
    await doors.drain();
    expect([await texts(doors.one), (await events()).map((event) => event.state)]).toEqual([['hello'], ['read']]);
  });

  it('checks the address that was called, whatever its other name, and whatever a proxy says of the host', async () => {
    expect(await post(says('a'), { path: '/webhook/twilio' })).toBe(200);
    expect(await post(says('b'), { path: '/webhook/twilio/shop-one' })).toBe(200);
    expect(await post(says('c'), { path: '/webhooks/twilio?message=7&x=%27' })).toBe(200);
    expect(await post(says('d'), { host: 'inside:8080' })).toBe(200);
    expect(await post(says('e'), { address: 'http://localhost:3000/webhooks/twilio' })).toBe(200);
    expect(await post(says('f'), { address: 'http://inside:8080/webhooks/twilio', host: 'inside:8080' })).toBe(401);
    expect(await post(says('g'), { path: '/webhook/twilio', address: `${publicUrl}/webhooks/twilio` })).toBe(401);
    await doors.drain();
    expect((await texts(doors.one)).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('refuses another token, a field more, no signature, and nothing changes', async () => {
    expect(await post(says('forged'), { token: 'token-two' })).toBe(401);
    const body = new URLSearchParams({ ...says('forged'), More: '1' }).toString();
    const signature = signed(`${publicUrl}/webhooks/twilio`, says('forged'), 'token-one');
    for (const headers of [{ 'x-twilio-signature': signature }, {}]) {
      const answer = await doors.edge.inject({
        method: 'POST',
        url: '/webhooks/twilio',
        payload: body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
      expect(answer.json()).toMatchObject({ error: { code: 'webhook.bad_signature' } });
    }
    await doors.drain();
    expect([await events(), await texts(doors.one)]).toEqual([[], []]);
  });

  it('two numbers of one account belong to two shops, each proven by its own token', async () => {
    const forTwo = says('for two', { To: 'whatsapp:+14155550102' });
    expect(await post(forTwo)).toBe(401);
    expect(await post(forTwo, { token: 'token-two' })).toBe(200);
    expect(await post(forTwo, { path: '/webhooks/twilio/shop-one' })).toBe(200);
    expect(await post(says('x'), { path: '/webhooks/twilio/nobody' })).toBe(404);
    await doors.drain();
    expect([await texts(doors.one), await texts(doors.two)]).toEqual([[], ['for two']]);
  });

  it('answers 200 to a number of nobody and keeps nothing; what names nobody is refused', async () => {
    expect(await post(says('ping', { To: 'whatsapp:+14155550999' }))).toBe(200);
    expect(await post({ Body: 'x' })).toBe(401);
    expect(await events()).toEqual([]);
  });

  it('a JSON body is proven by its hash in the address', async () => {
    const { createHash } = await import('node:crypto');
    const payload = JSON.stringify(says('as json'));
    const path = `/webhooks/twilio?bodySHA256=${createHash('sha256').update(payload).digest('hex')}`;
    const ask = (text: string) =>
      doors.edge.inject({
        method: 'POST',
        url: path,
        payload: text,
        headers: { 'content-type': 'application/json', 'x-twilio-signature': signed(publicUrl + path, {}, 'token-one') },
      });
    expect((await ask(payload.replace('as json', 'as jsom'))).statusCode).toBe(401);
    expect((await ask(payload)).statusCode).toBe(200);
    await doors.drain();
    expect(await texts(doors.one)).toEqual(['as json']);
  });

  it('each state of a message is stored, a repeat of one is not', async () => {
    const status = (state: string) => ({
      MessageSid: 'SM9',
      MessageStatus: state,
      AccountSid: 'AC1',
      From: 'whatsapp:+14155550101',
      To: asha,
    });
    for (const state of ['sent', 'delivered', 'sent', 'read']) expect(await post(status(state))).toBe(200);
    await doors.drain();
    expect((await events()).map((event) => [event.dedupe, event.state])).toEqual([
      ['SM9 sent', 'read'],
      ['SM9 delivered', 'read'],
      ['SM9 read', 'read'],
    ]);
  });
});

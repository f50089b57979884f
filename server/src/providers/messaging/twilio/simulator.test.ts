/** That the stand-in is as strict and as awkward as Twilio: refusals, faults on the way, what it remembers. */
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../simulation/seeded-random.ts';
import { memoryState } from '../../simulation/state.ts';
import { credentials, openTestDesk, type TestDesk } from './simulator/test-desk.ts';
import { createTwilioSimulator } from './simulator.ts';

let open: TestDesk[] = [];
afterEach(async () => {
  await Promise.all(open.map((desk) => desk.close()));
  open = [];
});

async function openDesk(): Promise<TestDesk> {
  const desk = await openTestDesk();
  open.push(desk);
  await desk.acts({ kind: 'text', text: 'hi' });
  return desk;
}

const authorization = `Basic ${Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString('base64')}`;
const account = `/2010-04-01/Accounts/${credentials.accountSid}`;

async function send(desk: TestDesk, form: Readonly<Record<string, string>>, auth = authorization) {
  const whole = { To: 'whatsapp:+919876543210', From: `whatsapp:+${credentials.number}`, ...form };
  const answer = await fetch(`${desk.served.url}${account}/Messages.json`, {
    method: 'POST',
    headers: { authorization: auth },
    body: new URLSearchParams(whole),
  });
  const json = (await answer.json()) as { readonly code?: number; readonly sid?: string; readonly status?: unknown };
  return { status: answer.status, code: json.code, sid: json.sid };
}

async function makeContent(desk: TestDesk, types: unknown, variables: Readonly<Record<string, string>> = {}) {
  const body = JSON.stringify({ friendly_name: 'x', language: 'en', variables, types });
  const answer = await fetch(`${desk.served.url}/v1/Content`, { method: 'POST', headers: { authorization }, body });
  return { status: answer.status, ...((await answer.json()) as { readonly sid: string; readonly code?: number }) };
}

const failures = async (desk: TestDesk) =>
  (await desk.events()).flatMap((event) => (event.kind === 'status' && event.failure ? [Number(event.failure.code)] : []));
const callback = { StatusCallback: 'http://shop.test/webhooks/twilio?message=our-1' };

describe('a call is refused in their words', () => {
  it('for its account, its sender, its recipient and its content', async () => {
    const desk = await openDesk();
    expect(await send(desk, { Body: 'x' }, 'Basic eDp5')).toMatchObject({ status: 401, code: 20_003 });
    expect(await send(desk, { Body: 'x', From: 'whatsapp:+1999' })).toMatchObject({ status: 400, code: 63_007 });
    expect(await send(desk, { Body: 'x', To: '+919876543210' })).toMatchObject({ status: 400, code: 21_211 });
    expect(await send(desk, { Body: 'x'.repeat(1_601) })).toMatchObject({ code: 21_617 });
    expect(await send(desk, {})).toMatchObject({ code: 21_619 });
    expect(await send(desk, { ContentSid: 'HX0' })).toMatchObject({ code: 21_655 });
    const { sid } = await makeContent(desk, { 'twilio/text': { body: '{{1}}' } }, { 1: 'a' });
    for (const value of ['a\nb', 'x'.repeat(256), ' '])
      expect(await send(desk, { ContentSid: sid, ContentVariables: JSON.stringify({ 1: value }) })).toMatchObject({ code: 21_656 });
    expect(await send(desk, { ContentSid: sid, ContentVariables: '{"1":"fine"}' })).toMatchObject({ status: 201 });
  });

  it('a content without samples, of an unknown type or with four buttons in a chat', async () => {
    const desk = await openDesk();
    expect(await makeContent(desk, { 'twilio/text': { body: '{{1}}' } })).toMatchObject({ status: 400 });
    expect(await makeContent(desk, { 'twilio/hologram': {} })).toMatchObject({ status: 400 });
    const actions = ['a', 'b', 'c', 'd'].map((id) => ({ type: 'QUICK_REPLY', title: id, id }));
    const { sid } = await makeContent(desk, { 'twilio/quick-reply': { body: 'Which?', actions } });
    expect(await send(desk, { ContentSid: sid, ...callback })).toMatchObject({ status: 201 });
    expect(await failures(desk)).toEqual([63_021]);
  });

  it('somebody without WhatsApp is found out only by status', async () => {
    const desk = await openDesk();
    expect(await send(desk, { To: 'whatsapp:+15005550001', Body: 'x', ...callback })).toMatchObject({ status: 201 });
    expect(await failures(desk)).toEqual([63_024]);
  });
});

describe('what goes wrong on the way', () => {
  it('statuses come twice, in another order, late or first with a wrong signature, and some never', async () => {
    const desk = await openDesk();
    const states = async () => (await desk.events()).flatMap((event) => (event.kind === 'status' ? [event.state] : []));
    desk.simulator.faults.set({ webhookRepeat: 1, webhookWrongSignature: 1 });
    await send(desk, { Body: 'x', ...callback });
    expect((await states()).toSorted()).toEqual(['delivered', 'delivered', 'sent', 'sent']);
    desk.posted.length = 0;
    desk.simulator.faults.set({ webhookRepeat: 0, webhookWrongSignature: 0, webhookDrop: 1 });
    await send(desk, { Body: 'y', ...callback });
    expect(await states()).toEqual([]);
    expect(desk.simulator.deliveries().filter((each) => each.outcome === 'dropped')).toHaveLength(2);
  });

  it('a refused call has no effect, one whose answer is lost has', async () => {
    const desk = await openDesk();
    const bubbles = () => desk.phone.chat('asha', desk.business).bubbles.filter((bubble) => bubble.from === 'business').length;
    desk.simulator.faults.set({ refuse500: 1 });
    expect(await send(desk, { Body: 'x' })).toMatchObject({ status: 500, code: 20_500 });
    await desk.settled();
    expect(bubbles()).toBe(0);
    desk.simulator.faults.set({ refuse500: 0, effectThen500: 1 });
    await send(desk, { Body: 'x' }).catch(() => undefined);
    await desk.settled();
    expect(bubbles()).toBe(1);
  });
});

it('the phone shows what was read and who is typing', async () => {
  const desk = await openDesk();
  const { providerMessageId } = await desk.lastMessage();
  expect(await desk.client.markRead(providerMessageId, { typing: true })).toMatchObject({ ok: true });
  const { typing, bubbles } = desk.phone.chat('asha', desk.business);
  expect([typing, bubbles[0]?.ticks]).toEqual([true, 'read']);
  await send(desk, { Body: 'x', ...callback });
  await desk.settled();
  desk.phone.open('asha', desk.business);
  expect((await desk.events()).at(-1)).toMatchObject({ kind: 'status', state: 'read', ourId: 'our-1' });
});

it('contents and messages outlive the process', async () => {
  const state = memoryState();
  const clock = { now: () => new Date('2026-11-20T09:00:00Z') };
  const options = {
    clock,
    random: seededRandom(3),
    state,
    publicUrl: () => 'http://twilio.test',
    behind: () => Promise.reject(new Error()) as never,
  };
  const ask = async (simulator: Awaited<ReturnType<typeof createTwilioSimulator>>, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return simulator.fetch(new Request(`http://twilio.test${path}`, { ...init, headers: { authorization } }));
  };
  const known = { ...credentials, friendlyName: 'Shop', webhookUrl: 'http://shop.test/' };
  const behind = {
    fetch: () => Promise.resolve(new Response()),
    settled: () => Promise.resolve(),
    phone: { register: () => {}, media: () => undefined },
  };
  const first = await createTwilioSimulator({ ...options, behind: () => behind });
  first.register(known);
  const made = (await (await ask(first, '/v1/Content', { language: 'en', types: { 'twilio/text': { body: 'x' } } })).json()) as {
    readonly sid: string;
  };
  await first.close();
  const second = await createTwilioSimulator({ ...options, behind: () => behind });
  second.register(known);
  expect((await ask(second, `/v1/Content/${made.sid}`)).status).toBe(200);
  await second.close();
});

it('forgets a person on the phone and in the list, and nobody else', async () => {
  const desk = await openDesk();
  const ravi = desk.phone.addPerson({
    id: 'ravi',
    name: 'Ravi',
    phone: '919811122233',
    hidesPhone: false,
    language: 'en',
    timeZone: 'Asia/Kolkata',
  });
  await desk.acts({ kind: 'media', type: 'image', bytes: Buffer.from('hers'), mimeType: 'image/png' });
  desk.phone.act(ravi.id, desk.business, { kind: 'text', text: 'his' });
  await desk.settled();
  const [file] = desk.phone
    .chat('asha', desk.business)
    .bubbles.flatMap((bubble) => JSON.stringify(bubble).match(/"image":\{[^}]*"id":"([^"]+)"/)?.[1] ?? []);
  expect(desk.phone.media(file ?? '')).toBeDefined();
  desk.phone.forget([desk.asha.phone], desk.business);
  desk.simulator.forget([desk.asha.phone], credentials.number);
  expect(desk.phone.chat('asha', desk.business).bubbles).toEqual([]);
  expect(desk.phone.media(file ?? '')).toBeUndefined();
  expect(desk.phone.chat(ravi.id, desk.business).bubbles).toHaveLength(1);
  const found = await desk.client.history?.received({ from: new Date(0), until: new Date(desk.clock.now().getTime() + 1_000) });
  expect(found?.ok && found.value).toHaveLength(1);
});

/** What a stand-in promises about its webhooks, seen by a receiver that counts. */
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createFaultSwitch } from './fault-switch.ts';
import { seededRandom } from './seeded-random.ts';
import type { Faults } from './simulator.port.ts';
import { createWebhookSender, type WebhookSender } from './webhook-sender.ts';

const sign = (body: Uint8Array) => ({ 'x-proof': createHmac('sha256', 'key').update(body).digest('hex') });
const clock = { now: () => new Date() };
let open: WebhookSender | undefined;

afterEach(async () => {
  await open?.close();
});

interface Arrival {
  readonly body: string;
  readonly genuine: boolean;
}

function receiver(faults: Partial<Faults>, answers: readonly number[] = []) {
  const arrivals: Arrival[] = [];
  const left = [...answers];
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    const body = new TextDecoder().decode(init?.body as Uint8Array);
    const proof = new Headers(init?.headers).get('x-proof');
    const genuine = proof === sign(new TextEncoder().encode(body))['x-proof'];
    arrivals.push({ body, genuine });
    return new Response('', { status: left.shift() ?? (genuine ? 200 : 401) });
  };
  const sender = createWebhookSender({
    fetch,
    faults: createFaultSwitch(faults),
    random: seededRandom(7),
    clock,
    retryMs: [1, 1, 1],
  });
  open = sender;
  const send = (body: string, orderKey?: string): void =>
    sender.send({ url: 'http://shop.test/hook', body, sign, ...(orderKey ? { orderKey } : {}) });
  return { sender, arrivals, send };
}

const bodies = (arrivals: readonly Arrival[]) => arrivals.map((each) => each.body);

describe('a webhook', () => {
  it('is signed and arrives once in good times', async () => {
    const { sender, arrivals, send } = receiver({});
    send('a');
    await sender.settled();
    expect(arrivals).toEqual([{ body: 'a', genuine: true }]);
    expect(sender.deliveries()[0]).toMatchObject({ outcome: 'delivered', attempts: 1, status: 200 });
  });

  it('is sent again until it is taken', async () => {
    const { sender, arrivals, send } = receiver({}, [500, 503, 200]);
    send('a');
    await sender.settled();
    expect(bodies(arrivals)).toEqual(['a', 'a', 'a']);
    expect(sender.deliveries()[0]).toMatchObject({ outcome: 'delivered', attempts: 3 });
  });

  it('is given up after the last wait', async () => {
    const { sender, arrivals, send } = receiver({}, [500, 500, 500, 500, 200]);
    send('a');
    await sender.settled();
    expect(arrivals).toHaveLength(4);
    expect(sender.deliveries()[0]).toMatchObject({ outcome: 'given_up' });
  });

  it('keeps its place among those of one key', async () => {
    const { sender, arrivals, send } = receiver({});
    const row = Array.from({ length: 50 }, (_, index) => String(index));
    for (const body of row) send(body, 'asha');
    await sender.settled();
    expect(bodies(arrivals)).toEqual(row);
  });
});

describe('a fault', () => {
  it('repeats a webhook', async () => {
    const { sender, arrivals, send } = receiver({ webhookRepeat: 1 });
    send('a');
    await sender.settled();
    expect(bodies(arrivals)).toEqual(['a', 'a']);
  });

  it('drops a webhook and says so', async () => {
    const { sender, arrivals, send } = receiver({ webhookDrop: 1 });
    send('a');
    await sender.settled();
    expect(arrivals).toEqual([]);
    expect(sender.deliveries()[0]).toMatchObject({ outcome: 'dropped' });
  });

  it('sends a forged copy before the genuine one', async () => {
    const { sender, arrivals, send } = receiver({ webhookWrongSignature: 1 });
    send('a');
    await sender.settled();
    expect(arrivals).toEqual([
      { body: 'a', genuine: false },
      { body: 'a', genuine: true },
    ]);
  });

  it('holds a webhook back behind the next one and loses none', async () => {
    const { sender, arrivals, send } = receiver({ webhookReorder: 0.5 });
    const row = Array.from({ length: 40 }, (_, index) => String(index));
    for (const body of row) send(body, 'asha');
    await sender.settled();
    expect(bodies(arrivals)).not.toEqual(row);
    expect(bodies(arrivals).toSorted()).toEqual(row.toSorted());
  });
});

it('closing ends waits for a receiver that never takes anything', async () => {
  const { sender, send } = receiver({ webhookDelayMs: 60_000 });
  send('a');
  await sender.close();
  await sender.settled();
});

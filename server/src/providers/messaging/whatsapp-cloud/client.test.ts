/** The client against the stand-in over real HTTP: the shared contract, and what is this service's own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { serveSimulator } from '../../simulation/serve-simulator.ts';
import { messagingSuite } from '../messaging.suite.ts';
import { credentials, openTestShop, type TestShop } from './simulator/test-shop.ts';

messagingSuite('WhatsApp Cloud', async () => {
  const shop = await openTestShop();
  return {
    client: shop.client,
    stranger: shop.clientWith({ credentials: { ...credentials, accessToken: 'wrong' } }),
    cutOff: shop.clientWith({ baseUrl: `http://127.0.0.1:${await freePort()}` }),
    person: shop.asha,
    says: async (text) => {
      await shop.acts({ kind: 'text', text });
      return shop.lastMessage();
    },
    sends: async (bytes, mimeType) => {
      await shop.acts({ kind: 'media', type: 'image', bytes, mimeType });
      const { content } = await shop.lastMessage();
      if (content.kind !== 'media') throw new Error('expected a file');
      return content.ref;
    },
    waitsADay: () => shop.clock.pass(dayMs + minuteMs),
    losesAnswers: () => void shop.simulator.faults.set({ effectThen500: 1 }),
    events: shop.events,
    close: shop.close,
  };
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the Cloud client', () => {
  let shop: TestShop | undefined;
  afterEach(async () => {
    await shop?.close();
    shop = undefined;
  });

  it('works behind a path, files included', async () => {
    shop = await openTestShop({ publicUrl: 'http://unused.test' });
    const { simulator, clientWith, acts, lastMessage } = shop;
    const mounted = await serveSimulator({
      fetch: (request) => simulator.fetch(new Request(request.url.replace('/sandbox/whatsapp', ''), request)),
    });
    const client = clientWith({ baseUrl: `${mounted.url}/sandbox/whatsapp/` });
    await acts({ kind: 'text', text: 'hi' });
    expect(await client.send({ to: shop.asha, content: { kind: 'text', text: 'hi' }, ourId: 'a' })).toMatchObject({ ok: true });
    expect(await client.probe()).toEqual({ ok: true, value: { displayPhone: '+91 80 4710 0000', verifiedName: 'Corner Grocer' } });
    expect((await lastMessage()).content).toEqual({ kind: 'text', text: 'hi' });
    await mounted.close();
  });

  it('an answer that takes too long leaves the message in doubt', async () => {
    shop = await openTestShop();
    const silent = await serveSimulator({ fetch: () => new Promise(() => {}) });
    const client = shop.clientWith({ baseUrl: silent.url, timeoutMs: 40 });
    const sent = await client.send({ to: shop.asha, content: { kind: 'text', text: 'hi' }, ourId: 'a' });
    expect(sent).toMatchObject({ ok: false, refusal: { kind: 'in_doubt', retry: 'confirm' } });
    expect(await client.markRead('wamid.x')).toMatchObject({ ok: false, refusal: { kind: 'unavailable', retry: 'later' } });
    await silent.close();
  });

  it('a refusal in their own words is believed, and Retry-After is honoured', async () => {
    shop = await openTestShop();
    const busy = await serveSimulator({
      fetch: async () => Response.json({ error: { code: 131016, message: 'down' } }, { status: 500, headers: { 'retry-after': '7' } }),
    });
    const client = shop.clientWith({ baseUrl: busy.url });
    const sent = await client.send({ to: shop.asha, content: { kind: 'text', text: 'hi' }, ourId: 'a' });
    expect(sent).toEqual({ ok: false, refusal: { kind: 'unavailable', retry: 'later', code: '131016', detail: 'down', afterMs: 7_000 } });
    await busy.close();
  });

  it('an expired file address is looked up again', async () => {
    shop = await openTestShop();
    await shop.acts({
      kind: 'media',
      type: 'document',
      bytes: new Uint8Array([1, 2, 3]),
      mimeType: 'application/pdf',
      filename: 'list.pdf',
    });
    const { content } = await shop.lastMessage();
    if (content.kind !== 'media') throw new Error('expected a file');
    shop.clock.pass(6 * minuteMs);
    expect(await shop.client.downloadMedia(content.ref, { maxBytes: 10 })).toMatchObject({ ok: true });
    shop.clock.pass(8 * dayMs);
    expect(await shop.client.downloadMedia(content.ref, { maxBytes: 10 })).toMatchObject({ ok: false });
  });

  it('a file that does not match its hash is refused', async () => {
    shop = await openTestShop();
    await shop.acts({ kind: 'media', type: 'image', bytes: new Uint8Array([1, 2, 3]), mimeType: 'image/png' });
    const { content } = await shop.lastMessage();
    if (content.kind !== 'media') throw new Error('expected a file');
    const fetched = await shop.client.downloadMedia({ ...content.ref, sha256: '0'.repeat(64) }, { maxBytes: 10 });
    expect(fetched).toMatchObject({ ok: false, refusal: { kind: 'media_problem' } });
  });

  it('the token never goes to a host that was not allowed, not even by redirect', async () => {
    shop = await openTestShop();
    const seen: string[] = [];
    const thief = await serveSimulator({
      fetch: async (request) => {
        seen.push(request.headers.get('authorization') ?? '');
        return new Response('x');
      },
    });
    const redirecting = await serveSimulator({ fetch: async () => Response.redirect(`${thief.url}/file`) });
    const client = shop.clientWith({ baseUrl: redirecting.url });
    for (const url of [
      `${thief.url}/file`,
      `${redirecting.url}/file`,
      'http://lookaside.fbsbx.com/x',
      'http://user@127.0.0.1/',
      'nonsense',
    ]) {
      const fetched = await client.downloadMedia({ mediaId: '1', mimeType: 'image/png', url }, { maxBytes: 10 });
      expect(fetched).toMatchObject({ ok: false, refusal: { kind: 'media_problem' } });
    }
    expect(seen).toEqual([]);
    await thief.close();
    await redirecting.close();
  });

  it('an address without phone and scoped id, and an id of ours that is too long, are refused before a call', async () => {
    shop = await openTestShop();
    const content = { kind: 'text', text: 'hi' } as const;
    expect(await shop.client.send({ to: {}, content, ourId: 'a' })).toMatchObject({ ok: false, refusal: { kind: 'bad_message' } });
    expect(await shop.client.send({ to: shop.asha, content, ourId: 'a'.repeat(513) })).toMatchObject({
      ok: false,
      refusal: { kind: 'bad_message' },
    });
  });
});

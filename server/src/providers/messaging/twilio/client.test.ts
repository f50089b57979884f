/** The client against the stand-in over real HTTP: the shared contract, and what is this service's own. */
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../../test/builders/free-port.ts';
import { serveSimulator } from '../../simulation/serve-simulator.ts';
import type { MediaSource, OutboundContent } from '../messaging.port.ts';
import { messagingSuite } from '../messaging.suite.ts';
import { credentials, openTestDesk, type TestDesk } from './simulator/test-desk.ts';

messagingSuite('Twilio', async () => {
  const desk = await openTestDesk();
  return {
    client: desk.client,
    stranger: desk.clientWith({ credentials: { ...credentials, authToken: 'wrong' } }),
    cutOff: desk.clientWith({ baseUrl: `http://127.0.0.1:${await freePort()}` }),
    person: desk.asha,
    says: async (text) => {
      await desk.acts({ kind: 'text', text });
      return desk.lastMessage();
    },
    sends: async (bytes, mimeType) => {
      await desk.acts({ kind: 'media', type: 'image', bytes, mimeType });
      const { content } = await desk.lastMessage();
      if (content.kind !== 'media') throw new Error('expected a file');
      return content.ref;
    },
    waitsADay: () => desk.clock.pass(dayMs + minuteMs),
    losesAnswers: () => void desk.simulator.faults.set({ effectThen500: 1 }),
    events: desk.events,
    close: desk.close,
  };
});

describe('the Twilio client', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });
  async function openDesk(): Promise<TestDesk> {
    const desk = await openTestDesk();
    open.push(desk);
    await desk.acts({ kind: 'text', text: 'hi' });
    return desk;
  }
  const send = (desk: TestDesk, content: OutboundContent<MediaSource>, client = desk.client) =>
    client.send({ to: desk.asha, content, ourId: 'our-1' });
  const shown = (desk: TestDesk) => desk.phone.chat('asha', desk.business).bubbles.filter((bubble) => bubble.from === 'business');
  const asks = (body: string, titles: readonly string[]): OutboundContent<MediaSource> => ({
    kind: 'buttons',
    body,
    buttons: titles.map((title) => ({ id: `id:${title}`, title })),
  });

  it('two menus of one shape share one content, whatever they say, and a new process finds it again', async () => {
    const desk = await openDesk();
    for (const [body, titles] of [
      ['One?', ['Yes', 'No']],
      ['Two!', ['Tea', 'Coffee']],
    ] as const)
      expect(await send(desk, asks(body, titles))).toMatchObject({ ok: true });
    expect(await send(desk, asks('Three', ['A', 'B']), desk.clientWith({}))).toMatchObject({ ok: true });
    await desk.settled();
    expect(desk.contents.size).toBe(1);
    expect(shown(desk).map(({ message }) => JSON.stringify(message))).toEqual([
      expect.stringContaining('One?'),
      expect.stringContaining('"Coffee"'),
      expect.stringContaining('Three'),
    ]);
  });

  it('a long text with lines comes out as it went in, although a variable holds 255 characters and no line break', async () => {
    const desk = await openDesk();
    const body = `First line ${'words and 👩‍👩‍👧 '.repeat(30)}end\n\nSecond {{1}} paragraph\n  indented`;
    expect(await send(desk, asks(body, ['Yes']))).toMatchObject({ ok: true });
    await desk.settled();
    const [bubble] = shown(desk);
    expect(JSON.stringify(bubble?.message)).toContain(JSON.stringify(body.replace('\n  indented', '\nindented')).slice(1, -1));
  });

  it('a content that somebody removed is made again', async () => {
    const desk = await openDesk();
    expect(await send(desk, asks('One?', ['Yes']))).toMatchObject({ ok: true });
    const [sid] = desk.contents.values();
    const authorization = `Basic ${Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString('base64')}`;
    await fetch(`${desk.served.url}/v1/Content/${sid}`, { method: 'DELETE', headers: { authorization } });
    expect(await send(desk, asks('Two?', ['No']))).toMatchObject({ ok: true });
    expect([...desk.contents.values()]).not.toContain(sid);
  });

  it('a template goes out by the content approved under its name, its parameters in order, also after the window', async () => {
    const desk = await openDesk();
    await approve(desk, 'order_update', 'hi', 'Order {{1}} is now {{2}}.');
    desk.clock.pass(2 * dayMs);
    const template = (texts: readonly string[], language = 'hi'): OutboundContent<MediaSource> => ({
      kind: 'template',
      name: 'order_update',
      language,
      body: texts.map((text) => ({ text })),
    });
    expect(await send(desk, template(['7', 'shipped']))).toMatchObject({ ok: true });
    await desk.settled();
    expect(JSON.stringify(shown(desk).at(-1)?.message)).toContain('Order 7 is now shipped.');
    for (const wrong of [template(['7']), template(['7', 'x'], 'fr')])
      expect(await send(desk, wrong)).toMatchObject({ ok: false, refusal: { kind: 'bad_template', retry: 'never' } });
  });

  it('a file is fetched from us and arrives with its name; one of another shop is refused', async () => {
    const desk = await openDesk();
    const kept = await desk.client.uploadMedia({ bytes: Buffer.from('%PDF-1.7'), mimeType: 'application/pdf', filename: 'invoice.pdf' });
    if (!kept.ok) throw new Error(kept.refusal.detail);
    const source = { mediaId: kept.value.mediaId };
    expect(await send(desk, { kind: 'document', source, filename: 'invoice.pdf', caption: 'Thank you' })).toMatchObject({ ok: true });
    await desk.settled();
    const wire = shown(desk).map(({ message }) => message);
    expect(wire).toMatchObject([{ document: { filename: 'invoice.pdf' } }, { text: { body: 'Thank you' } }]);
    expect(await send(desk, { kind: 'image', source: { mediaId: 'of-another' } })).toMatchObject({ refusal: { kind: 'media_problem' } });
  });

  it('a file that cannot be fetched fails by status with the reason', async () => {
    const desk = await openDesk();
    expect(await send(desk, { kind: 'image', source: { link: `${desk.served.url}/nothing.jpg` } })).toMatchObject({ ok: true });
    const failures = (await desk.events()).flatMap((event) => (event.kind === 'status' && event.failure ? [event.failure] : []));
    expect(failures).toMatchObject([{ kind: 'media_problem', retry: 'never', code: '63019' }]);
  });

  it('our secret never goes along a redirect, and to no host that is not theirs', async () => {
    const desk = await openDesk();
    const seen: (string | null)[] = [];
    const thief = await serveSimulator({
      fetch: async (request) => {
        seen.push(request.headers.get('authorization'));
        return new Response('x');
      },
    });
    const redirecting = await serveSimulator({ fetch: async () => Response.redirect(`${thief.url}/file`) });
    open.push(thief, redirecting);
    const client = desk.clientWith({ baseUrl: redirecting.url });
    for (const url of [`${thief.url}/file`, `${redirecting.url}/file`, 'http://api.twilio.com/x', 'http://me@127.0.0.1/', 'nonsense'])
      expect(await client.downloadMedia({ mediaId: 'ME1', mimeType: 'image/png', url }, { maxBytes: 10 })).toMatchObject({
        refusal: { kind: 'media_problem' },
      });
    expect(seen).toEqual([]);
  });

  it('works behind a path, files included', async () => {
    const desk = await openDesk();
    const mounted = await serveSimulator({
      fetch: (request) => desk.simulator.fetch(new Request(request.url.replace('/sandbox/twilio', ''), request)),
    });
    open.push(mounted);
    const url = `${mounted.url}/sandbox/twilio/`;
    const client = desk.clientWith({ baseUrl: url, contentUrl: url, messagingUrl: url });
    expect(await send(desk, asks('One?', ['Yes']), client)).toMatchObject({ ok: true });
    expect(await client.probe()).toEqual({ ok: true, value: { displayPhone: '+14155550100', verifiedName: 'Corner Grocer' } });
  });

  it('an address without phone and scoped id, and an id of ours that is too long, are refused before a call', async () => {
    const desk = await openDesk();
    const content = { kind: 'text', text: 'hi' } as const;
    for (const request of [
      { to: {}, content, ourId: 'a' },
      { to: desk.asha, content, ourId: 'a'.repeat(513) },
    ])
      expect(await desk.client.send(request)).toMatchObject({ ok: false, refusal: { kind: 'bad_message' } });
  });
});

async function approve(desk: TestDesk, name: string, language: string, body: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString('base64')}`;
  const ask = async (path: string, json: unknown): Promise<{ readonly sid: string }> => {
    const answer = await fetch(`${desk.served.url}/v1/Content${path}`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify(json),
    });
    return (await answer.json()) as { readonly sid: string };
  };
  const made = await ask('', { friendly_name: name, language, variables: { 1: 'a', 2: 'b' }, types: { 'twilio/text': { body } } });
  await ask(`/${made.sid}/ApprovalRequests/whatsapp`, { name, category: 'UTILITY' });
}

/**
 * The contract every messaging client must pass, whatever service stands behind it. It sees the client, the person at the other end and
 * the events read from webhooks; never the service's own words.
 */
import { randomBytes } from 'node:crypto';
import type { Result } from '@parley/contract/values/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  InboundMessage,
  MediaRef,
  MediaSource,
  MessagingClient,
  MessagingEvent,
  OutboundContent,
  SendFailure,
} from './messaging.port.ts';

/** One client joined to a service that behaves like the real one, with one person who can write. */
export interface MessagingRoom {
  readonly client: MessagingClient;
  /** The same service under credentials it does not know. */
  readonly stranger: MessagingClient;
  /** A client of an address where nothing listens. */
  readonly cutOff: MessagingClient;
  readonly person: { readonly phone: string; readonly scopedId: string };
  /** The person writes; resolves when the webhook was taken. */
  says(text: string): Promise<InboundMessage>;
  sends(bytes: Uint8Array, mimeType: string): Promise<MediaRef>;
  /** More than 24 hours go by. */
  waitsADay(): void;
  /** From now on calls take effect and their answers are lost. */
  losesAnswers(): void;
  /** Everything the webhooks have told, after what was under way has arrived. */
  events(): Promise<readonly MessagingEvent[]>;
  close(): Promise<void>;
}

type Content = OutboundContent<MediaSource>;

const plain: readonly Content[] = [
  { kind: 'text', text: 'Good morning! नमस्ते 👋 https://shop.test/a', previewUrl: true },
  {
    kind: 'buttons',
    header: { text: 'Your cart' },
    body: 'Two coffees',
    footer: 'Prices include tax',
    buttons: [
      { id: 'pay', title: 'Pay' },
      { id: 'edit', title: 'Edit' },
    ],
  },
  {
    kind: 'list',
    header: 'Menu',
    body: 'What would you like?',
    button: 'Choose',
    sections: [
      { title: 'Coffee', rows: [{ id: 'espresso', title: 'Espresso', description: 'Short and strong' }] },
      { title: 'Tea', rows: [{ id: 'assam', title: 'Assam' }] },
    ],
  },
  { kind: 'link_button', body: 'Confirm your address', label: 'Open', url: 'https://shop.test/checkout/1' },
  { kind: 'location_request', body: 'Where shall we deliver?' },
  { kind: 'location', latitude: 19.07, longitude: 72.87, name: 'The shop', address: 'Hill Road' },
];

function refusalOf<T>(result: Result<T, SendFailure>): SendFailure {
  if (result.ok) throw new Error('expected a refusal');
  return result.refusal;
}

export function messagingSuite(name: string, open: () => Promise<MessagingRoom>): void {
  describe(`${name} as a messaging client`, () => {
    let room: MessagingRoom;
    beforeEach(async () => {
      room = await open();
    });
    afterEach(async () => {
      await room.close();
    });
    const send = (content: Content, ourId = 'outbound-1') => room.client.send({ to: room.person, content, ourId });

    it('every status of a message carries our id and the id it was accepted under', async () => {
      await room.says('hello');
      const sent = await send({ kind: 'text', text: 'welcome' }, 'our-7');
      expect(sent.ok).toBe(true);
      const statuses = (await room.events()).filter((event) => event.kind === 'status');
      expect(statuses.map((event) => event.state)).toEqual(['sent', 'delivered']);
      for (const status of statuses)
        expect(status).toMatchObject({ ourId: 'our-7', providerMessageId: sent.ok && sent.value.providerMessageId });
    });

    it.each(plain)('takes a $kind', async (content) => {
      await room.says('hello');
      expect(await send(content)).toMatchObject({ ok: true });
      expect((await room.events()).filter((event) => event.kind === 'status' && event.state === 'failed')).toEqual([]);
    });

    it('reaches a person by business-scoped id alone', async () => {
      await room.says('hello');
      const sent = await room.client.send({ to: { scopedId: room.person.scopedId }, content: { kind: 'text', text: 'hi' }, ourId: 'a' });
      expect(sent).toMatchObject({ ok: true, value: { scopedId: room.person.scopedId } });
    });

    it('sends a file that was uploaded', async () => {
      await room.says('hello');
      const file = await room.client.uploadMedia({ bytes: randomBytes(2_000), mimeType: 'image/jpeg', filename: 'a.jpg' });
      if (!file.ok) throw new Error(file.refusal.detail);
      expect(await send({ kind: 'image', source: { mediaId: file.value.mediaId }, caption: 'Fresh' })).toMatchObject({ ok: true });
    });

    it('a free message after a day without a word fails as outside the window', async () => {
      await room.says('hello');
      room.waitsADay();
      const sent = await send({ kind: 'text', text: 'are you there?' });
      const told = (await room.events()).flatMap((event) => (event.kind === 'status' && event.failure ? [event.failure] : []));
      expect(sent.ok ? told[0] : sent.refusal).toMatchObject({ kind: 'outside_window', retry: 'never' });
    });

    it('wrong credentials hold the queue until somebody acts', async () => {
      const refused = refusalOf(await room.stranger.send({ to: room.person, content: { kind: 'text', text: 'x' }, ourId: 'a' }));
      expect(refused).toMatchObject({ kind: 'bad_credentials', retry: 'operator' });
      expect(refusalOf(await room.stranger.probe())).toMatchObject({ kind: 'bad_credentials' });
    });

    it('a message that never left is safe to send again', async () => {
      const refused = refusalOf(await room.cutOff.send({ to: room.person, content: { kind: 'text', text: 'x' }, ourId: 'a' }));
      expect(refused).toMatchObject({ kind: 'unavailable', retry: 'later' });
    });

    it('a message whose answer was lost is in doubt, and its echo settles the doubt', async () => {
      await room.says('hello');
      room.losesAnswers();
      expect(refusalOf(await send({ kind: 'text', text: 'x' }, 'lost-1'))).toMatchObject({ kind: 'in_doubt', retry: 'confirm' });
      expect(await room.events()).toContainEqual(expect.objectContaining({ kind: 'status', state: 'sent', ourId: 'lost-1' }));
    });

    it('a file of a customer arrives whole, and not above the cap', async () => {
      const bytes = new Uint8Array(randomBytes(50_000));
      const ref = await room.sends(bytes, 'image/png');
      const fetched = await room.client.downloadMedia(ref, { maxBytes: 50_000 });
      expect(fetched.ok && Buffer.from(fetched.value.bytes).equals(bytes)).toBe(true);
      expect(refusalOf(await room.client.downloadMedia(ref, { maxBytes: 49_999 }))).toMatchObject({
        kind: 'media_problem',
        retry: 'never',
      });
    });

    it('marks a message as read, with typing', async () => {
      const { providerMessageId } = await room.says('hello');
      expect(await room.client.markRead(providerMessageId, { typing: true })).toEqual({ ok: true, value: undefined });
    });

    it('proves its credentials with the name of the number', async () => {
      const probed = await room.client.probe();
      expect(probed.ok && probed.value.verifiedName).toBeTruthy();
    });
  });
}

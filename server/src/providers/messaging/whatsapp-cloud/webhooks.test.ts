/** Reading their webhooks: recorded shapes, signatures over raw bytes, and the promise that nothing is lost or thrown. */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboundContent, InboundMessage, MessagingEvent } from '../messaging.port.ts';
import { whatsAppWebhooks } from './webhooks.ts';

const folder = join(import.meta.dirname, 'fixtures');
const names = readdirSync(folder).map((file) => file.replace('.json', ''));
const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, `${name}.json`)));
const read = (name: string): readonly MessagingEvent[] => whatsAppWebhooks.read(bytes(name));

function only(name: string): MessagingEvent {
  const events = read(name);
  const event = events[0];
  if (!event || events.length > 1) throw new Error(`${name} holds ${events.length} events`);
  return event;
}

function message(name: string): InboundMessage {
  const event = only(name);
  if (event.kind !== 'message') throw new Error(`${name} is a ${event.kind}`);
  return event.message;
}

describe('a message', () => {
  it('says who sent it, when, and under which id', () => {
    expect(message('text')).toEqual({
      channelAddress: '106540352242922',
      providerMessageId: 'wamid.HBgMOTE5ODc2NTQzMjEwFQIAEhgg01',
      from: { phone: '919876543210', scopedId: 'IN.13491208655302741' },
      profile: { name: 'Asha Rao', username: 'asha.rao' },
      sentAt: new Date(1_763_629_200_000),
      content: { kind: 'text', text: 'नमस्ते, 2 कॉफ़ी चाहिए / please' },
    });
  });

  it('is known by the scoped id alone where the phone is hidden', () => {
    expect(message('hidden-phone')).toMatchObject({ from: { scopedId: 'IN.99' }, profile: { name: 'K', username: 'kiran' } });
    expect(message('hidden-phone').from).not.toHaveProperty('phone');
  });

  it('keeps what it quotes, the product it is about, and the ad it came through', () => {
    expect(message('text-quoting-a-product')).toMatchObject({ inReplyTo: 'wamid.Q', aboutProduct: 'SKU-7' });
    const referral = { sourceType: 'ad', sourceId: '120212345678901', headline: 'Fresh every morning' };
    expect(message('text-from-an-ad')).toMatchObject({ forwarded: true, referral });
  });

  const contents: readonly (readonly [string, InboundContent])[] = [
    [
      'voice-note',
      {
        kind: 'media',
        media: 'voice',
        ref: {
          mediaId: '1166343888',
          mimeType: 'audio/ogg; codecs=opus',
          url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1166343888&ext=1763629500&hash=ARm',
          sha256: `deadbeef${'0'.repeat(54)}00`,
        },
      },
    ],
    [
      'document',
      {
        kind: 'media',
        media: 'document',
        ref: { mediaId: '1166343889', mimeType: 'application/pdf', sha256: `deadbeef${'0'.repeat(56)}` },
        caption: 'My list',
        filename: '../list.pdf',
      },
    ],
    ['image-too-large', { kind: 'unsupported', type: 'image', detail: 'The file is larger than 100 MB' }],
    ['location-as-text-numbers', { kind: 'location', latitude: 19.076, longitude: 72.8777, name: 'Home', address: 'Hill Road' }],
    ['contact-request-answer', { kind: 'contacts', requested: true, contacts: [{ phones: ['+91 98765 43210'] }] }],
    ['button-reply', { kind: 'choice', id: 'cart.pay:3', title: 'Pay', from: 'button' }],
    ['list-reply', { kind: 'choice', id: 'cat:7', title: 'Coffee', from: 'list' }],
    ['template-button', { kind: 'choice', id: 'STOP', title: 'Stop', from: 'template' }],
    ['form-reply', { kind: 'form', name: 'flow', answers: { flow_token: 't1', slot: '10:30' } }],
    [
      'order',
      {
        kind: 'cart',
        catalogId: '194836987003835',
        lines: [
          { retailerId: 'SKU-7', quantity: 2, quotedPrice: '7.99', currency: 'INR' },
          { retailerId: 'SKU-8', quantity: 1, quotedPrice: '120', currency: 'INR' },
          { retailerId: 'SKU-9', quantity: 1, quotedPrice: '1049.50', currency: 'INR' },
        ],
      },
    ],
    ['reaction-removed', { kind: 'reaction', to: 'wamid.Q' }],
    ['edit', { kind: 'edit', of: 'wamid.Q', text: '3 coffees' }],
    ['revoke', { kind: 'revoke', of: 'wamid.Q' }],
    ['request-welcome', { kind: 'welcome' }],
    ['unsupported-poll', { kind: 'unsupported', type: 'poll_creation', detail: 'Message type is currently not supported.' }],
    ['type-of-tomorrow', { kind: 'unsupported', type: 'hologram' }],
  ];
  it.each(contents)('%s is read as what it is', (name, content) => {
    expect(message(name).content).toEqual(content);
  });

  it('without its own object is kept as unsupported, and the error beside it as a notice', () => {
    expect(read('interactive-without-object')).toMatchObject([
      { kind: 'message', message: { content: { kind: 'unsupported', type: 'interactive' } } },
      { kind: 'account_notice', field: 'messages.errors' },
    ]);
  });

  it('from nobody is kept as a notice', () => {
    expect(only('nobody')).toMatchObject({ kind: 'account_notice', field: 'messages' });
  });
});

describe('a status', () => {
  it('carries our id, the recipient and the price category', () => {
    expect(only('status-delivered')).toEqual({
      kind: 'status',
      channelAddress: '106540352242922',
      providerMessageId: 'wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgS02',
      state: 'delivered',
      at: new Date(1_763_629_205_000),
      ourId: '0199f0aa-7b1c-7000-8000-000000000001',
      recipient: { phone: '919876543210', scopedId: 'IN.13491208655302741' },
      pricing: { category: 'service', billable: true },
    });
  });

  it('played is read; a free one is not billable; a failed one says why', () => {
    expect(only('status-played')).toMatchObject({ state: 'read' });
    expect(only('status-by-scoped-id')).toMatchObject({ recipient: { scopedId: 'IN.99' }, pricing: { billable: false } });
    const failure = { kind: 'outside_window', retry: 'never', code: '131047', detail: 'More than 24 hours have passed' };
    expect(only('status-failed')).toMatchObject({ state: 'failed', failure });
  });

  it('of a payment is no status of a message', () => {
    expect(only('status-of-a-payment')).toMatchObject({ kind: 'account_notice', field: 'messages.statuses' });
  });
});

describe('a notice', () => {
  it('of a changed number joins the old address to the new', () => {
    expect(only('number-changed')).toMatchObject({
      kind: 'address_changed',
      from: { phone: '919876543210', scopedId: 'IN.13491208655302741' },
      to: { phone: '919812345678', scopedId: 'IN.77' },
    });
    expect(only('identity-changed')).toMatchObject({ kind: 'account_notice', field: 'messages.system.customer_identity_changed' });
  });

  it('of marketing, templates and the account is told apart', () => {
    expect(only('marketing-stopped')).toMatchObject({ kind: 'marketing_preference', wanted: false, at: new Date(1_763_629_200_000) });
    expect(only('template-rejected')).toEqual({
      kind: 'template_status',
      accountAddress: '102290129340398',
      template: 'weekend_offer',
      language: 'pt_BR',
      status: 'REJECTED',
      reason: 'INVALID_FORMAT',
    });
    expect(only('account-update')).toMatchObject({ kind: 'account_notice', field: 'account_update' });
  });
});

it('a batch is read whole, and a broken entry spoils no other', () => {
  expect(read('batch').map((event) => (event.kind === 'message' ? event.message.content.kind : event.kind))).toEqual([
    'text',
    'status',
    'text',
    'account_notice',
    'unsupported',
  ]);
  expect(whatsAppWebhooks.peekAddresses(bytes('batch'))).toEqual(['106540352242922', '209']);
  expect(whatsAppWebhooks.peekAddresses(bytes('account-update'))).toEqual(['102290129340398']);
});

describe('the signature', () => {
  const sign = (body: Uint8Array, secret: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

  it.each(names)('of %s holds over the raw bytes and over nothing else', (name) => {
    const body = bytes(name);
    const header = { 'x-hub-signature-256': sign(body, 'secret') };
    expect(whatsAppWebhooks.verify(body, header, 'secret')).toBe(true);
    expect(whatsAppWebhooks.verify(body, header, 'other')).toBe(false);
    const rewritten = new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(body))));
    expect(whatsAppWebhooks.verify(rewritten, header, 'secret')).toBe(false);
  });

  it('is missing, malformed or made without a secret: refused', () => {
    const body = bytes('text');
    expect(whatsAppWebhooks.verify(body, {}, 'secret')).toBe(false);
    expect(whatsAppWebhooks.verify(body, { 'x-hub-signature-256': 'sha256=00' }, 'secret')).toBe(false);
    expect(whatsAppWebhooks.verify(body, { 'x-hub-signature-256': sign(body, '') }, '')).toBe(false);
  });
});

describe('whatever comes', () => {
  it('null where something optional stands counts as missing', () => {
    const message = {
      id: 'wamid.1',
      type: 'text',
      timestamp: null,
      from: '919876543210',
      from_user_id: null,
      context: null,
      text: { body: 'hi' },
    };
    const contacts = [{ wa_id: '919876543210', user_id: null, profile: { name: 'Asha', username: null } }];
    const value = { metadata: { phone_number_id: '1' }, contacts, messages: [message], statuses: null, errors: null };
    const body = new TextEncoder().encode(JSON.stringify({ entry: [{ id: '2', changes: [{ field: 'messages', value }] }] }));
    expect(whatsAppWebhooks.read(body)).toMatchObject([
      { message: { from: { phone: '919876543210' }, profile: { name: 'Asha' }, content: { kind: 'text', text: 'hi' } } },
    ]);
  });

  it('any JSON in any place is read without an exception, and every entry of messages and statuses becomes one event', () => {
    const entries = fc.array(
      fc.oneof(
        fc.jsonValue(),
        fc.record({
          id: fc.string(),
          from: fc.string(),
          type: fc.constantFrom('text', 'order', 'interactive', 'system', 'toString'),
          text: fc.jsonValue(),
          order: fc.jsonValue(),
          interactive: fc.jsonValue(),
          system: fc.jsonValue(),
        }),
      ),
    );
    const value = fc.record({ metadata: fc.constant({ phone_number_id: '1' }), messages: entries, statuses: entries });
    fc.assert(
      fc.property(value, (told) => {
        const body = new TextEncoder().encode(JSON.stringify({ entry: [{ id: '2', changes: [{ field: 'messages', value: told }] }] }));
        expect(whatsAppWebhooks.read(body)).toHaveLength(told.messages.length + told.statuses.length);
      }),
    );
  });

  it('bytes that are no JSON, or JSON that is no webhook, hold no events', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.jsonValue().map((json) => new TextEncoder().encode(JSON.stringify(json))),
        ),
        (body) => {
          expect(whatsAppWebhooks.read(body)).toEqual([]);
          expect(whatsAppWebhooks.peekAddresses(body)).toEqual([]);
        },
      ),
    );
  });
});

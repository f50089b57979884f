/** Twilio's webhooks: whose they are, whether they are theirs, and what they say. No byte string makes the reading fail. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessagingEvent } from '../messaging.port.ts';
import { sign, twilioSignatureHeader } from './signature.ts';
import { twilioWebhooks } from './webhooks.ts';

const receivedAt = new Date('2026-11-20T09:00:00Z');
const url = 'https://shop.test/webhooks/twilio?message=0190f0f0-0000-7000-8000-000000000001';
const bytes = (text: string) => new TextEncoder().encode(text);

function fixture(name: string): Uint8Array {
  const fields = JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>;
  return bytes(new URLSearchParams(fields).toString());
}
const read = (name: string): readonly MessagingEvent[] => twilioWebhooks.read(fixture(name), { url, receivedAt });
const contents = (name: string) => read(name).map((event) => (event.kind === 'message' ? event.message.content : event.kind));

describe('the signature', () => {
  const base = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const caller = { CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234', From: '+14158675309', To: '+18005551212' };
  const form = (fields: Record<string, string> | [string, string][]) => bytes(new URLSearchParams(fields).toString());
  const verify = (body: Uint8Array, signature: string, at = base, token = '12345') =>
    twilioWebhooks.verify(body, { [twilioSignatureHeader]: signature }, token, at);
  const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';

  it('is right for the vectors that Twilio publishes', () => {
    expect(verify(form(caller), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(true);
    expect(verify(form({ ...caller, Caller: '+12349013030', From: '+12349013030' }), '0/KCTR6DLpKmkAf8muzZqo1nDgQ=')).toBe(true);
    const repeated: [string, string][] = [
      ['Sid', 'CA123'],
      ['SidAccount', 'AC123'],
      ['Digits', '5678'],
      ['Digits', '1234'],
      ['Digits', '1234'],
    ];
    expect(verify(form(repeated), 'IK+Dwps556ElfBT0I3Rgjkr1wJU=')).toBe(true);
    const json = bytes('{"property": "value", "boolean": true}');
    expect(verify(json, 'a9nBmqA0ju/hNViExpshrM61xv4=', `${base}&bodySHA256=${hash}`)).toBe(true);
  });

  it('is wrong for another body, address, token, hash or header', () => {
    const right = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
    expect(verify(form({ ...caller, Digits: '1235' }), right)).toBe(false);
    expect(verify(form({ ...caller, More: '' }), right)).toBe(false);
    expect(verify(form(caller), right, base.replace('foo=1', 'foo=2'))).toBe(false);
    expect(verify(form(caller), right, base.replace('https', 'http'))).toBe(false);
    expect(verify(form(caller), right, base, '12346')).toBe(false);
    expect(verify(form(caller), right, base, '')).toBe(false);
    expect(verify(bytes('{}'), 'a9nBmqA0ju/hNViExpshrM61xv4=', `${base}&bodySHA256=${hash}`)).toBe(false);
    for (const header of ['', 'x', right.slice(1), `${right} `]) expect(verify(form(caller), header)).toBe(false);
    expect(twilioWebhooks.verify(form(caller), {}, '12345', base)).toBe(false);
  });

  // The cases of twilio-node's own specification.
  it.each([
    ['https://example.com:443/path?test=param', 'https://example.com:443/path?test=param'],
    ['https://example.com:443/path?test=param', 'https://example.com/path?test=param'],
    ['https://example.com/path?test=param', 'https://example.com/path?test=param'],
    ['https://example.com/path?test=param', 'https://example.com:443/path?test=param'],
    ["https://example.com/path?test=param'WithQuote", "https://example.com/path?test=param'WithQuote"],
    ["https://example.com/path?test=param'WithQuote", 'https://example.com/path?test=param%27WithQuote'],
    ['https://example.com/path?test=param%27WithQuote', "https://example.com/path?test=param'WithQuote"],
    ['http://example.com:80/path', 'http://example.com/path'],
    ['https://example.com:8443/path', 'https://example.com:8443/path'],
  ])('made for %s is taken at %s', (signed, asked) => {
    const body = form(caller);
    expect(verify(body, sign(body, 's3cr3t', signed), asked, 's3cr3t')).toBe(true);
  });

  it('holds for any fields, and breaks with any one changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 12 }),
        fc.string(),
        (pairs, more) => {
          const body = form(pairs);
          const told = sign(body, 'token', url);
          expect(twilioWebhooks.verify(body, { [twilioSignatureHeader]: told }, 'token', url)).toBe(true);
          const other = form([...pairs, ['zzz', `${more}!`]]);
          expect(twilioWebhooks.verify(other, { [twilioSignatureHeader]: told }, 'token', url)).toBe(false);
        },
      ),
    );
  });

  it('is what the official package makes and takes', async ({ skip }) => {
    const sdk = await import('twilio').catch(() => undefined);
    skip(sdk === undefined, 'the package twilio is not installed');
    if (sdk === undefined) return;
    const { validateRequest, validateRequestWithBody } = sdk.default;
    for (const at of [base, url, 'http://127.0.0.1:3000/webhook/twilio/shop', 'https://shop.test/webhooks/twilio']) {
      expect(validateRequest('token', sign(form(caller), 'token', at), at, caller)).toBe(true);
      const json = '{"MessageSid":"SM1"}';
      const hashed = `${at}${at.includes('?') ? '&' : '?'}bodySHA256=${createHash('sha256').update(json).digest('hex')}`;
      const signature = sign(new Uint8Array(), 'token', hashed);
      expect(validateRequestWithBody('token', signature, hashed, json)).toBe(true);
      expect(verify(bytes(json), signature, hashed, 'token')).toBe(true);
    }
  });
});

describe('what a customer sent', () => {
  it('a text with its sender, its quote and what is told beside it', () => {
    expect(read('text')).toEqual([
      {
        kind: 'message',
        message: {
          channelAddress: '14155550100',
          providerMessageId: 'SM00000000000000000000000000000001',
          from: { phone: '919876543210' },
          profile: { name: 'Asha' },
          sentAt: receivedAt,
          inReplyTo: 'SM00000000000000000000000000000009',
          forwarded: true,
          content: { kind: 'text', text: 'नमस्ते & good + morning = ☀️' },
        },
      },
    ]);
    expect(read('from-an-ad')).toMatchObject([
      { message: { referral: { sourceType: 'ad', sourceId: '120210', headline: 'Fresh mangoes' } } },
    ]);
  });

  it('each file of a message is a message of its own, the words with the first', () => {
    expect(read('two-pictures')).toMatchObject([
      {
        message: {
          providerMessageId: 'SM00000000000000000000000000000001',
          content: { media: 'image', caption: 'These two', ref: { mediaId: 'ME1' } },
        },
      },
      { message: { providerMessageId: 'SM00000000000000000000000000000001/1', content: { media: 'image', ref: { mediaId: 'ME2' } } } },
    ]);
    expect(contents('two-pictures')[1]).not.toHaveProperty('caption');
    expect([contents('voice-note'), contents('document'), contents('vcard')]).toMatchObject([
      [{ media: 'voice' }],
      [{ media: 'document', caption: 'print this' }],
      [{ media: 'document', ref: { mimeType: 'text/vcard' } }],
    ]);
  });

  it('places, buttons, rows and forms', () => {
    expect(contents('location')).toEqual([{ kind: 'location', latitude: 12.9716, longitude: 77.5946, name: 'Home', address: 'MG Road' }]);
    expect(contents('quick-reply')).toEqual([{ kind: 'choice', id: 'checkout', title: 'Pay', from: 'button' }]);
    expect(contents('template-button')).toEqual([{ kind: 'choice', id: 'thanks:7', title: 'Thanks', from: 'template' }]);
    expect(contents('list-reply')).toEqual([{ kind: 'choice', id: 'add:1', title: 'Espresso', from: 'list' }]);
    expect(contents('list-reply-title-alone')).toEqual([{ kind: 'choice', id: 'Espresso', title: 'Espresso', from: 'list' }]);
    expect(contents('form-reply')).toEqual([{ kind: 'form', name: 'flow', answers: { size: 'A4', copies: 2 } }]);
  });

  it('kinds of tomorrow are kept, an SMS is a notice, and who hides the number is known by the scoped id', () => {
    expect(contents('order')).toEqual([{ kind: 'unsupported', type: 'order' }]);
    expect(contents('sms')).toEqual(['account_notice']);
    expect(read('hidden-phone')).toMatchObject([{ message: { from: { scopedId: 'IN.13491208655302741918' } } }]);
  });
});

describe('what became of a message', () => {
  it('carries our id, the number it left from and, where it failed, why', () => {
    const common = { kind: 'status', channelAddress: '14155550100', ourId: '0190f0f0-0000-7000-8000-000000000001', at: receivedAt };
    expect(read('status-delivered')).toMatchObject([{ ...common, state: 'delivered', recipient: { phone: '919876543210' } }]);
    expect(read('status-undelivered')).toMatchObject([
      { ...common, state: 'failed', failure: { kind: 'outside_window', retry: 'never', code: '63016', detail: 'Outside the window' } },
    ]);
    expect(read('status-queued')).toMatchObject([{ kind: 'account_notice', field: 'status.queued' }]);
  });

  it('each state is told once: repeats have one key, different states have different ones', () => {
    const keys = ['text', 'status-delivered', 'status-undelivered', 'status-queued'].map((name) => twilioWebhooks.dedupeKey(fixture(name)));
    expect(new Set(keys).size).toBe(4);
    expect(twilioWebhooks.dedupeKey(fixture('text'))).toBe(keys[0]);
  });
});

describe('any payload', () => {
  it('names its account and numbers, ours and theirs', () => {
    const expected = { account: 'AC0123456789abcdef0123456789abcdef' };
    expect(twilioWebhooks.peek(fixture('text'))).toEqual({ ...expected, numbers: ['14155550100', '919876543210'] });
    expect(twilioWebhooks.peek(fixture('status-delivered'))).toEqual({ ...expected, numbers: ['919876543210', '14155550100'] });
  });

  it('is read the same as a form and as JSON', () => {
    const json = bytes(readFileSync(new URL('fixtures/text.json', import.meta.url), 'utf8'));
    expect(twilioWebhooks.read(json, { url, receivedAt })).toEqual(read('text'));
  });

  it('never makes the reading fail, whatever bytes, fields or address', () => {
    const name = fc.constantFrom(
      'MessageSid',
      'SmsStatus',
      'MessageStatus',
      'From',
      'To',
      'Body',
      'NumMedia',
      'MediaUrl0',
      'Latitude',
      'Longitude',
      'ButtonPayload',
      'InteractiveData',
      'MessageType',
      'ErrorCode',
      '__proto__',
    );
    const fields = fc.array(
      fc.tuple(name, fc.oneof(fc.string(), fc.constantFrom('whatsapp:+1415', 'received', '3', '{"a":1}', 'interactive'))),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fields.map((pairs) => bytes(new URLSearchParams(pairs).toString())),
          fc.json().map(bytes),
        ),
        fc.string(),
        (body, at) => {
          twilioWebhooks.peek(body);
          twilioWebhooks.dedupeKey(body);
          twilioWebhooks.verify(body, { [twilioSignatureHeader]: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }, 'x', at);
          expect(Array.isArray(twilioWebhooks.read(body, { url: at, receivedAt }))).toBe(true);
        },
      ),
    );
  });
});

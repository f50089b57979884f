/** What proves that a host is a shop's own, and what does not. */
import { describe, expect, it } from 'vitest';
import type { GuardedAnswer } from '../../foundation/http/guarded-fetch.ts';
import { type DomainEyes, whyUnproved } from './prove-domain.ts';
import { changeLook, proofOf, readHost, readLook } from './storefront.ts';

const proof = proofOf({ host: 'shop.example.com', token: 'word-of-the-owner' }, 'corner.parley.example');
const nothing: GuardedAnswer = { ok: false, refusal: { kind: 'unreachable', detail: 'no such host' } };
const file = (text: string): GuardedAnswer => ({ ok: true, value: { bytes: Buffer.from(text), mimeType: 'text/plain' } });
const eyes = (seen: Partial<{ txt: readonly string[]; cname: readonly string[]; file: GuardedAnswer }>): DomainEyes => ({
  txt: async (name) => (name === '_parley.shop.example.com' ? (seen.txt ?? []) : []),
  cname: async (name) => {
    if (name !== 'shop.example.com' || !seen.cname) throw new Error('ENODATA');
    return seen.cname;
  },
  fetch: async (url) => (url === 'http://shop.example.com/.well-known/parley.txt' ? (seen.file ?? nothing) : nothing),
});

describe('a claimed host', () => {
  it.each([
    ['a TXT record', { txt: ['v=spf1', 'parley=word-of-the-owner'] }],
    ['a CNAME that names the shop', { cname: ['Corner.parley.example.'] }],
    ['the file', { file: file('word-of-the-owner\n') }],
  ])('is proved by %s', async (_, seen) => {
    expect(await whyUnproved(eyes(seen), proof)).toBeUndefined();
  });

  it.each([
    ['nothing', {}],
    ['another word', { txt: ['parley=another'] }],
    ['a CNAME to another shop, or to us alone', { cname: ['other.parley.example', 'parley.example'] }],
    ['a page that holds the word among others', { file: file('<p>word-of-the-owner</p>') }],
  ])('is not proved by %s', async (_, seen) => {
    expect(await whyUnproved(eyes(seen), proof)).toMatch(/\S/);
  });
});

describe('a host', () => {
  it('is read however it is typed, and is nobody else’s kind of name', () => {
    for (const typed of ['shop.example.com', ' HTTPS://Shop.Example.com/path?x ', 'shop.example.com.', 'shop.example.com:8080'])
      expect(readHost(typed, 'parley.example')).toBe('shop.example.com');
    expect(readHost('München.example.com', 'parley.example')).toBe('xn--mnchen-3ya.example.com');
    for (const bad of [
      '',
      'localhost',
      'a.local',
      '10.0.0.1',
      '[::1]',
      'parley.example',
      'x.parley.example',
      'a..com',
      '-a.com',
      'a.b.c1_',
      '*.com',
    ])
      expect(readHost(bad, 'parley.example'), bad).toBeUndefined();
  });
});

describe('a look', () => {
  it('changes what is named, keeps the rest, and takes the accent away when told so', () => {
    const before = changeLook(readLook({}), { accent_color: '#112233', about: 'Since 1987' });
    expect(before).toMatchObject({ primary_color: '#0b6b4f', accent_color: '#112233', about: 'Since 1987' });
    expect(changeLook(before, { tagline: 'Fresh' })).toEqual({ ...before, tagline: 'Fresh' });
    expect(changeLook(before, { accent_color: null })).not.toHaveProperty('accent_color');
    expect(readLook({ primary_color: 'javascript:' })).toEqual(readLook({}));
  });
});

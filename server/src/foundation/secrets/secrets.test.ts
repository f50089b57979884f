/** What the seal and the signature promise. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecrets, equalInConstantTime, SealBroken } from './secrets.ts';

const first = 'a'.repeat(44);
const second = 'b'.repeat(44);
const now = new Date('2025-03-29T10:00:00Z');
const later = new Date('2025-03-29T11:00:00Z');

describe('seals', () => {
  it('give back any text, and never show it', () => {
    const secrets = createSecrets({ current: first });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 6 }), fc.uuid(), (text, context) => {
        const sealed = secrets.seal('connections', text, context);
        expect(secrets.open('connections', sealed, context)).toBe(text);
        expect(sealed.includes(Buffer.from(text))).toBe(false);
      }),
    );
  });

  it('break on any changed byte, another context or another purpose', () => {
    const secrets = createSecrets({ current: first });
    const sealed = secrets.seal('connections', 'the token', 'merchant-1:whatsapp');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => secrets.open('connections', changed, 'merchant-1:whatsapp')).toThrow(SealBroken);
    }
    expect(() => secrets.open('connections', sealed, 'merchant-2:whatsapp')).toThrow(SealBroken);
    expect(() => secrets.open('tokens', sealed, 'merchant-1:whatsapp')).toThrow(SealBroken);
    expect(() => secrets.open('connections', Buffer.alloc(0), '')).toThrow(SealBroken);
  });

  it('of a former key still open, and only while it is kept', () => {
    const sealed = createSecrets({ current: first }).seal('connections', 'the token', 'x');
    expect(createSecrets({ current: second, previous: [first] }).open('connections', sealed, 'x')).toBe('the token');
    expect(() => createSecrets({ current: second }).open('connections', sealed, 'x')).toThrow(SealBroken);
  });
});

describe('signed tokens', () => {
  const secrets = createSecrets({ current: first });
  it('carry their payload until they expire', () => {
    const token = secrets.signToken('file', { path: 'a/b.pdf' }, later);
    expect(secrets.verifyToken('file', token, now)).toEqual({ path: 'a/b.pdf' });
    expect(secrets.verifyToken('file', token, later)).toBeUndefined();
    expect(createSecrets({ current: second, previous: [first] }).verifyToken('file', token, now)).toEqual({ path: 'a/b.pdf' });
  });

  it('are refused when forged, cut or made for another purpose', () => {
    const token = secrets.signToken('file', { path: 'a/b.pdf' }, later);
    const [body = '', signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ p: { path: 'c.pdf' }, e: later.getTime() })).toString('base64url');
    for (const bad of ['', '.', body, `${body}.`, `${other}.${signature}`, `${token}.x`, `${token}x`]) {
      expect(secrets.verifyToken('file', bad, now)).toBeUndefined();
    }
    expect(secrets.verifyToken('unsubscribe', token, now)).toBeUndefined();
    expect(createSecrets({ current: second }).verifyToken('file', token, now)).toBeUndefined();
  });
});

it('constant-time comparison agrees with equality', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => equalInConstantTime(a, b) === (a === b) && equalInConstantTime(a, a)));
});

/** What is the same for every service: errors nobody lists, and how long we were asked to wait. */
import { describe, expect, it } from 'vitest';
import { judge, later, never, retryAfterMs } from './rulings.ts';

describe('an error', () => {
  it('nobody lists follows the status: 4xx never, 5xx later, without an answer never', () => {
    const of = (httpStatus?: number) => judge(undefined, { code: 99_999, httpStatus, detail: 'x' });
    expect([of(401), of(403), of(429), of(503), of(400), of()].map(({ kind, retry }) => [kind, retry])).toEqual([
      ['bad_credentials', 'operator'],
      ['bad_credentials', 'operator'],
      ['rate_limited', 'later'],
      ['unavailable', 'later'],
      ['bad_message', 'never'],
      ['undeliverable', 'never'],
    ]);
  });

  it('carries a wait only where it is tried later, and their Retry-After wins', () => {
    const [[, slow] = []] = later('rate_limited', 2_000, 1);
    const [[, over] = []] = never('undeliverable', 2);
    expect(judge(slow, { code: 1, detail: 'x' }).afterMs).toBe(2_000);
    expect(judge(slow, { code: 1, detail: 'x', retryAfterMs: 7_000 }).afterMs).toBe(7_000);
    expect(judge(over, { code: 2, detail: 'x', retryAfterMs: 7_000 })).not.toHaveProperty('afterMs');
  });
});

it('Retry-After is read in seconds and as a date, and is never absurd', () => {
  const now = new Date('2026-11-20T09:00:00Z');
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Fri, 20 Nov 2026 09:00:30 GMT', now)).toBe(30_000);
  expect(retryAfterMs('999999999', now)).toBe(86_400_000);
  expect(retryAfterMs('-5', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeUndefined();
  expect(retryAfterMs(null, now)).toBeUndefined();
});

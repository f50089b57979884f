/** The table of their error codes: what must never be tried again, what must, and what stops everything. */
import { describe, expect, it } from 'vitest';
import type { SendFailureKind } from '../messaging.port.ts';
import { failureOf, rulings } from './failures.ts';

const ruled = (code: number, httpStatus = 400) => failureOf({ code, httpStatus, detail: '' });

describe('a failure', () => {
  it.each([131026, 131047, 131049, 131050])('%i is never tried again: trying harms the quality rating', (code) => {
    expect(ruled(code).retry).toBe('never');
    expect(failureOf({ code, detail: '' }).retry).toBe('never');
  });

  it.each([0, 10, 190, 200, 299, 131005, 368, 131031, 131037, 131042, 131045, 133010])('%i holds the queue for the operator', (code) => {
    expect(ruled(code).retry).toBe('operator');
  });

  it.each([1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004, 133015])('%i is tried later', (code) => {
    expect(ruled(code).retry).toBe('later');
  });

  const kinds: readonly (readonly [number, SendFailureKind])[] = [
    [131056, 'pair_rate_limited'],
    [130429, 'rate_limited'],
    [131047, 'outside_window'],
    [131050, 'opted_out'],
    [131049, 'marketing_capped'],
    [131026, 'undeliverable'],
    [131053, 'media_problem'],
    [132001, 'bad_template'],
    [368, 'blocked_account'],
    [100, 'bad_message'],
  ];
  it.each(kinds)('%i is %s', (code, kind) => {
    expect(ruled(code).kind).toBe(kind);
  });

  it('of an unknown code follows the status: 4xx never, 5xx later', () => {
    expect(ruled(999_999, 400)).toMatchObject({ kind: 'bad_message', retry: 'never', code: '999999' });
    expect(ruled(999_999, 503)).toMatchObject({ kind: 'unavailable', retry: 'later' });
    expect(failureOf({ httpStatus: 401, detail: '' })).toMatchObject({ kind: 'bad_credentials', retry: 'operator' });
    expect(failureOf({ httpStatus: 429, detail: '' })).toMatchObject({ kind: 'rate_limited', retry: 'later' });
  });

  it('only one that is tried later carries a wait, and their Retry-After wins', () => {
    for (const [code, { retry, afterMs }] of rulings) {
      expect(afterMs === undefined || retry === 'later').toBe(true);
      const told = failureOf({ code, httpStatus: 500, detail: '', retryAfterMs: 1_234 });
      expect(told.afterMs).toBe(retry === 'later' ? 1_234 : undefined);
    }
  });
});

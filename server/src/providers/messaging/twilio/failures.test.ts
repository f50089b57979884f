/** What each code of theirs makes the sender do. */
import { describe, expect, it } from 'vitest';
import { failureOf } from './failures.ts';

describe('their codes', () => {
  it.each([
    [63_016, 'outside_window', 'never'],
    [20_003, 'bad_credentials', 'operator'],
    [63_007, 'bad_credentials', 'operator'],
    [63_051, 'blocked_account', 'operator'],
    [21_610, 'opted_out', 'never'],
    [63_024, 'undeliverable', 'never'],
    [63_015, 'undeliverable', 'never'],
    [63_049, 'marketing_capped', 'never'],
    [21_656, 'bad_template', 'never'],
    [63_040, 'bad_template', 'never'],
    [63_019, 'media_problem', 'never'],
    [21_617, 'bad_message', 'never'],
    [20_429, 'rate_limited', 'later'],
    [63_018, 'pair_rate_limited', 'later'],
    [63_012, 'unavailable', 'later'],
  ])('%i is %s: %s', (code, kind, retry) => {
    expect(failureOf({ code, httpStatus: 400, detail: 'x' })).toMatchObject({ kind, retry, code: String(code) });
  });

  it('their own pause is honoured, and only where it is tried again', () => {
    expect(failureOf({ code: 20_429, httpStatus: 429, detail: 'x', retryAfterMs: 7_000 }).afterMs).toBe(7_000);
    expect(failureOf({ code: 63_016, detail: 'x', retryAfterMs: 7_000 })).not.toHaveProperty('afterMs');
  });
});

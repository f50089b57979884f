/** Window and pace. */
import { hourMs, secondMs } from '@parley/contract/values/time.ts';
import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWindowOpen, pairRate, pairWaitMs } from './window.ts';

const start = new Date('2025-03-29T10:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('the window', () => {
  it('is open for 24 hours after the last message, and never before the first', () => {
    expect(isWindowOpen(start, later(24 * hourMs - 1))).toBe(true);
    expect(isWindowOpen(start, later(24 * hourMs))).toBe(false);
    expect(isWindowOpen(undefined, start)).toBe(false);
  });
});

describe('the pair rate', () => {
  it('lets 45 go at once and then one every six seconds', () => {
    const sent = Array.from({ length: pairRate.burst }, () => start);
    expect(pairWaitMs(sent.slice(1), start)).toBe(0);
    expect(pairWaitMs(sent, start)).toBe(6 * secondMs);
    expect(pairWaitMs(sent, later(4 * secondMs))).toBe(2 * secondMs);
    expect(pairWaitMs([...sent, later(6 * secondMs)], later(6 * secondMs))).toBe(6 * secondMs);
  });

  it('kept by waiting as told, no stretch of time ever holds more than the service allows', () => {
    assert(
      property(array(integer({ min: 0, max: 20_000 }), { minLength: 50, maxLength: 120 }), (gaps) => {
        const sent: number[] = [];
        let now = start.getTime();
        for (const gap of gaps) {
          now += gap;
          now += pairWaitMs(
            sent.map((at) => new Date(at)),
            new Date(now),
          );
          sent.push(now);
        }
        for (const [first, from] of sent.entries())
          for (const [last, to] of sent.entries())
            if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(pairRate.burst + (to - from) / pairRate.everyMs + 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});

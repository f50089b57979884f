/** Ranges of days: that they meet without gap, keep their length, and are found again by name. */
import { assert, constantFrom, integer, pre, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysIn, eachDay, isDay, monthEnd, monthStart, nameOf, rangeBefore, rangeNames, rangeOf, soFar } from './days.ts';

const day = integer({ min: 0, max: 30_000 }).map((days) => addDays('1990-01-01', days));

describe('ranges of days', () => {
  it('whole months compare with as many whole months just before', () => {
    expect(rangeBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(rangeBefore({ from: '2026-01-01', to: '2026-03-31' })).toEqual({ from: '2025-10-01', to: '2025-12-31' });
  });

  it('a month so far compares with the same days of the month before, never with more than it has', () => {
    expect(rangeBefore({ from: '2026-11-01', to: '2026-11-20' })).toEqual({ from: '2026-10-01', to: '2026-10-20' });
    expect(rangeBefore({ from: '2026-03-01', to: '2026-03-30' })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });

  it('any other range compares with as many days just before it', () => {
    assert(
      property(day, integer({ min: 0, max: 400 }), (from, length) => {
        pre(from !== monthStart(from));
        const range = { from, to: addDays(from, length) };
        const before = rangeBefore(range);
        return daysIn(before) === daysIn(range) && addDays(before.to, 1) === from;
      }),
      { seed: 11 },
    );
  });

  it('a range by name holds its day, or lies right before it, and is found again by its name', () => {
    assert(
      property(day, constantFrom(...rangeNames), constantFrom('IN', 'US'), (today, name, country) => {
        const range = soFar(rangeOf(name, today, country), today);
        const found = nameOf(range, today, country);
        const isSame = found !== undefined && JSON.stringify(soFar(rangeOf(found, today, country), today)) === JSON.stringify(range);
        return isSame && range.from <= range.to && range.to <= today && (name.startsWith('last') || range.to === today);
      }),
      { seed: 12 },
    );
  });

  it('the books of India begin in April, those of the United States in January', () => {
    expect(rangeOf('this_year', '2026-02-10', 'IN')).toEqual({ from: '2025-04-01', to: '2026-03-31' });
    expect(rangeOf('this_year', '2026-02-10', 'US')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });

  it('counts each day once and knows a day from other words', () => {
    expect(eachDay({ from: '2026-02-27', to: '2026-03-02' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(monthEnd('2028-02-03')).toBe('2028-02-29');
    expect([isDay('2026-02-30'), isDay('2026-2-3'), isDay(3), isDay('2026-02-03')]).toEqual([false, false, false, true]);
  });
});

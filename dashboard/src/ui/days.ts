/** Local days (yyyy-mm-dd) and ranges of them: this month, the quarter, the period before. Pure; it knows no clock and no zone. */

export interface Range {
  readonly from: string;
  readonly to: string;
}

export const rangeNames = ['this_month', 'last_month', 'this_quarter', 'last_quarter', 'this_year', 'last_year', 'last_30'] as const;
export type RangeName = (typeof rangeNames)[number];

const DAY_MS = 86_400_000;
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(at(value).getTime()) && text(at(value)) === value;
}

export function addDays(day: string, days: number): string {
  return text(new Date(at(day).getTime() + days * DAY_MS));
}

/** The first day of the month that is `months` from the day's own. */
export function monthStart(day: string, months = 0): string {
  const date = at(day);
  return text(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)));
}

export function monthEnd(day: string, months = 0): string {
  return addDays(monthStart(day, months + 1), -1);
}

/** Days in the range, both ends included. */
export function daysIn({ from, to }: Range): number {
  return Math.round((at(to).getTime() - at(from).getTime()) / DAY_MS) + 1;
}

/** Every day of the range in order. */
export function eachDay(range: Range): readonly string[] {
  return Array.from({ length: Math.max(0, daysIn(range)) }, (_, index) => addDays(range.from, index));
}

/** Books of these countries begin in April; elsewhere with the year. */
const APRIL_STARTERS = new Set(['IN', 'JP', 'GB']);

export function rangeOf(name: RangeName, today: string, country: string): Range {
  if (name === 'last_30') return { from: addDays(today, -29), to: today };
  const month = at(today).getUTCMonth();
  const intoYear = (month - (APRIL_STARTERS.has(country) ? 3 : 0) + 12) % 12;
  // Months from the day's own, and how many.
  const [start, length] = {
    this_month: [0, 1],
    last_month: [-1, 1],
    this_quarter: [-(month % 3), 3],
    last_quarter: [-(month % 3) - 3, 3],
    this_year: [-intoYear, 12],
    last_year: [-intoYear - 12, 12],
  }[name] as [number, number];
  return { from: monthStart(today, start), to: monthEnd(today, start + length - 1) };
}

/** As the API counts "this month so far"; a named range ends today where today lies in it. */
export function soFar(range: Range, today: string): Range {
  return range.from <= today && today < range.to ? { from: range.from, to: today } : range;
}

/**
 * What to compare with: for whole months as many months before, for a month so far the same days of the month before, else as many days
 * just before.
 */
export function rangeBefore({ from, to }: Range): Range {
  const [first, last] = [at(from), at(to)];
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() + 1;
  const startsMonth = from === monthStart(from);
  if (startsMonth && to === monthEnd(to)) return { from: monthStart(from, -months), to: monthEnd(to, -months) };
  if (startsMonth) {
    const end = monthEnd(to, -months);
    const sameDay = addDays(monthStart(to, -months), last.getUTCDate() - 1);
    return { from: monthStart(from, -months), to: sameDay < end ? sameDay : end };
  }
  const days = daysIn({ from, to });
  return { from: addDays(from, -days), to: addDays(from, -1) };
}

/** The name of a range that is exactly one of ours; undefined for any other. */
export function nameOf(range: Range, today: string, country: string): RangeName | undefined {
  return rangeNames.find((name) => {
    const named = soFar(rangeOf(name, today, country), today);
    return named.from === range.from && named.to === range.to;
  });
}

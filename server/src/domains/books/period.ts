/** Days and months as books count them: local dates `YYYY-MM-DD`, months `YYYY-MM`. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day it is there. */
export function localDate(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

export function monthOf(date: string): string {
  return date.slice(0, 7);
}

export function firstDayOf(month: string): string {
  return `${month}-01`;
}

export function lastDayOf(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
}

/** @param months may be negative. */
export function monthAfter(month: string, months = 1): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The date itself, or the first day of the next month that is open. */
export function firstOpenDay(date: string, closed: readonly string[]): string {
  let month = monthOf(date);
  if (!closed.includes(month)) return date;
  while (closed.includes(month)) month = monthAfter(month);
  return firstDayOf(month);
}

/** Whether the text is a day of the calendar. */
export function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day it is for a merchant. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2025-03-29` in the merchant's own zone. */
export function localDay(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

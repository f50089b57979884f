/** Shiprocket's times: Indian wall time without an offset, in several layouts. Read here and nowhere else. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** India keeps one offset all year. */
const offsetMs = 330 * 60_000;

interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/**
 * Understands `2026-11-20 14:03:00`, `20 11 2026 14:03:00`, `Nov 23, 2026` and `20 Nov 2026, 02:03 PM`, with or without the time.
 * Undefined for anything else, impossible dates included.
 */
export function readIst(text: string | undefined): Date | undefined {
  const wall = readWallTime(text?.trim() ?? '');
  if (!wall) return undefined;
  const { year, month, day, hour = 0, minute = 0, second = 0 } = wall;
  const asUtc = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists =
    asUtc.getUTCMonth() === month - 1 && asUtc.getUTCDate() === day && asUtc.getUTCHours() === hour && minute < 60 && second < 60;
  return exists ? new Date(asUtc.getTime() - offsetMs) : undefined;
}

/** The Indian calendar day as `2026-11-23`. */
export function istDay(at: Date): string {
  return shifted(at).slice(0, 10);
}

/** `2026-11-20 14:03:00`. */
export function istText(at: Date): string {
  return shifted(at).slice(0, 19).replace('T', ' ');
}

function shifted(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString();
}

function readWallTime(text: string): WallTime | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/.exec(text);
  if (iso) return wallTime(iso[1], iso[2], iso[3], iso.slice(4, 7));
  const blanks = /^(\d{1,2})[ -](\d{1,2})[ -](\d{4})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (blanks) return wallTime(blanks[3], blanks[2], blanks[1], blanks.slice(4, 7));
  const american = /^([A-Za-z]{3})[a-z]* (\d{1,2}), ?(\d{4})$/.exec(text);
  if (american) return wallTime(american[3], monthNumber(american[1]), american[2], []);
  const named = /^(\d{1,2}) ([A-Za-z]{3})[a-z]*,? (\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M)?)?$/i.exec(text);
  if (!named) return undefined;
  return wallTime(named[3], monthNumber(named[2]), named[1], [hourOf(named[4], named[7]), named[5], named[6]]);
}

function wallTime(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): WallTime {
  const [hour, minute, second] = time.map((part) => Number(part ?? 0));
  return { year: Number(year), month: Number(month), day: Number(day), hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 };
}

function monthNumber(name: string | undefined): string {
  return String(months.indexOf((name ?? '').toLowerCase()) + 1);
}

function hourOf(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  const twelfth = Number(hour) % 12;
  return String(half.toUpperCase() === 'PM' ? twelfth + 12 : twelfth);
}

/** Time: instants are Date, calendar work is Temporal; code that needs "now" takes a Clock. */

export interface Clock {
  now(): Date;
}

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The instant `ms` milliseconds before `at`. */
export function before(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms);
}

/** The instant `ms` milliseconds after `at`. */
export function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

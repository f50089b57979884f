/** The time, passed in: the system's own, or one that tests move by hand. Nothing else may ask for the current time. */
import type { Clock } from '@parley/contract/values/time.ts';

export type { Clock } from '@parley/contract/values/time.ts';

export const systemClock: Clock = { now: () => new Date() };

export interface FakeClock extends Clock {
  advance(ms: number): void;
  set(at: Date): void;
}

export function createFakeClock(start: Date = new Date('2025-03-29T10:00:00Z')): FakeClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance(ms) {
      at += ms;
    },
    set(to) {
      at = to.getTime();
    },
  };
}

/** When the service lets us write freely to a person: the 24-hour window and the pair rate. Pure; the figures are WhatsApp's (facts 5.1, 5.5). */
import { hourMs, secondMs } from '@parley/contract/values/time.ts';

export const windowMs = 24 * hourMs;

/** Messages one person may get in a row, and the pause that earns one more. */
export const pairRate = { burst: 45, everyMs: 6 * secondMs } as const;
/** After this much silence a pair's allowance is full again. */
export const pairMemoryMs = pairRate.burst * pairRate.everyMs;

/** When the window of a person who last wrote then closes. */
export function windowClosesAt(lastInboundAt: Date): Date {
  return new Date(lastInboundAt.getTime() + windowMs);
}

/** @param lastInboundAt undefined: the person never wrote. */
export function isWindowOpen(lastInboundAt: Date | undefined, now: Date): boolean {
  return lastInboundAt !== undefined && now < windowClosesAt(lastInboundAt);
}

/**
 * Milliseconds until one more message may go to this person; 0 when it may go now.
 * @param sentAt when earlier ones left, in any order; whoever is not listed is taken to be long ago.
 */
export function pairWaitMs(sentAt: readonly Date[], now: Date): number {
  // In milliseconds of earned time, so that nothing is rounded: a message costs `everyMs`.
  let earned: number = pairMemoryMs;
  let last: number | undefined;
  for (const at of sentAt.map((each) => each.getTime()).toSorted((a, b) => a - b)) {
    earned = Math.max(0, refilled(earned, last, at) - pairRate.everyMs);
    last = at;
  }
  return Math.max(0, pairRate.everyMs - refilled(earned, last, now.getTime()));
}

function refilled(earned: number, since: number | undefined, at: number): number {
  return since === undefined ? earned : Math.min(pairMemoryMs, earned + Math.max(0, at - since));
}

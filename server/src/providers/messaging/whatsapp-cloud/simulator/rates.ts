/** Their two limits of pace: messages of one number in a second, and messages of one number to one person. */

export interface RateLimits {
  /** Messages a second of one number; as many may come at once. */
  readonly perSecond: number;
  /** Messages to one person that may come at once. */
  readonly pairBurst: number;
  /** Milliseconds after which one more to that person is allowed. */
  readonly pairRefillMs: number;
}

export const theirRates: RateLimits = { perSecond: 80, pairBurst: 45, pairRefillMs: 6_000 };

export interface Rates {
  /** Takes one message out of both buckets; says which one was empty, and then takes none. */
  take(phoneNumberId: string, recipient: string): 'number' | 'pair' | undefined;
}

interface Bucket {
  level: number;
  atMs: number;
}

export function createRates(limits: RateLimits, clock: { now(): Date }): Rates {
  const numbers = new Map<string, Bucket>();
  const pairs = new Map<string, Bucket>();

  const filled = (buckets: Map<string, Bucket>, key: string, most: number, refillMs: number): Bucket => {
    const nowMs = clock.now().getTime();
    const bucket = buckets.get(key) ?? { level: most, atMs: nowMs };
    bucket.level = Math.min(most, bucket.level + Math.max(0, nowMs - bucket.atMs) / refillMs);
    bucket.atMs = nowMs;
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    take: (phoneNumberId, recipient) => {
      const number = filled(numbers, phoneNumberId, limits.perSecond, 1_000 / limits.perSecond);
      if (number.level < 1) return 'number';
      const pair = filled(pairs, `${phoneNumberId} ${recipient}`, limits.pairBurst, limits.pairRefillMs);
      if (pair.level < 1) return 'pair';
      number.level -= 1;
      pair.level -= 1;
      return undefined;
    },
  };
}

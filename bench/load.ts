/** Ways to load a server: as fast as so many at once can, or at a fixed pace whatever the answers do. Times are milliseconds. */
import { percentile } from './measure.ts';

export interface Load {
  readonly done: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** `one(worker)` again and again by `atOnce` workers for so long; what is under way at the end is awaited and counted. */
export async function asFastAs(atOnce: number, seconds: number, one: (worker: number) => Promise<void>): Promise<Load> {
  const times: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1_000;
  const work = async (worker: number): Promise<void> => {
    for (let now = performance.now(); now < until; ) {
      await one(worker);
      const then = performance.now();
      times.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, worker) => work(worker)));
  return summary(times, performance.now() - began);
}

/** `one()` at a pace for so long; a slow answer delays no later one. Times run from when each was due. */
export async function atPace(perSecond: number, seconds: number, one: () => Promise<void>): Promise<Load> {
  const times: number[] = [];
  const began = performance.now();
  const all = perSecond * seconds;
  const under: Promise<void>[] = [];
  for (let index = 0; index < all; ) {
    const due = Math.min(all, Math.ceil(((performance.now() - began) * perSecond) / 1_000));
    for (; index < due; index += 1) {
      const at = began + (index * 1_000) / perSecond;
      under.push(one().then(() => void times.push(performance.now() - at)));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(under);
  return summary(times, performance.now() - began);
}

export function summary(times: readonly number[], elapsedMs: number): Load {
  return {
    done: times.length,
    perSecond: (times.length * 1_000) / elapsedMs,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}

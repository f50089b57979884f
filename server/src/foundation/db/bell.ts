/** Wakes the worker loops of this process after a commit; far-bell.ts carries it to other processes, and polling remains the net. */

export interface Bell {
  /** There is work: for everybody. */
  ring(): void;
  /** Wakes those of this process alone: what was rung elsewhere, or concerns nobody else. */
  hear(): void;
  /** Calls after each `ring`, not after what was only heard. @returns what ends it. */
  onRing(listener: () => void): () => void;
  /** How often it rang so far. */
  readonly rings: number;
  /** Resolves at the first ring after the `heard`-th (at once when that was already), or after `ms`. */
  wait(heard: number, ms: number, signal?: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  const listeners = new Set<() => void>();
  let rings = 0;
  const hear = (): void => {
    rings += 1;
    for (const wake of waiting) wake();
  };
  return {
    hear,
    onRing(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get rings() {
      return rings;
    },
    ring() {
      hear();
      for (const listener of listeners) listener();
    },
    wait(heard, ms, signal) {
      if (rings !== heard) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          waiting.delete(done);
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
        signal?.addEventListener('abort', done, { once: true });
        if (signal?.aborted) done();
      });
    },
  };
}

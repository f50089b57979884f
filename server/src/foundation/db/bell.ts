/** Wakes the worker loops of this process after a commit; polling remains the net for other processes. */

export interface Bell {
  ring(): void;
  /** How often it rang so far. */
  readonly rings: number;
  /** Resolves at the first ring after the `heard`-th (at once when that was already), or after `ms`. */
  wait(heard: number, ms: number, signal?: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  let rings = 0;
  return {
    get rings() {
      return rings;
    },
    ring() {
      rings += 1;
      for (const wake of waiting) wake();
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

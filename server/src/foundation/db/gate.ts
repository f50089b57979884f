/**
 * Lets as many callers to the database as it has connections, in the order they came; the urgent go first. It must never let more in:
 * the pool behind it would queue them again, urgent or not.
 */

export interface Gate {
  /** Resolves when one may connect; call `leave` afterwards, once. @throws after too long, which mostly means a nested transaction. */
  enter(isUrgent: boolean): Promise<void>;
  leave(): void;
}

interface Waiting {
  readonly admit: () => void;
  readonly timer: NodeJS.Timeout;
}

export function createGate(places: number, longestWaitMs: number): Gate {
  const urgent = new Set<Waiting>();
  const others = new Set<Waiting>();
  let free = places;
  return {
    enter(isUrgent) {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      const line = isUrgent ? urgent : others;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          line.delete(waiting);
          reject(new Error(`no connection to the database became free within ${longestWaitMs} ms`));
        }, longestWaitMs);
        const waiting: Waiting = { admit: resolve, timer };
        line.add(waiting);
      });
    },
    leave() {
      for (const line of [urgent, others])
        for (const waiting of line) {
          line.delete(waiting);
          clearTimeout(waiting.timer);
          return waiting.admit();
        }
      free += 1;
    },
  };
}

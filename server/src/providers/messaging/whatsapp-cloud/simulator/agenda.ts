/** What the stand-in will do in a moment: small timers that can be waited for and ended all at once. */
import { createUnderWay } from '../../../simulation/under-way.ts';

export interface Agenda {
  later(ms: number, deed: () => void): void;
  /** Until nothing is planned any more. */
  settled(): Promise<void>;
  isIdle(): boolean;
  close(): void;
}

export function createAgenda(): Agenda {
  const open = new Set<() => void>();
  const underWay = createUnderWay();
  let closed = false;

  return {
    later: (ms, deed) => {
      if (closed) return;
      const run = (): void => {
        open.delete(cancel);
        try {
          deed();
        } finally {
          underWay.end();
        }
      };
      // Most plans of tests and benches are for now, and an immediate is far cheaper than a timer.
      const immediate = ms <= 0 ? setImmediate(run) : undefined;
      const timer = ms <= 0 ? undefined : setTimeout(run, ms);
      const cancel = (): void => {
        clearImmediate(immediate);
        clearTimeout(timer);
        underWay.end();
      };
      open.add(cancel);
      underWay.begin();
    },
    settled: underWay.settled,
    isIdle: () => open.size === 0,
    close: () => {
      closed = true;
      for (const cancel of open) cancel();
      open.clear();
    },
  };
}

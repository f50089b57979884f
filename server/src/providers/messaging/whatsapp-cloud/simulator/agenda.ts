/** What the stand-in will do in a moment: small timers that can be waited for and ended all at once. */

export interface Agenda {
  later(ms: number, deed: () => void): void;
  /** Until nothing is planned any more. */
  settled(): Promise<void>;
  close(): void;
}

export function createAgenda(): Agenda {
  const open = new Set<() => void>();
  let idle: (() => void)[] = [];
  let closed = false;

  const done = (cancel: () => void): void => {
    open.delete(cancel);
    if (open.size > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };

  return {
    later: (ms, deed) => {
      if (closed) return;
      const run = (): void => {
        try {
          deed();
        } finally {
          done(cancel);
        }
      };
      const immediate = ms <= 0 ? setImmediate(run) : undefined;
      const timer = ms <= 0 ? undefined : setTimeout(run, ms);
      const cancel = (): void => {
        clearImmediate(immediate);
        clearTimeout(timer);
      };
      open.add(cancel);
    },
    settled: async () => {
      if (open.size > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
    close: () => {
      closed = true;
      for (const cancel of [...open]) {
        cancel();
        done(cancel);
      }
    },
  };
}

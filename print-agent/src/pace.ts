/** Waiting that can be called off, and how long to wait before the next try. Knows nothing of printing. */
export class Stopped extends Error {}

/** Timers take no longer time and would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Throws Stopped when the agent is asked to end meanwhile. */
export function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stop.aborted) {
      reject(new Stopped('stopping'));
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      reject(new Stopped('stopping'));
    };
    const timer = setTimeout(
      () => {
        stop.removeEventListener('abort', end);
        resolve();
      },
      Math.min(ms, LONGEST_MS),
    );
    stop.addEventListener('abort', end, { once: true });
  });
}

/** Twice as long each time up to the limit, a little apart from others who fail at the same moment. */
export function backoff(attempt: number, firstMs: number, limitMs = 60_000): number {
  return Math.min(limitMs, firstMs * 2 ** Math.min(attempt, 16)) * (0.75 + Math.random() / 2);
}

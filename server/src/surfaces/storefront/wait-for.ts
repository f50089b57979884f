/** Looks again and again until something has turned, within a limit: how a page waits for a job (decision 0003). */

/** As long as nothing rings; another process's work does not. */
const LOOK_EVERY_MS = 120;
/** However often it rings. */
const LOOK_AT_MOST_EVERY_MS = 8;

/** What rings when something was committed in this process. */
export interface Ring {
  readonly rings: number;
  wait(heard: number, ms: number): Promise<void>;
}

/** The last look, whether or not it was enough. Each look is a short transaction of its own; nothing is held in between. */
export async function waitFor<T>(ring: Ring, look: () => Promise<T>, isEnough: (seen: T) => boolean, limitMs: number): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const heard = ring.rings;
    const seen = await look();
    if (isEnough(seen) || performance.now() >= deadline) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AT_MOST_EVERY_MS));
    await ring.wait(heard, LOOK_EVERY_MS);
  }
}

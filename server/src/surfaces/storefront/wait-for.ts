/** Looks again and again until something has turned, within a limit: how a page waits for a job (decision 0003). */

const LOOK_EVERY_MS = 120;

/** The last look, whether or not it was enough. Each look is a short transaction of its own; nothing is held in between. */
export async function waitFor<T>(look: () => Promise<T>, isEnough: (seen: T) => boolean, limitMs: number): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (isEnough(seen) || performance.now() >= deadline) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

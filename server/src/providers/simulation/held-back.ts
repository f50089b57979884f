/** Webhooks that wait for a next one to overtake them: the reorder fault. None is lost: each goes by itself after a while. */

export interface HeldBack {
  hold(begin: () => void): void;
  releaseAll(): void;
}

export function createHeldBack(holdMs: number): HeldBack {
  let held: { readonly timer: NodeJS.Timeout; readonly begin: () => void }[] = [];
  return {
    hold: (begin) => {
      const timer = setTimeout(() => {
        held = held.filter((each) => each.timer !== timer);
        begin();
      }, holdMs).unref();
      held.push({ timer, begin });
    },
    releaseAll: () => {
      const released = held;
      held = [];
      for (const { timer, begin } of released) {
        clearTimeout(timer);
        begin();
      }
    },
  };
}

/**
 * Tells viewers that something of their merchant changed. One look a second for each merchant that somebody watches, however many watch;
 * none for the others.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';

export interface PulseWatch {
  /** Calls `changed` with the pulse at the start and whenever it is another one. @returns how to stop. */
  watch(merchantId: MerchantId, changed: (pulse: string) => void): () => void;
  /** Looks once at every watched merchant. */
  lookOnce(): Promise<void>;
  close(): void;
}

interface Watched {
  pulse: string | undefined;
  readonly viewers: Set<(pulse: string) => void>;
}

/** @param everyMs how often to look; 0 leaves looking to `lookOnce`. @param onFailure a look that failed; the next one tries again. */
export function createPulseWatch(input: {
  readonly read: (merchantId: MerchantId) => Promise<string>;
  readonly everyMs: number;
  readonly onFailure: (error: unknown) => void;
}): PulseWatch {
  const watched = new Map<MerchantId, Watched>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  const look = async (merchantId: MerchantId, state: Watched): Promise<void> => {
    const pulse = await input.read(merchantId);
    if (pulse === state.pulse) return;
    state.pulse = pulse;
    for (const tell of state.viewers) tell(pulse);
  };
  const lookOnce = async (): Promise<void> => {
    for (const [merchantId, state] of watched) {
      try {
        await look(merchantId, state);
      } catch (error) {
        input.onFailure(error);
      }
    }
  };
  const tick = (): void => {
    // A slow database is not asked again before it has answered.
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
  };
  const rest = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    watch(merchantId, changed) {
      const state: Watched = watched.get(merchantId) ?? { pulse: undefined, viewers: new Set() };
      watched.set(merchantId, state);
      state.viewers.add(changed);
      if (state.pulse !== undefined) changed(state.pulse);
      if (timer === undefined && input.everyMs > 0) timer = setInterval(tick, input.everyMs).unref();
      // What changes before the first look would never be told.
      if (state.pulse === undefined && input.everyMs > 0) tick();
      return () => {
        state.viewers.delete(changed);
        if (state.viewers.size > 0 || watched.get(merchantId) !== state) return;
        watched.delete(merchantId);
        if (watched.size === 0) rest();
      };
    },
    lookOnce,
    close() {
      rest();
      watched.clear();
    },
  };
}

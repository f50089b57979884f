/** Looks for orders that became paid, all that are waited for at once: one short question a moment, whatever their number. */
import type { Stage } from './stage.ts';

const LOOK_EVERY_MS = 15;

export interface PaidWatch {
  /** Resolves once the order of this checkout is paid. */
  of(checkoutId: string): Promise<void>;
  close(): void;
}

export function openPaidWatch(stage: Pick<Stage, 'ask'>): PaidWatch {
  const waiting = new Map<string, () => void>();
  const closing = new AbortController();
  const look = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      if (waiting.size > 0) for (const id of (await stage.ask('paid', { checkouts: [...waiting.keys()] })) as string[]) settle(id);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  const settle = (id: string): void => {
    waiting.get(id)?.();
    waiting.delete(id);
  };
  void look();
  return {
    of: (checkoutId) => new Promise((resolve) => waiting.set(checkoutId, resolve)),
    close: () => closing.abort(),
  };
}

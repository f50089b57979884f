/** Keeps a claim alive while its job is worked on, and knows whether it still is. Trusts no clock but its own, and that one least. */
import type { ClaimedJob } from '@parley/contract/api/printing.ts';
import type { Backend } from './backend.client.ts';
import { pause, Stopped } from './pace.ts';

export interface Lease {
  /** Why the job should not be printed any more. */
  unwanted(): 'cancelled' | 'lease_lost' | undefined;
  /** Asks now. Answers whether the claim is surely ours for the next moments. */
  renew(): Promise<boolean>;
  /** Sides that came out, told with the next heartbeat. */
  count(sides: number | undefined): void;
  /** Whether what was last confirmed still holds, by the wall and by the monotonic clock: a computer may have slept in between. */
  isSure(): boolean;
  stop(): void;
}

export function keepLease(deps: { readonly backend: Backend; readonly leaseSeconds: number }, job: ClaimedJob): Lease {
  const { backend, leaseSeconds } = deps;
  const ended = new AbortController();
  let sides: number | undefined;
  let unwanted: 'cancelled' | 'lease_lost' | undefined;
  let sureUntil: { wall: number; steady: number } | undefined;

  async function renew(): Promise<boolean> {
    const asked = { wall: Date.now(), steady: performance.now() };
    const answer = await backend.heartbeat(job, { leaseSeconds, sides });
    if (answer.is === 'refused') unwanted = 'lease_lost';
    if (answer.is === 'ok') {
      // The server counts from its answer, so counting from the question is on the safe side; a quarter stays in hand.
      const ms = leaseSeconds * 750;
      sureUntil = { wall: asked.wall + ms, steady: asked.steady + ms };
      if (answer.value.cancelled) unwanted ??= 'cancelled';
    }
    return isSure();
  }
  const isSure = (): boolean =>
    unwanted !== 'lease_lost' &&
    sureUntil !== undefined &&
    Date.now() < sureUntil.wall &&
    Date.now() > sureUntil.wall - leaseSeconds * 1_000 &&
    performance.now() < sureUntil.steady;

  async function beat(): Promise<void> {
    try {
      for (;;) {
        await pause((leaseSeconds * 1_000) / 4, ended.signal);
        if (unwanted !== 'lease_lost') await renew();
      }
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }
  void beat();
  return { unwanted: () => unwanted, renew, count: (now) => (sides = now ?? sides), isSure, stop: () => ended.abort() };
}

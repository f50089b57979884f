/**
 * The switchboard of a stand-in: faults that can be turned while it runs, and the ones that strike at its entrance.
 * It must never decide what the service answers in good times.
 */
import { type Faults, noFaults } from './simulator.port.ts';

export interface FaultSwitch {
  get(): Faults;
  /** Changes the named ones; probabilities outside 0…1 and negative waits are pulled back in. Answers all faults as they now stand. */
  set(change: Partial<Faults>): Faults;
}

const waits: ReadonlySet<string> = new Set(['answerDelayMs', 'webhookDelayMs']);

export function createFaultSwitch(initial: Partial<Faults> = {}): FaultSwitch {
  let faults: Faults = { ...noFaults };
  const set = (change: Partial<Faults>): Faults => {
    const next = { ...faults };
    for (const name of Object.keys(noFaults) as (keyof Faults)[]) {
      const value = change[name];
      if (value === undefined || Number.isNaN(value)) continue;
      next[name] = Math.min(Math.max(value, 0), waits.has(name) ? 60_000 : 1);
    }
    faults = next;
    return faults;
  };
  set(initial);
  return { get: () => faults, set };
}

/** Whether a fault of this chance happens now. */
export function strikes(chance: number, random: () => number): boolean {
  return chance > 0 && random() < chance;
}

export type FetchHandler = (request: Request) => Promise<Response>;

export interface EntranceOptions {
  readonly faults: FaultSwitch;
  readonly random: () => number;
  /** The service's own way of saying "500, nothing was done". */
  readonly refusal: () => Response;
}

/**
 * Puts the entrance faults before a handler. A call refused by fault has no effect and gets the service's own 500; one that took
 * effect and then failed gets a bare 500 or, half of the times, a hang-up (`Response.error()`, which `serveSimulator` turns into a
 * closed connection), so that a client cannot know.
 */
export function withFaults(handler: FetchHandler, { faults, random, refusal }: EntranceOptions): FetchHandler {
  return async (request) => {
    const { answerDelayMs, refuse500, effectThen500 } = faults.get();
    if (answerDelayMs > 0) await wait(answerDelayMs);
    if (strikes(refuse500, random)) return refusal();
    const response = await handler(request);
    if (strikes(effectThen500, random)) return random() < 0.5 ? Response.error() : new Response('', { status: 500 });
    return response;
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

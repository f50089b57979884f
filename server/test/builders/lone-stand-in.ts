/** One stand-in alone on a port, until the test ends: with time that tests move, and a shop that takes its webhooks. It knows no service. */
import { onTestFinished } from 'vitest';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { serveSimulator } from '../../src/providers/simulation/serve-simulator.ts';
import type { Simulator, SimulatorState } from '../../src/providers/simulation/simulator.port.ts';

/** A webhook as it arrived at the shop. */
export interface Received {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoneOptions {
  readonly seed?: number;
  readonly state?: SimulatorState;
  /** What the shop answers to the first webhooks; 200 to all further ones. */
  readonly answers?: readonly number[];
}

/** What every stand-in is made of. */
export interface LoneParts {
  readonly clock: { now(): Date };
  readonly random: () => number;
  readonly publicUrl: () => string;
  readonly fetch: typeof fetch;
  readonly webhookRetryMs: readonly number[];
  /** Time moves by hand only. */
  readonly expiryCheckMs: 0;
  readonly state?: SimulatorState;
}

/** Begins on 2026-11-20 at 08:00 UTC. */
export async function serveAlone<S extends Simulator>(make: (parts: LoneParts) => Promise<S>, options: LoneOptions = {}) {
  let now = Date.parse('2026-11-20T08:00:00Z');
  const clock = { now: () => new Date(now) };
  const answers = [...(options.answers ?? [])];
  const received: Received[] = [];
  let url = '';
  const simulator = await make({
    clock,
    random: seededRandom(options.seed ?? 5),
    publicUrl: () => url,
    fetch: async (_url, init) => {
      received.push({ body: init?.body as Uint8Array, headers: Object.fromEntries(new Headers(init?.headers)) });
      return new Response('', { status: answers.shift() ?? 200 });
    },
    webhookRetryMs: [1, 1, 1],
    expiryCheckMs: 0,
    ...(options.state ? { state: options.state } : {}),
  });
  const served = await serveSimulator(simulator);
  url = served.url;
  onTestFinished(async () => {
    await served.close();
    await simulator.close();
  });
  return {
    simulator,
    url,
    clock,
    received,
    passTime: (ms: number): void => void (now += ms),
    /** From now on nobody takes a connection there. */
    hangUp: served.close,
  };
}

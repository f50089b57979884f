/**
 * An agent at the shop's PC as the real one behaves: it writes down each step before it takes it, dies at any of them, and goes on from
 * what it wrote. What lies in the tray is the truth; the agent knows of it only what its printer can tell.
 */
import type { Agent, Claim } from '../builders/print-house.ts';
import type { Cut } from './cuts.ts';

/** Job → how often it came out whole. */
export type Tray = Map<string, number>;

/** On disk: survives a power cut. */
interface Journal {
  readonly job: Claim;
  readonly phase: 'claimed' | 'begun' | 'done';
}

export interface Chances {
  random(): number;
  /** 0 when the storm is over. */
  readonly deathRate: () => number;
  readonly cutRate: () => number;
  readonly cutOff: <T>(cut: Cut | undefined, work: () => Promise<T>) => Promise<T>;
}

class Died extends Error {}
type Answer = Awaited<ReturnType<Agent['report']>>;

export interface SimulatedAgent {
  readonly printer: string;
  readonly isIdle: () => boolean;
  readonly deaths: () => number;
  /** Takes one step; true when it did something. */
  step(): Promise<boolean>;
}

export function createSimulatedAgent(agent: Agent, printer: string, tray: Tray, chances: Chances): SimulatedAgent {
  let journal: Journal | undefined;
  /** Lost with the power. */
  let memory: { handed: boolean } | undefined = { handed: false };
  let deaths = 0;

  const mayDie = (): void => {
    if (chances.random() < chances.deathRate()) throw new Died();
  };
  /** Undefined: no answer came. */
  async function ask<T extends { readonly status: number }>(work: () => Promise<T>): Promise<T | undefined> {
    mayDie();
    const cut = chances.random() < chances.cutRate() ? (chances.random() < 0.5 ? 'before' : 'after') : undefined;
    const answer = await chances.cutOff(cut, work).catch(() => undefined);
    mayDie();
    return answer === undefined || answer.status >= 500 ? undefined : answer;
  }
  /** Told and known there: what was written down is not needed any more. */
  async function tell(status: string, more: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
    const job = journal?.job;
    if (!job) return false;
    const answer: Answer | undefined = await ask(() => agent.report(job, status, { reason: status, ...more }));
    if (answer) journal = undefined;
    return answer !== undefined;
  }

  /** Until what was under way is told: an agent that woke up begins nothing else. */
  async function recover(): Promise<boolean> {
    if (journal) await tellRest();
    if (!journal) memory = { handed: false };
    return true;
  }

  async function tellRest(): Promise<boolean> {
    if (!journal) return true;
    if (journal.phase === 'claimed') return tell('failed', { pages_printed: 0 });
    if (journal.phase === 'done') return tell('printed');
    // Whether the printer can still say what became of it.
    if (chances.random() < 0.6) return tell('unknown');
    return (tray.get(journal.job.id) ?? 0) > 0 ? tell('printed') : tell('failed', { pages_printed: 0 });
  }

  async function work(known: { handed: boolean }): Promise<boolean> {
    if (!journal) {
      const answer = await ask(() => agent.call('POST', '/print_jobs/claim', { printer, wait_seconds: 0, lease_seconds: 60 }));
      if (answer?.status !== 200) return false;
      journal = { job: answer.body.data.job as Claim, phase: 'claimed' };
      return true;
    }
    const { job, phase } = journal;
    if (phase === 'claimed') {
      const begun = await ask(() => agent.report(job, 'printing'));
      if (begun) journal = begun.status === 200 ? { job, phase: 'begun' } : undefined;
      return true;
    }
    if (phase === 'done') return tell('printed');
    const beat = await ask(() => agent.beat(job, { lease_seconds: 60 }));
    if (!beat) return true;
    if (!known.handed && (beat.status !== 200 || beat.body.data.cancelled === true)) return tell('cancelled', { pages_printed: 0 });
    mayDie();
    if (!known.handed) tray.set(job.id, (tray.get(job.id) ?? 0) + 1);
    known.handed = true;
    mayDie();
    journal = { job, phase: 'done' };
    known.handed = false;
    return true;
  }

  return {
    printer,
    isIdle: () => journal === undefined,
    deaths: () => deaths,
    async step() {
      try {
        if (memory === undefined) return await recover();
        return await work(memory);
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        deaths += 1;
        memory = undefined;
        return true;
      }
    },
  };
}

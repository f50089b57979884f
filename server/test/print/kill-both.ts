/**
 * Rounds in which the print agent and the server are killed at random moments while one job after the other is printed; then the paper is
 * counted. Answers what broke a promise; never repairs anything.
 */
import { COPIES, openPrintCounter, PRINTER, type PrintCounter } from './print-counter.ts';

export interface BothReport {
  readonly rounds: number;
  readonly agentKills: number;
  readonly serverKills: number;
  readonly questions: number;
  readonly breaches: readonly string[];
}

/** Most jobs are done by then on an idle machine. */
const LONGEST_JOB_MS = 250;
const ROUND_WITHIN_MS = 180_000;

/** @param seed chooses whom to kill and after how long; what happens in that time is up to the processes. */
export async function killBoth(rounds: number, seed: number, say: (line: string) => void): Promise<BothReport> {
  const chance = dice(seed);
  const tally = { rounds, agentKills: 0, serverKills: 0, questions: 0, breaches: [] as string[] };
  const counter = await openPrintCounter();
  try {
    await counter.pair();
    counter.startAgent();
    const printer = await counter.printerId(PRINTER);
    await counter.pauseOthers();
    const first = await counter.firstJob();
    await counter.until('the first job printed', async () => (await settled(counter, first, tally)) || undefined);
    for (let round = 1; round <= rounds; round += 1) {
      const id = await counter.again(first, printer);
      const victims = { agent: chance() < 0.8, server: chance() < 0.4 };
      const [agentAfter, serverAfter] = [chance() * LONGEST_JOB_MS, chance() * LONGEST_JOB_MS];
      await Promise.all([
        victims.agent ? later(agentAfter, () => counter.killAgent()).then(() => counter.startAgent()) : undefined,
        victims.server ? later(serverAfter, () => counter.killServer()) : undefined,
      ]);
      tally.agentKills += Number(victims.agent);
      tally.serverKills += Number(victims.server);
      const problems = await finish(counter, id, tally);
      tally.breaches.push(...problems.map((problem) => `round ${round}, job ${id}: ${problem}`));
      if (round % 10 === 0)
        say(
          `${round} rounds, ${tally.agentKills} and ${tally.serverKills} kills, ${tally.questions} questions, ${tally.breaches.length} breaches`,
        );
    }
  } finally {
    await counter.close();
  }
  return tally;
}

async function finish(counter: PrintCounter, id: string, tally: { questions: number }): Promise<readonly string[]> {
  const deadline = performance.now() + ROUND_WITHIN_MS;
  const asked = { questions: 0, again: 0 };
  while (!(await settled(counter, id, asked))) {
    if (performance.now() > deadline) {
      const { status, failure } = await counter.job(id);
      return [`stuck in ${status} (${failure ?? 'no reason'}): ${counter.agentSaid()}`];
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  tally.questions += asked.questions;
  return judge(counter, id, asked.again, (await counter.job(id)).status);
}

/** Looks once; a person answers a doubt truthfully, from the paper in the tray. */
async function settled(counter: PrintCounter, id: string, asked: { questions: number; again?: number }): Promise<boolean> {
  const { status, attempt } = await counter.job(id);
  if (status !== 'unknown') return status === 'printed' || status === 'failed' || status === 'cancelled';
  const isWhole = counter.papers(id).get(String(attempt)) === COPIES;
  if (await counter.decide(id, isWhole ? 'printed' : 'queued')) {
    asked.questions += 1;
    if (!isWhole && asked.again !== undefined) asked.again += 1;
  }
  return false;
}

function judge(counter: PrintCounter, id: string, again: number, status: string): readonly string[] {
  const papers = counter.papers(id);
  const problems: string[] = [];
  if (status !== 'printed') problems.push(`lost: it ended ${status}`);
  if (![...papers.values()].includes(COPIES)) problems.push('said to be printed, and not all of it lies there');
  if (papers.size > 1 + again) problems.push(`paper came out in ${papers.size} tries, a person asked for ${1 + again}`);
  for (const [attempt, count] of papers) if (count > COPIES) problems.push(`try ${attempt} laid down ${count} copies`);
  return problems;
}

async function later(ms: number, act: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  await act();
}

/** Mulberry32. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

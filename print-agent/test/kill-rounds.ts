/**
 * Rounds of jobs during which the agent is killed at a random step, started again, perhaps killed again, until each job has come to its
 * end; then the paper in the folder is counted. Answers what broke a promise; never repairs anything.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journalPath } from '../src/book.ts';
import { loadJournal } from '../src/journal.ts';
import { recordsOf } from '../src/record.ts';
import { type StandIn, type StandInJob, startStandIn } from './stand-in-server.ts';

export interface KillReport {
  readonly rounds: number;
  readonly kills: number;
  /** Doubts that became a question. */
  readonly questions: number;
  readonly breaches: readonly string[];
}

const AGENT = fileURLToPath(new URL('./tripped-agent.ts', import.meta.url));
const PRINTER = 'Front desk';
/** About as many steps as one job takes. */
const STEPS = 45;
/** Where the file is handed over: worth more tries than the rest. */
const HANDING_OVER = { from: 20, steps: 12 };
const ROUND_WITHIN_MS = 60_000;

/** @param seed makes the same choices again; the timing of processes is theirs. */
export async function runKillRounds(rounds: number, seed: number, say: (line: string) => void): Promise<KillReport> {
  const chance = dice(seed);
  const breaches: string[] = [];
  let kills = 0;
  let questions = 0;
  const server = await startStandIn();
  const root = mkdtempSync(join(tmpdir(), 'parley-kill-'));
  const place = { state: join(root, 'state'), tray: join(root, 'tray') };
  mkdirSync(place.state);
  mkdirSync(place.tray);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const copies = 1 + Math.floor(chance() * 4);
      const job = server.add({
        bytes: Buffer.from(`%PDF-1.4 round ${round}`),
        printer: PRINTER,
        ticket: { copies },
        title: `round ${round}`,
      });
      const plan = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => stepToDieAt(chance));
      const result = await playRound({ server, place, job, plan, chance });
      kills += result.kills;
      questions += job.told.filter((said) => said.status === 'unknown').length;
      const found = result.problem === undefined ? judge(job, place.tray) : [result.problem];
      breaches.push(...found.map((text) => `round ${round} (${copies} copies, kills at ${plan.join(', ')}): ${text}`));
      if (round % 50 === 0) say(`${round} rounds, ${kills} kills, ${questions} questions, ${breaches.length} breaches`);
    }
  } finally {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  }
  return { rounds, kills, questions, breaches };
}

function stepToDieAt(chance: () => number): number {
  if (chance() < 0.3) return HANDING_OVER.from + Math.floor(chance() * HANDING_OVER.steps);
  return 1 + Math.floor(chance() * STEPS);
}

interface Round {
  readonly server: StandIn;
  readonly place: { readonly state: string; readonly tray: string };
  readonly job: StandInJob;
  /** At which step each start of the agent is killed; starts after the last are left alone. */
  readonly plan: readonly number[];
  readonly chance: () => number;
}

async function playRound({ server, place, job, plan, chance }: Round): Promise<{ kills: number; problem?: string }> {
  let kills = 0;
  const deadline = Date.now() + ROUND_WITHIN_MS;
  const hasEnded = (): boolean => job.state === 'printed' || job.state === 'failed';
  for (let start = 0; !hasEnded(); start += 1) {
    const agent = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', AGENT, place.state, server.url, place.tray, PRINTER, String(plan[start] ?? -1)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    for (const stream of [agent.stdout, agent.stderr]) stream.on('data', (part: Buffer) => (said += part.toString('utf8')));
    const gone = new Promise<void>((resolve) => agent.once('exit', () => resolve()));
    const isAlive = (): boolean => agent.exitCode === null && agent.signalCode === null;
    while (isAlive() && Date.now() < deadline) {
      if (job.state === 'unknown') server.decide(job.id, isWhole(job, place.tray) ? 'printed' : 'queued');
      // It reported, and the journal says so: nothing is left to be killed.
      if (hasEnded()) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (agent.signalCode === 'SIGKILL') kills += 1;
    else if (!isAlive()) return { kills, problem: `the agent ended by itself: ${said.slice(-1_500)}` };
    agent.kill('SIGKILL');
    await gone;
    if (Date.now() >= deadline) return { kills, problem: `stuck in ${job.state}: ${said.slice(-1_500)}` };
    letTimePass(job, place.state, chance() < 0.3);
  }
  return { kills };
}

/** The power stays away until the lease has ended: always where the agent cannot know of the claim, else now and then. */
function letTimePass(job: StandInJob, state: string, isLong: boolean): void {
  const records = recordsOf(loadJournal(journalPath(state)).lines);
  const isKnown = records.some((record) => record.job.lease === job.lease);
  if (isLong || !isKnown) job.leasedUntil = 0;
}

function papersOf(job: StandInJob, tray: string): ReadonlyMap<string, number> {
  const papers = new Map<string, number>();
  for (const name of readdirSync(tray)) {
    const attempt = new RegExp(`^\\d+\\.${job.id}-(\\d+)\\.pdf$`).exec(name)?.[1];
    if (attempt !== undefined) papers.set(attempt, (papers.get(attempt) ?? 0) + 1);
  }
  return papers;
}

function isWhole(job: StandInJob, tray: string): boolean {
  return papersOf(job, tray).get(String(job.attempt)) === job.ticket.copies;
}

function judge(job: StandInJob, tray: string): readonly string[] {
  const papers = papersOf(job, tray);
  const problems: string[] = [];
  if (job.state !== 'printed') problems.push(`lost: it ended ${job.state}`);
  if (![...papers.values()].includes(job.ticket.copies)) problems.push('said to be printed, and not all of it lies there');
  if (papers.size > 1 + job.askedAgain) problems.push(`paper came out in ${papers.size} tries, a person asked for ${1 + job.askedAgain}`);
  for (const [attempt, count] of papers) if (count > job.ticket.copies) problems.push(`try ${attempt} laid down ${count} copies`);
  return problems;
}

/** Mulberry32: small, seeded, good enough for choosing where to pull the plug. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

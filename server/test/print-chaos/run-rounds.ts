/**
 * Round after round: paid orders, two printers, three agents, and a power cut of agent or server at any step. When the storm is over, the
 * tray is held against the server: every job came out once, none was lost, and where nobody could know, a person was asked.
 */
import { secondMs } from '@parley/contract/values/time.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { openPrintHouse, type PrintHouse } from '../builders/print-house.ts';
import { wireCuts } from './cuts.ts';
import { createSimulatedAgent, type SimulatedAgent, type Tray } from './simulated-agent.ts';

export interface RoundsReport {
  readonly rounds: number;
  readonly jobs: number;
  readonly deaths: number;
  readonly questions: number;
  readonly givenUp: number;
  readonly cancelled: number;
  readonly breaches: readonly string[];
}

const STORM_STEPS = 45;
const CALM_LOOPS = 60;

export async function runRounds(input: {
  readonly rounds: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}): Promise<RoundsReport> {
  const house = await openPrintHouse(input.seed);
  const random = seededRandom(input.seed);
  const cuts = wireCuts(house.database);
  let isStorm = true;
  const chances = {
    random,
    deathRate: () => (isStorm ? 0.1 : 0),
    cutRate: () => (isStorm ? 0.12 : 0),
    cutOff: cuts.run,
  };
  const tray: Tray = new Map();
  const paired = [await house.pair('PC 1'), await house.pair('PC 2'), await house.pair('PC 3')];
  await paired[0]?.call('POST', '/print_agents/report', {
    printers: [
      { name: 'Plain', state: 'ready', color: false },
      { name: 'Bright', state: 'ready', color: true },
    ],
  });
  const agents = paired.map((agent, index) => createSimulatedAgent(agent, index < 2 ? 'Plain' : 'Bright', tray, chances));
  const tally = { jobs: 0, questions: 0, givenUp: 0, cancelled: 0 };
  const breaches: string[] = [];
  let round = 0;
  for (; round < input.rounds && breaches.length === 0; round += 1) {
    isStorm = true;
    const jobs = await openRound(house, random);
    const unwanted = new Map<string, number>();
    await storm({ house, agents, random, jobs, tray, unwanted });
    isStorm = false;
    await calm(house, agents, { jobs, tray, tally });
    tally.jobs += jobs.length;
    for (const id of jobs) {
      const state = await house.stateOf(id);
      const came = tray.get(id) ?? 0;
      if (state === 'cancelled') tally.cancelled += 1;
      if (came > 1) breaches.push(`round ${round}: job ${id} came out ${came} times`);
      if (state !== 'printed' && state !== 'cancelled') breaches.push(`round ${round}: job ${id} ended as ${state}`);
      if (state === 'printed' && came !== 1) breaches.push(`round ${round}: job ${id} is printed, and ${came} lie in the tray`);
      if (unwanted.has(id) && came > (unwanted.get(id) ?? 0)) breaches.push(`round ${round}: job ${id} came out after it was cancelled`);
    }
    if ((round + 1) % 20 === 0) input.say?.(`${round + 1} rounds`);
  }
  await house.close();
  return { rounds: round, ...tally, deaths: agents.reduce((sum, each) => sum + each.deaths(), 0), breaches };
}

async function openRound(house: PrintHouse, random: () => number): Promise<readonly string[]> {
  const jobs: string[] = [];
  const orders = 1 + Math.floor(random() * 2);
  for (let n = 0; n < orders; n += 1) {
    const files = 1 + Math.floor(random() * 3);
    const placed = await house.sold(house.owner, { files, rush: random() < 0.2, color: random() < 0.3 });
    jobs.push(...placed.jobs);
  }
  return jobs;
}

interface Storm {
  readonly house: PrintHouse;
  readonly agents: readonly SimulatedAgent[];
  readonly random: () => number;
  readonly jobs: readonly string[];
  readonly tray: Tray;
  /** Job → what lay in the tray when it was cancelled for good. */
  readonly unwanted: Map<string, number>;
}

async function storm({ house, agents, random, jobs, tray, unwanted }: Storm): Promise<void> {
  for (let n = 0; n < STORM_STEPS; n += 1) {
    await agents[Math.floor(random() * agents.length)]?.step();
    if (random() < 0.15) await house.pass(Math.floor(random() * 110) * secondMs);
    if (random() < 0.02) {
      const id = jobs[Math.floor(random() * jobs.length)] ?? '';
      const answer = await house.as(house.owner)('PUT', `/print_jobs/${id}/status`, { status: 'cancelled' });
      if (answer.status === 200 && answer.body.data.status === 'cancelled') unwanted.set(id, tray.get(id) ?? 0);
    }
  }
}

interface Calm {
  readonly jobs: readonly string[];
  readonly tray: Tray;
  readonly tally: { questions: number; givenUp: number };
}

/** Agents go on from their journals; then the operator looks at the tray and answers. */
async function calm(house: PrintHouse, agents: readonly SimulatedAgent[], { jobs, tray, tally }: Calm): Promise<void> {
  const owner = house.as(house.owner);
  for (let loop = 0; loop < CALM_LOOPS; loop += 1) {
    for (const agent of agents) for (let n = 0; n < 6; n += 1) if (!(await agent.step()) && agent.isIdle()) break;
    await house.pass(70 * secondMs);
    if (!agents.every((agent) => agent.isIdle())) continue;
    const states = [];
    for (const id of jobs) states.push([id, await house.stateOf(id)] as const);
    if (states.every(([, state]) => state === 'printed' || state === 'cancelled')) return;
    for (const [id, state] of states) {
      const isThere = (tray.get(id) ?? 0) > 0;
      if (state === 'unknown') {
        tally.questions += 1;
        await owner('PUT', `/print_jobs/${id}/status`, { status: isThere ? 'printed' : 'queued', reason: 'looked at the tray' });
      }
      if (state === 'failed') {
        tally.givenUp += 1;
        await owner('POST', `/print_jobs/${id}/retry`, { reason: 'again' });
      }
    }
  }
}

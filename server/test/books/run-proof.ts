/**
 * The long proof: random things happen to shop after shop on one database, some of them twice and some with a crash before the commit, and
 * after each the books are held against the rows. At a shop's end everything is recomputed.
 */
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { breachesOf } from './check-shop.ts';
import { openProofHouse, type ProofHouse } from './proof-shop.ts';
import { type Choices, choicesOf, openWorld, type Step, type World } from './proof-world.ts';
import { saleSteps } from './sale-steps.ts';
import { stockSteps } from './stock-steps.ts';

export interface ProofInput {
  readonly operations: number;
  readonly seed: number;
  /** The books are held against the rows after every so many operations. */
  readonly checkEvery: number;
  /** A new shop begins after so many. */
  readonly perShop: number;
  readonly say?: (line: string) => void;
}

export interface ProofReport {
  readonly operations: number;
  readonly shops: number;
  readonly entries: number;
  readonly movements: number;
  readonly checks: number;
  readonly crashes: number;
  readonly seconds: number;
  /** How often each thing happened, and how often it was refused. */
  readonly kinds: ReadonlyMap<string, { done: number; refused: number }>;
  /** Empty when every promise held. */
  readonly breaches: readonly string[];
}

class Crash extends Error {}

const MAX_BREACHES = 10;
const isRefused = (value: { readonly ok: boolean }): boolean => !value.ok;

export async function runProof(input: ProofInput): Promise<ProofReport & { readonly house: ProofHouse; readonly world: World }> {
  const house = await openProofHouse();
  const random = seededRandom(input.seed);
  const choices = choicesOf(random);
  const tally = { operations: 0, shops: 0, entries: 0, movements: 0, checks: 0, crashes: 0 };
  const kinds = new Map<string, { done: number; refused: number }>();
  const breaches: string[] = [];
  const began = performance.now();
  let world = await openWorld(house, choices);
  while (tally.operations < input.operations && breaches.length < MAX_BREACHES) {
    if (tally.shops > 0) world = await openWorld(house, choices);
    tally.shops += 1;
    for (let n = 0; n < input.perShop && tally.operations < input.operations && breaches.length < MAX_BREACHES; n += 1) {
      const step = nextStep(world, choices);
      tally.operations += 1;
      try {
        await play(world, step, choices, { tally, kinds });
      } catch (error) {
        breaches.push(`operation ${tally.operations} (${step.name}): ${String(error)}`);
      }
      if (tally.operations % input.checkEvery !== 0) continue;
      tally.checks += 1;
      const found = await breachesOf(world.shop, tally.checks % 50 === 0 || input.checkEvery === 1);
      breaches.push(...found.map((each) => `after operation ${tally.operations} (${step.name}): ${each}`));
    }
    const verified = await world.shop.inTx((tx) => world.shop.books.verify(tx));
    tally.entries += verified.entries;
    tally.movements += verified.movements;
    breaches.push(...verified.differences.map((each) => `verify of shop ${tally.shops}: ${JSON.stringify(each)}`));
    const seconds = (performance.now() - began) / 1_000;
    input.say?.(`${tally.operations} operations, ${tally.shops} shops, ${(tally.operations / seconds).toFixed(1)} a second`);
  }
  return { ...tally, kinds, breaches, seconds: (performance.now() - began) / 1_000, house, world };
}

function nextStep(world: World, choices: Choices): Step {
  for (;;) {
    const step = choices.pick(choices.whole(3) === 0 ? stockSteps : saleSteps)?.(world, choices);
    if (step) return step;
  }
}

interface Counts {
  readonly tally: { crashes: number };
  readonly kinds: Map<string, { done: number; refused: number }>;
}

/** One in eight ends in a crash before the commit and, mostly, begins again; one in ten that went well is asked for a second time. */
async function play(world: World, step: Step, choices: Choices, { tally, kinds }: Counts): Promise<void> {
  const [crashes, recovers, repeats] = [choices.whole(8) === 0, choices.whole(4) > 0, choices.whole(10) === 0];
  const { run } = world.shop;
  if (crashes) {
    tally.crashes += 1;
    await run(async (tx) => {
      await step.work(tx);
      throw new Crash();
    }).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    if (!recovers) return;
  }
  const kind = kinds.get(step.name) ?? { done: 0, refused: 0 };
  kinds.set(step.name, kind);
  for (let turn = 0; turn < (repeats ? 2 : 1); turn += 1) {
    const result = await run(step.work, repeats);
    if (isRefused(result)) kind.refused += 1;
    else {
      kind.done += 1;
      if (result.ok) step.keep?.(result.value);
    }
  }
}

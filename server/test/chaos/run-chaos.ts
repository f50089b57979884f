/**
 * A run: customers buy while processes are killed and the outside misbehaves; then all is calm, everything ends, and the books of both
 * sides are compared. It reports and never repairs.
 */
import { systemClock } from '../../src/foundation/clock/clock.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { gatewaysOf } from '../builders/gateways.ts';
import { openStandIns, type StandIns } from '../builders/stand-ins.ts';
import { checkGoods } from './check-goods.ts';
import { checkGround } from './check-ground.ts';
import { checkMoney } from './check-money.ts';
import { checkWords, type Words } from './check-words.ts';
import { pause } from './checkout-walk.ts';
import { countWebhooks, type WebhookCounts } from './count-webhooks.ts';
import { type Fleet, openFleet, type Query } from './fleet.ts';
import { buy, type Purchase, type PurchaseWorld } from './purchase.ts';
import { calm, disturb, openTurmoil, type Turmoil } from './shop-in-turmoil.ts';
import { unfinished } from './unfinished.ts';

export interface ChaosOptions {
  readonly purchases: number;
  readonly seed: number;
  /** Customers at once. */
  readonly atOnce: number;
  /** On average; each pause is between half and one and a half of it. */
  readonly killEveryMs: number;
  /** After so many the processes are left alone; no limit when absent. */
  readonly mostKills?: number;
  /** Purchases not begun by then are left out. */
  readonly minutesMax: number;
  /** Payment webhooks that never come: the reconciler needs minutes to find them. */
  readonly dropsPayments: boolean;
  readonly postgres?: string;
  readonly say?: (line: string) => void;
}

export interface ChaosReport {
  readonly breaches: readonly string[];
  readonly figures: Readonly<Record<string, number | string>>;
}

const SETTLE_WITHIN_MS = 12 * 60_000;
/** The outside goes on trying for longer than any process is away. */
const RETRY_MS = [100, 200, 400, 800, ...Array.from({ length: 120 }, () => 1_000)];

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const random = seededRandom(options.seed);
  const webhooks = countWebhooks();
  const standIns = await openStandIns({
    fetch: webhooks.fetch,
    clock: systemClock,
    seed: options.seed,
    retryMs: RETRY_MS,
    whatsapp: { ratesEnforced: false },
  });
  const fleet = await openFleet({
    environment: standIns.environment,
    ...(options.postgres === undefined ? {} : { postgres: options.postgres }),
  });
  try {
    await fleet.waitUntilUp();
    const turmoil = await openTurmoil(fleet, standIns, { purchases: options.purchases, random });
    return await run(options, { random, standIns, fleet, turmoil, webhooks: webhooks.counts });
  } finally {
    await standIns.close();
    await fleet.close();
  }
}

interface Run {
  readonly random: () => number;
  readonly standIns: StandIns;
  readonly fleet: Fleet;
  readonly turmoil: Turmoil;
  readonly webhooks: Readonly<WebhookCounts>;
}

async function run(options: ChaosOptions, run: Run): Promise<ChaosReport> {
  const { standIns, fleet, turmoil } = run;
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / 1_000);
  const say = options.say ?? (() => {});
  let retries = 0;
  const answers: number[] = [];
  const world: PurchaseWorld = {
    standIns,
    patience: { answerMs: 40_000, asks: 6 },
    onRetry: () => {
      retries += 1;
    },
    onAnswer: (ms) => void answers.push(ms),
  };
  const killer = startKilling(options, run);
  const purchases = await buyAll(options, world, turmoil, (done) => {
    if (done % 25 === 0) say(`${seconds()} s: ${done} of ${turmoil.plans.length} purchases, ${fleet.kills()} kills`);
  });
  await killer.stop();
  const boughtIn = seconds();
  calm(standIns);
  const open = await settle(run, (line) => say(`${seconds()} s: ${line}`));
  return judge(options, run, { purchases, open, retries, answers, boughtIn, seconds });
}

function startKilling(options: ChaosOptions, { fleet, standIns, random }: Run): { stop(): Promise<void> } {
  const over = new AbortController();
  const loop = (async () => {
    while (!over.signal.aborted) {
      disturb(standIns, random, options);
      // Alone, it must be given time to live; mostly.
      if (fleet.kind === 'embedded' && random() < 0.85) await fleet.waitUntilUp();
      await pause(options.killEveryMs * (0.5 + random()));
      if (!over.signal.aborted && fleet.kills() < (options.mostKills ?? Number.POSITIVE_INFINITY)) await fleet.killOne(random);
    }
  })();
  return {
    async stop() {
      over.abort();
      await loop;
      await fleet.waitUntilUp();
    },
  };
}

async function buyAll(
  options: ChaosOptions,
  world: PurchaseWorld,
  turmoil: Turmoil,
  onDone: (count: number) => void,
): Promise<readonly Purchase[]> {
  const left = [...turmoil.plans];
  const purchases: Purchase[] = [];
  const deadline = performance.now() + options.minutesMax * 60_000;
  const lane = async (): Promise<void> => {
    for (let plan = left.shift(); plan !== undefined && performance.now() < deadline; plan = left.shift()) {
      purchases.push(await buy(world, plan));
      onDone(purchases.length);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, lane));
  return purchases;
}

/** Until nothing is under way on either side; answers what still is when patience ends. */
async function settle({ standIns, fleet }: Run, say: (line: string) => void): Promise<readonly string[]> {
  const deadline = performance.now() + SETTLE_WITHIN_MS;
  let said = '';
  for (;;) {
    await standIns.settled();
    const open = await fleet.look((query) => unfinished(query, standIns));
    if (open.length === 0 || performance.now() > deadline) return open;
    if (open.join(' · ') !== said) say(`waiting for ${open.join(' · ')}`);
    said = open.join(' · ');
    // Looking stops the embedded process, which needs time to work in between.
    await fleet.waitUntilUp();
    await pause(fleet.kind === 'embedded' ? 8_000 : 2_000);
  }
}

interface Course {
  readonly purchases: readonly Purchase[];
  /** What never ended. */
  readonly open: readonly string[];
  readonly retries: number;
  readonly answers: readonly number[];
  readonly boughtIn: number;
  seconds(): number;
}

async function judge(options: ChaosOptions, run: Run, course: Course): Promise<ChaosReport> {
  const { standIns, fleet, turmoil } = run;
  const { purchases } = course;
  const plentiful = new Set(turmoil.goods.filter((each) => each.stock > options.purchases * 2).map((each) => each.variantId));
  const isRefused = (each: Purchase): boolean => each.outcome === 'sold_out' && plentiful.has(each.plan.variantId);
  const isStuck = (each: Purchase): boolean => each.outcome === 'stuck';
  return fleet.look(async (query) => {
    const words = await checkWords(query, standIns, purchases);
    const breaches = [
      ...course.open.map((line) => `not finished: ${line}`),
      ...purchases.filter(isRefused).map(({ plan }) => `guest ${plan.number} was told that ${plan.productName} is sold out`),
      ...purchases.filter(isStuck).map(({ plan, why }) => `guest ${plan.number} (${plan.ending}) got no further: ${why ?? ''}`),
      ...(await checkMoney(query, standIns)),
      ...(await checkGoods(query, standIns, turmoil.goods)),
      ...words.breaches,
      ...(await checkGround(query)),
      ...fleet.troubles,
    ];
    return { breaches, figures: await figuresOf(query, options, run, course, words) };
  });
}

async function figuresOf(query: Query, options: ChaosOptions, run: Run, course: Course, words: Words): Promise<ChaosReport['figures']> {
  const { standIns, fleet, webhooks } = run;
  const count = async (what: string): Promise<number> =>
    Number((await query(`select count(*)::int as count from ${what}`))[0]?.['count'] ?? 0);
  const stored = await count('webhook_events');
  return {
    database: fleet.kind,
    seed: options.seed,
    purchases: course.purchases.length,
    'sold out': course.purchases.filter((each) => each.outcome === 'sold_out').length,
    orders: await count('orders'),
    'paid orders': await count(`orders where payment_status = 'paid'`),
    'payments captured': gatewaysOf(standIns)
      .map((gateway) => `${gateway.name} ${gateway.captured().length}`)
      .join(', '),
    'second payments': await count(`payments where verdict = 'excess'`),
    refunds: await count('refunds'),
    'late payments honoured': await count(`payments where verdict = 'late'`),
    'kills and restarts': fleet.kills(),
    'webhooks sent': webhooks.sent,
    'webhooks lost on the way': webhooks.unanswered,
    'webhooks badly signed': webhooks.refused,
    'webhooks repeated': webhooks.taken - stored,
    'webhooks stored': stored,
    'messages in': words.inbound,
    'messages out': words.outbound,
    'arrived twice': words.duplicates,
    'asked or loaded again': course.retries,
    'answer p50 / p99 ms': `${shareOf(course.answers, 0.5)} / ${shareOf(course.answers, 0.99)}`,
    'seconds buying': course.boughtIn,
    'seconds in all': course.seconds(),
  };
}

/** The value below which that share of them lies. */
function shareOf(values: readonly number[], share: number): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
}

/** Webhooks accepted: verified, stored, answered. Alone, and at a pace while the workers answer the people behind them. Counts afterwards that none was lost. */
import { openMerchant } from '../../server/test/builders/merchant.ts';
import { asFastAs, atPace, type Load } from '../load.ts';
import type { Measure, MeasureOptions, Reading } from '../measure.ts';
import { runMeasures } from '../run.ts';
import { signedText } from '../signed-text.ts';
import { openStage, type Stage } from '../stage.ts';
import { bytesOfRequest, openWire } from '../wire-client.ts';

const AT_ONCE = 128;
const PACE = 1_000;
/** People; at most a few messages each, so that nobody's own pace holds anything up. */
const PEOPLE = 4_000;

export const acceptMeasure: Measure = {
  name: 'accept',
  run: async (options) => [await alone(options), await whileWorking(options)],
};

async function alone({ database, seconds }: MeasureOptions): Promise<Reading> {
  const stage = await openStage({ database, roles: ['web'] });
  try {
    const { post, sent } = await doorOf(stage);
    await asFastAs(AT_ONCE, 2, post);
    const cpu = await stage.cpuMs();
    const load = await asFastAs(AT_ONCE, seconds, post);
    const each = ((await stage.cpuMs()) - cpu) / load.done;
    const lost = sent() - (await stored(stage));
    return {
      what: 'webhooks accepted, alone',
      figure: load.perSecond,
      unit: '/s',
      p50: load.p50,
      p99: load.p99,
      wanted: '>= 3000/s, p99 < 50 ms, 0 lost',
      ok: load.perSecond >= 3_000 && load.p99 < 50 && lost === 0,
      note: `${lost} lost of ${sent()}; ${each.toFixed(2)} ms of processor each`,
    };
  } finally {
    await stage.close();
  }
}

async function whileWorking({ database, seconds }: MeasureOptions): Promise<Reading> {
  const stage = await openStage({ database, standIns: { latency: { sentMs: 3_600_000, deliveredMs: 3_600_000 } } });
  try {
    const { post, sent } = await doorOf(stage);
    const before = await handled(stage);
    let next = 0;
    const load: Load = await atPace(PACE, seconds, () => post((next += 1) % AT_ONCE));
    const drained = ((await handled(stage)) - before) / seconds;
    const lost = sent() - (await stored(stage));
    return {
      what: 'webhooks accepted while workers drain',
      figure: load.perSecond,
      unit: '/s',
      p50: load.p50,
      p99: load.p99,
      wanted: '>= 1000/s, p99 < 50 ms, 0 lost',
      ok: load.perSecond >= PACE * 0.98 && load.p99 < 50 && lost === 0,
      note: `${lost} lost of ${sent()}; ${Math.round(drained)}/s answered meanwhile`,
    };
  } finally {
    await stage.close();
  }
}

interface Door {
  /** Each worker has a connection of its own and waits its turn on it. */
  readonly post: (worker: number) => Promise<void>;
  readonly sent: () => number;
}

async function doorOf(stage: Stage): Promise<Door> {
  const merchant = await openMerchant(stage, stage.standIns, { connect: ['whatsapp'] });
  const host = new URL(stage.url).host;
  const wires = await Promise.all(Array.from({ length: AT_ONCE }, () => openWire(stage.url)));
  const busy: Promise<void>[] = wires.map(() => Promise.resolve());
  let count = 0;
  const deliver = async (worker: number): Promise<void> => {
    const number = (count += 1);
    const request = signedText(merchant, {
      id: `wamid.bench${number}`,
      from: `9198${String(number % PEOPLE).padStart(8, '0')}`,
      text: 'hi',
    });
    const answer = await wires[worker]?.send(bytesOfRequest(host, request));
    if (answer?.status !== 200) throw new Error(`a webhook was answered ${answer?.status}: ${answer?.body}`);
  };
  return {
    post: (worker) => {
      const turn = (busy[worker] ?? Promise.resolve()).then(() => deliver(worker));
      busy[worker] = turn;
      return turn;
    },
    sent: () => count,
  };
}

function stored(stage: Stage): Promise<number> {
  return stage.ask('count', { sql: 'select count(*) as count from webhook_events' }) as Promise<number>;
}

function handled(stage: Stage): Promise<number> {
  return stage.ask('count', { sql: 'select count(*) as count from inbound_messages where handled_at is not null' }) as Promise<number>;
}

if (import.meta.main) await runMeasures([acceptMeasure]);

/** The product list of the API with changing search terms, over ten and a hundred thousand products, and the shop's page in the browser. */
import { openMerchant, type TestMerchant } from '../../server/test/builders/merchant.ts';
import { asFastAs, type Load, summary } from '../load.ts';
import type { Measure, MeasureOptions, Reading } from '../measure.ts';
import { runMeasures } from '../run.ts';
import { openStage, type Stage } from '../stage.ts';
import { bytesOfRequest, openWire, type WireAnswer } from '../wire-client.ts';
import { cities, nouns } from '../words.ts';

const AT_ONCE = 50;
const WANTED = 1_500;

export const productsMeasure: Measure = {
  name: 'products',
  async run(options) {
    const few = await over(10_000, options);
    const many = await over(100_000, options);
    return [...few, ...many.map((reading, index) => (reading.wanted === undefined ? reading : within(reading, few[index])))];
  },
};

/** As many, and as soon: neither the rate nor the slowest hundredth more than half worse. */
function within(reading: Reading, base: Reading | undefined): Reading {
  const rate = (base?.figure ?? 0) / reading.figure;
  const slowest = (reading.p99 ?? 0) / (base?.p99 ?? 1);
  return {
    ...reading,
    wanted: 'within 1.5 times of 10,000',
    ok: rate <= 1.5 && slowest <= 1.5,
    note: `${rate.toFixed(2)} times, p99 ${slowest.toFixed(2)} times; ${reading.note ?? ''}`,
  };
}

async function over(products: number, { database, seconds }: MeasureOptions): Promise<readonly Reading[]> {
  const stage = await openStage({ database, roles: ['web'] });
  try {
    const merchant = await openMerchant(stage, stage.standIns, { connect: [] });
    await stage.ask('fill shop', { merchantId: merchant.id, products });
    const count = products.toLocaleString('en');
    const searches = searchRequests(stage, merchant);
    const first = await firstTimes(stage, searches);
    const lists = await load(stage, seconds, searches);
    const pages = await load(stage, seconds, [pageRequest(stage, merchant)]);
    return [
      reading(`product search of ${count}`, lists),
      reading(`storefront page of ${count}`, pages),
      { what: `each search of ${count} for the first time`, figure: first.perSecond, unit: '/s', p50: first.p50, p99: first.p99 },
    ];
  } finally {
    await stage.close();
  }
}

function reading(what: string, { each, ...load }: Loaded): Reading {
  return {
    what,
    figure: load.perSecond,
    unit: '/s',
    p50: load.p50,
    p99: load.p99,
    wanted: `>= ${WANTED}/s, p99 < 40 ms`,
    ok: load.perSecond >= WANTED && load.p99 < 40,
    note: `${each.toFixed(2)} ms of processor each`,
  };
}

/** Two hundred different searches, as people look for the same few hundred things again and again. */
function searchRequests(stage: Stage, merchant: TestMerchant): readonly Buffer[] {
  const host = new URL(stage.url).host;
  const terms = cities.flatMap((city) => nouns.map((noun) => `${city} ${noun}`));
  return terms.map((term) =>
    bytesOfRequest(host, {
      method: 'GET',
      path: `/api/v1/products?limit=20&search=${encodeURIComponent(term)}`,
      headers: { authorization: `Bearer ${merchant.token}` },
    }),
  );
}

function pageRequest(stage: Stage, merchant: TestMerchant): Buffer {
  return bytesOfRequest(new URL(stage.url).host, {
    method: 'GET',
    path: `/${merchant.slug}`,
    headers: { accept: 'text/html', 'accept-encoding': 'br, gzip' },
  });
}

type Loaded = Load & { readonly each: number };

/** One after the other: what a search costs that nobody remembers, and what the shop's next change costs the first to look again. */
async function firstTimes(stage: Stage, requests: readonly Buffer[]): Promise<Load> {
  const wire = await openWire(stage.url);
  const times: number[] = [];
  const began = performance.now();
  for (const request of requests) {
    const from = performance.now();
    expectAnswer(await wire.send(request));
    times.push(performance.now() - from);
  }
  wire.close();
  return summary(times, performance.now() - began);
}

function expectAnswer(answer: WireAnswer | undefined): void {
  if (answer?.status !== 200) throw new Error(`answered ${answer?.status}: ${answer?.body.slice(0, 200)}`);
}

async function load(stage: Stage, seconds: number, requests: readonly Buffer[]): Promise<Loaded> {
  const wires = await Promise.all(Array.from({ length: AT_ONCE }, () => openWire(stage.url)));
  let next = 0;
  const one = async (worker: number): Promise<void> => {
    next += 1;
    expectAnswer(await wires[worker]?.send(requests[next % requests.length] ?? Buffer.alloc(0)));
  };
  await asFastAs(AT_ONCE, 3, one);
  const cpu = await stage.cpuMs();
  const measured = await asFastAs(AT_ONCE, seconds, one);
  const each = ((await stage.cpuMs()) - cpu) / measured.done;
  for (const wire of wires) wire.close();
  return { ...measured, each };
}

if (import.meta.main) await runMeasures([productsMeasure]);

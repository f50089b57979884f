/** The product list of the API with changing search terms, over ten and a hundred thousand products, and the shop's page in the browser. */
import { openMerchant, type TestMerchant } from '../../server/test/builders/merchant.ts';
import { asFastAs, type Load } from '../load.ts';
import type { Measure, MeasureOptions, Reading } from '../measure.ts';
import { runMeasures } from '../run.ts';
import { openStage, type Stage } from '../stage.ts';
import { bytesOfRequest, openWire } from '../wire-client.ts';
import { cities, nouns } from '../words.ts';

const AT_ONCE = 50;
const WANTED = 1_500;

export const productsMeasure: Measure = {
  name: 'products',
  async run(options) {
    const few = await over(10_000, options);
    const many = await over(100_000, options);
    const listFew = few[0]?.figure ?? 0;
    return [...few, ...many.map((reading, index) => (index > 0 ? reading : within(reading, listFew)))];
  },
};

function within(reading: Reading, base: number): Reading {
  const factor = base / reading.figure;
  return { ...reading, wanted: 'within 1.5 times of 10,000', ok: factor <= 1.5, note: `${factor.toFixed(2)} times; ${reading.note ?? ''}` };
}

async function over(products: number, { database, seconds }: MeasureOptions): Promise<readonly Reading[]> {
  const stage = await openStage({ database, roles: ['web'] });
  try {
    const merchant = await openMerchant(stage, stage.standIns, { connect: [] });
    await stage.ask('fill shop', { merchantId: merchant.id, products });
    const count = products.toLocaleString('en');
    const lists = await load(stage, seconds, listRequest(stage, merchant));
    const pages = await load(stage, seconds, pageRequest(stage, merchant));
    return [reading(`product search of ${count}`, lists), reading(`storefront page of ${count}`, pages)];
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
function listRequest(stage: Stage, merchant: TestMerchant): () => Buffer {
  const host = new URL(stage.url).host;
  const terms = cities.flatMap((city) => nouns.map((noun) => `${city} ${noun}`));
  const requests = terms.map((term) =>
    bytesOfRequest(host, {
      method: 'GET',
      path: `/api/v1/products?limit=20&search=${encodeURIComponent(term)}`,
      headers: { authorization: `Bearer ${merchant.token}` },
    }),
  );
  let next = 0;
  return () => requests[(next += 1) % requests.length] ?? Buffer.alloc(0);
}

function pageRequest(stage: Stage, merchant: TestMerchant): () => Buffer {
  const request = bytesOfRequest(new URL(stage.url).host, {
    method: 'GET',
    path: `/${merchant.slug}`,
    headers: { accept: 'text/html', 'accept-encoding': 'br, gzip' },
  });
  return () => request;
}

type Loaded = Load & { readonly each: number };

async function load(stage: Stage, seconds: number, request: () => Buffer): Promise<Loaded> {
  const wires = await Promise.all(Array.from({ length: AT_ONCE }, () => openWire(stage.url)));
  const one = async (worker: number): Promise<void> => {
    const answer = await wires[worker]?.send(request());
    if (answer?.status !== 200) throw new Error(`answered ${answer?.status}: ${answer?.body.slice(0, 200)}`);
  };
  await asFastAs(AT_ONCE, 3, one);
  const cpu = await stage.cpuMs();
  const measured = await asFastAs(AT_ONCE, seconds, one);
  const each = ((await stage.cpuMs()) - cpu) / measured.done;
  for (const wire of wires) wire.close();
  return { ...measured, each };
}

if (import.meta.main) await runMeasures([productsMeasure]);

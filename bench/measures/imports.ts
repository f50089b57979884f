/** Ten thousand rows of a CSV through the API, with stock and cost: how long, how much memory, and how long others wait meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import { at, openMerchant, type TestMerchant } from '../../server/test/builders/merchant.ts';
import { type Measure, percentile, type Reading } from '../measure.ts';
import { runMeasures } from '../run.ts';
import { openStage, type Stage } from '../stage.ts';
import { adjectives, cities, nouns, roll } from '../words.ts';

const ROWS = 10_000;
const SECONDS = 10;
/** Between two looks at the product list while the file is taken in. */
const LOOK_EVERY_MS = 20;

export const importsMeasure: Measure = {
  name: 'imports',
  async run({ database }) {
    const stage = await openStage({ database, roles: ['web'] });
    try {
      const merchant = await openMerchant(stage, stage.standIns, { connect: [] });
      const file = fileOf(ROWS);
      const first = await take(stage, merchant, file, [ROWS, 0]);
      const again = await take(stage, merchant, file, [0, 0]);
      const rows = ROWS.toLocaleString('en');
      return [reading(`import of ${rows} rows`, first), reading(`the same ${rows} rows again`, again)];
    } finally {
      await stage.close();
    }
  },
};

interface Taken {
  readonly seconds: number;
  /** Milliseconds that each look at the product list took meanwhile. */
  readonly looks: readonly number[];
  readonly megabytes: readonly number[];
  /** Of the server's processor; on PostgreSQL without the database's own. */
  readonly processorSeconds: number;
}

function reading(what: string, { seconds, looks, megabytes, processorSeconds }: Taken): Reading {
  return {
    what,
    figure: seconds,
    unit: ' s',
    p50: percentile(looks, 0.5),
    p99: percentile(looks, 0.99),
    wanted: `< ${SECONDS} s`,
    ok: seconds < SECONDS,
    note: `${processorSeconds.toFixed(1)} s of processor; p50 and p99 are of product lists read meanwhile; memory ${megabytes[0]?.toFixed(0)} MB before, at most ${Math.max(...megabytes).toFixed(0)} MB`,
  };
}

async function take(stage: Stage, merchant: TestMerchant, file: string, [added, updated]: readonly [number, number]): Promise<Taken> {
  const form = new FormData();
  form.set('file', new Blob([file], { type: 'text/csv' }), 'products.csv');
  const headers = { authorization: `Bearer ${merchant.token}` };
  const megabytes = [await memoryOf(stage)];
  const cpu = await stage.cpuMs();
  const started = performance.now();
  const taking = fetch(`${stage.url}/api/v1/products/csv`, { method: 'POST', headers, body: form });
  const meanwhile = { isOver: false };
  const ended = taking.finally(() => {
    meanwhile.isOver = true;
  });
  const looks: number[] = [];
  for (let look = 0; !meanwhile.isOver; look += 1) {
    const from = performance.now();
    const answer = await merchant.call('GET', '/products?limit=20');
    if (answer.status !== 200) throw new Error(`the product list answered ${answer.status}`);
    looks.push(performance.now() - from);
    if (look % 10 === 0) megabytes.push(await memoryOf(stage));
    await pause(LOOK_EVERY_MS);
  }
  const answer = await ended;
  const seconds = (performance.now() - started) / 1_000;
  const processorSeconds = ((await stage.cpuMs()) - cpu) / 1_000;
  const body: unknown = await answer.json();
  const counts = ['products_added', 'products_updated', 'products_refused'].map((name) => at(body, `data.${name}`));
  if (JSON.stringify(counts) !== JSON.stringify([added, updated, 0]))
    throw new Error(`the import answered ${JSON.stringify(body).slice(0, 400)}`);
  return { seconds, looks, megabytes, processorSeconds };
}

async function memoryOf(stage: Stage): Promise<number> {
  return Number(await stage.ask('memory'));
}

/** The same each time. */
function fileOf(rows: number): string {
  const random = roll(4);
  const pick = (words: readonly string[]): string => words[random(words.length)] ?? '';
  const lines = [
    'product_id,name,description,price,category,subcategory,in_stock,is_priority,weight_kg,barcode,supplier_id,sku,stock_quantity,cost_price',
  ];
  for (let row = 0; row < rows; row += 1) {
    const name = `${pick(adjectives)} ${pick(cities)} ${pick(nouns)} ${row}`;
    const description = `"A ${pick(adjectives)} ${pick(nouns)} from ${pick(cities)}, packed with care. Number ${random(1_000_000)}."`;
    const price = `${100 + random(900)}.${10 + random(90)}`;
    const shelf = `Aisle ${random(12)},Shelf ${random(4)}`;
    lines.push(
      `P-${row},${name},${description},${price},${shelf},true,${random(50) === 0},0.${1 + random(9)},890${row},S-${random(9)},SKU-${row},${random(40)},${50 + random(50)}.25`,
    );
  }
  return lines.join('\r\n');
}

if (import.meta.main) await runMeasures([importsMeasure]);

/** An import that is cut off between batches is finished by a job without doubles, and whoever works at it at the same time does each batch once. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CsvHouse, openCsvHouse } from '../../../../test/builders/csv-house.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { findImport } from './import.store.ts';
import { createProductImports } from './product-imports.ts';
import { runImport } from './run-import.ts';

let house: CsvHouse;
beforeAll(async () => {
  house = await openCsvHouse({ batchRows: 10 });
});
afterAll(() => house.close());

function fileOf(word: string, count: number): string {
  const rows = Array.from({ length: count }, (_, at) => `${word}-${at},${word} ${at},${at + 1}.50,Many,${at === 7 ? 'x' : at % 5},2.25`);
  return ['product_id,name,price,category,stock_quantity,cost_price', ...rows].join('\n');
}

/** The imports of a process that dies as soon as so many of its transactions are committed. */
function dyingAfter(commits: number) {
  let left = commits;
  const database = {
    asOwner: house.importDeps.database.asOwner,
    async inTx<T>(merchantId: MerchantId, work: (tx: Tx) => Promise<T>): Promise<T> {
      if (left <= 0) throw new Error('killed');
      left -= 1;
      return house.importDeps.database.inTx(merchantId, work);
    },
  };
  return createProductImports({ ...house.importDeps, database });
}

const input = (text: string) => ({
  bytes: Buffer.from(text),
  fileName: 'a.csv',
  mapping: {},
  isDryRun: false,
  inBackground: false,
  actor: { kind: 'staff', id: 'owner' } as const,
});
const latest = async () => (await house.call('GET', '/products/imports')).body.data[0];

it('whatever batch it dies after, a job finishes it, and nothing is there twice', async () => {
  for (const [index, commits] of [1, 2, 3, 5].entries()) {
    const word = `Kill${index}`;
    await expect(dyingAfter(commits).take(house.merchantId, input(fileOf(word, 45)))).rejects.toThrow('killed');
    const left = await latest();
    expect(left.state).toBe('running');
    expect(left.rows_done).toBeLessThan(45);
    // The net is due a minute later, when nobody has been at it for a while.
    house.clock.advance(120_000);
    await house.worker().drain();
    expect(await latest()).toMatchObject({ state: 'done', rows_done: 45, products_added: 44, products_refused: 1 });
    const listed = await house.call('GET', `/products?search=${word}&limit=1`);
    expect(listed.body.pagination.total).toBe(44);
    expect((await house.send(fileOf(word, 45))).body.data).toMatchObject({ products_added: 0, products_updated: 0, products_refused: 1 });
  }
  const verified = await house.inShop((tx) => house.stock.verifyStock(tx));
  expect(verified.differences).toEqual([]);
  expect((await house.inShop((tx) => house.books.balance(tx, 'inventory'))).minor).toBe(verified.valueMinor);
}, 60_000);

it('two who work at one import at once do each batch once', async () => {
  const imports = createProductImports(house.importDeps);
  const taken = await imports.take(house.merchantId, { ...input(fileOf('Race', 60)), inBackground: true });
  if (!taken.ok) throw new Error(taken.refusal.code);
  const { id } = taken.value.record;
  await Promise.all([1, 2, 3].map(() => runImport(house.importDeps, house.merchantId, id)));
  expect(await latest()).toMatchObject({ id, state: 'done', rows_done: 60, products_added: 59, products_refused: 1 });
  expect((await house.call('GET', '/products?search=Race&limit=1')).body.pagination.total).toBe(59);
});

it('a turn of the job ends in time, and the next goes on at once', async () => {
  const imports = createProductImports(house.importDeps);
  const taken = await imports.take(house.merchantId, { ...input(fileOf('Turn', 30)), inBackground: true });
  if (!taken.ok) throw new Error(taken.refusal.code);
  const { id } = taken.value.record;
  expect(await runImport(house.importDeps, house.merchantId, id, { atMostMs: -1 })).toMatchObject({ state: 'running', productsDone: 10 });
  // The clock stands still: whatever waits for it is not done.
  await house.worker({ turnMs: -1 }).drain();
  expect(await house.inShop((tx) => findImport(tx, id))).toMatchObject({ state: 'done', productsDone: 30 });
});

it('the net under an import that somebody waited for takes it over after a while, and then does not stop between its turns', async () => {
  await expect(dyingAfter(4).take(house.merchantId, input(fileOf('Net', 45)))).rejects.toThrow('killed');
  const { id } = await house.inShop((tx) =>
    tx.db.selectFrom('product_imports').select('id').where('state', '=', 'running').executeTakeFirstOrThrow(),
  );
  await house.worker().drain();
  expect(await house.inShop((tx) => findImport(tx, id))).toMatchObject({ state: 'running', productsDone: 20 });
  house.clock.advance(60_000);
  await house.worker({ turnMs: -1 }).drain();
  expect(await house.inShop((tx) => findImport(tx, id))).toMatchObject({ state: 'done', productsDone: 45 });
});

it('the same key sent twice at once is one import', async () => {
  const file = fileOf('Twice', 25);
  const answers = await Promise.all([1, 2, 3].map(() => house.send(file, { key: 'at once' })));
  expect(answers.map((each) => each.status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map((each) => each.body.data.import_id)).size).toBe(1);
  expect((await house.call('GET', '/products?search=Twice&limit=1')).body.pagination.total).toBe(24);
});

it('a file with refused rows is kept for thirty days, one without is gone at once', async () => {
  const refused = (await house.send(fileOf('Kept', 10))).body.data.import_id;
  const clean = (await house.send('product_id,name,price,category\nClean-1,Clean,1,Many\n')).body.data.import_id;
  expect(await house.blobs.has(`imports/${refused}.csv`)).toBe(true);
  expect(await house.blobs.has(`imports/${clean}.csv`)).toBe(false);
  house.clock.advance(31 * 24 * 3_600_000);
  await house.send('product_id,name,price,category\nClean-1,Clean,2,Many\n');
  expect(await house.blobs.has(`imports/${refused}.csv`)).toBe(false);
  expect((await house.text(`/products/imports/${refused}/refused.csv`)).status).toBe(404);
  expect((await house.call('GET', `/products/imports/${refused}`)).body.data.refusals).toHaveLength(1);
});

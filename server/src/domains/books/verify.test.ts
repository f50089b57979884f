/** Verifying: books that were only posted to are clean; a row altered by hand, as the owner of the tables may, is named. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMerchantRow } from '../../../test/builders/merchant-row.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import { createFakeClock } from '../../foundation/clock/clock.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { FIRST_HASH, hashOf } from './chain.ts';
import { type AccountRole, type BooksDeps, createBooks, type Posting } from './index.ts';

const clock = createFakeClock(new Date('2026-05-10T20:00:00Z'));
const books = createBooks({ clock });
let house: TestDatabase;
let shop: MerchantId;
let shops = 0;
beforeAll(async () => {
  house = await openTestDatabase();
});
afterAll(() => house.close());
beforeEach(async () => {
  shops += 1;
  shop = await addMerchantRow(house.database, `verify-${shops}`);
});

const inShop = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => house.database.inTx(shop, work);
const verify = (deps: Omit<BooksDeps, 'clock'> = {}) => inShop((tx) => createBooks({ ...deps, clock }).verify(tx));
const posting = (id: string, debit: AccountRole, credit: AccountRole, minor: bigint, more: Partial<Posting> = {}): Posting => ({
  cause: { kind: 'test', id },
  description: `Entry ${id}`,
  currency: 'INR',
  actor: 'system',
  lines: [
    { account: debit, debit: minor },
    { account: credit, credit: minor, subject: 'payment:1' },
  ],
  ...more,
});
const three = async () => {
  for (const [n, role] of (['receivable', 'bank', 'clearing'] as const).entries())
    await inShop((tx) => books.post(tx, posting(`${n + 1}`, role, 'sales', 100n)));
};
/** As nobody in the program can: past row-level security and grants. */
const byHand = (text: string) =>
  house.database.asOwner(async (client) => {
    await client.query('begin');
    const found = await client.query('select tablename from pg_tables where tablename = any($1)', [TABLES]);
    for (const { tablename } of found.rows) await client.query(`alter table ${tablename} no force row level security`);
    await client.query('set local session_replication_role = replica');
    const { rowCount } = await client.query(text, [shop]);
    for (const { tablename } of found.rows) await client.query(`alter table ${tablename} force row level security`);
    await client.query('commit');
    expect(rowCount).toBe(1);
  });
const TABLES = ['journal_entries', 'journal_lines', 'account_days', 'book_heads'];
const entry = (number: number) => `(select id from journal_entries where merchant_id = $1 and number = ${number})`;
const whats = async () => (await verify()).differences.map(({ what, where }) => `${what} @ ${where.replace(/ \(.*\)/, '')}`);

it('books that were posted to, reversed and closed are clean', async () => {
  await three();
  await inShop((tx) => books.closeMonth(tx, '2026-04', 'x'));
  await inShop((tx) => books.post(tx, posting('late', 'bank', 'sales', 7n, { date: '2026-04-02' })));
  await inShop((tx) =>
    books.reverse(tx, { kind: 'test', id: '1' }, { cause: { kind: 'undo', id: '1' }, description: 'Undone', actor: 'x' }),
  );
  expect(await verify()).toMatchObject({ entries: 5, lastNumber: 5n, differences: [] });
});

describe('a row altered by hand is named', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'the words of an entry',
      `update journal_entries set description = 'other' where id = ${entry(2)}`,
      ['hash of the entry and its lines @ entry 2'],
    ],
    ['its actor', `update journal_entries set actor = 'somebody' where id = ${entry(1)}`, ['hash of the entry and its lines @ entry 1']],
    [
      'its day',
      `update journal_entries set entry_date = '2026-01-01' where id = ${entry(3)}`,
      [
        'hash of the entry and its lines @ entry 3',
        'daily total = sum of its lines @ account_days of 1100 on 2026-01-01',
        'daily total = sum of its lines @ account_days of 4000 on 2026-01-01',
        'daily total = sum of its lines @ account_days of 1100 on 2026-05-11',
        'daily total = sum of its lines @ account_days of 4000 on 2026-05-11',
      ],
    ],
    [
      'its hash',
      `update journal_entries set hash = sha256('x') where id = ${entry(2)}`,
      ['hash of the entry and its lines @ entry 2', 'hash of the entry and its lines @ entry 3'],
    ],
    [
      'the amount of a line',
      `update journal_lines set debit_minor = 101 where entry_id = ${entry(2)} and position = 1`,
      [
        'debits = credits @ entry 2',
        'hash of the entry and its lines @ entry 2',
        'daily total = sum of its lines @ account_days of 1010 on 2026-05-11',
      ],
    ],
    [
      'what a line is about',
      `update journal_lines set subject = 'payment:2' where entry_id = ${entry(1)} and position = 2`,
      ['hash of the entry and its lines @ entry 1'],
    ],
    [
      'a line taken out',
      `delete from journal_lines where entry_id = ${entry(3)} and position = 1`,
      [
        'debits = credits @ entry 3',
        'hash of the entry and its lines @ entry 3',
        'daily total = sum of its lines @ account_days of 1100 on 2026-05-11',
      ],
    ],
    [
      'a daily total',
      `update account_days set credit_minor = credit_minor + 1 where merchant_id = $1 and credit_minor = 300`,
      ['daily total = sum of its lines @ account_days of 4000 on 2026-05-11'],
    ],
    ['the end of the chain', `update book_heads set last_number = 2 where merchant_id = $1`, ['end of the journal @ book_heads']],
  ])('%s', async (_, text, expected) => {
    await three();
    await byHand(text);
    const found = await whats();
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('an entry taken out of the middle, and one taken off the end', async () => {
    await three();
    await byHand(`delete from journal_entries where id = ${entry(2)}`);
    expect(await whats()).toEqual(expect.arrayContaining(['numbers without a gap @ entry 3', 'hash of the entry and its lines @ entry 3']));
    await byHand(`delete from journal_entries where id = ${entry(3)}`);
    expect(await whats()).toEqual(expect.arrayContaining(['end of the journal @ book_heads', 'end of the chain @ book_heads']));
  });
});

describe('stock and payments', () => {
  it('what stock finds is passed on, and its value must be the inventory account', async () => {
    await inShop((tx) => books.post(tx, posting('1', 'inventory', 'payable', 500n)));
    const own = { what: 'level = sum of its movements', where: 'variant x', expected: '1', found: '2' };
    const stock = (valueMinor: bigint, differences = [own]) => ({ verifyStock: async () => ({ movements: 4, valueMinor, differences }) });
    expect(await verify(stock(500n, []))).toMatchObject({ movements: 4, differences: [] });
    expect((await verify(stock(499n))).differences).toEqual([
      own,
      { what: 'inventory account = stock value', where: 'inventory', expected: '499', found: '500' },
    ]);
  });

  it('clearing must be what payments hold open, less what statements settled', async () => {
    await inShop((tx) => books.post(tx, posting('1', 'clearing', 'receivable', 500n)));
    const csv = 'date,reference,description,amount,fee,tax\n2026-05-09,setl_1,paid out,2.00,0.50,0.09\n';
    await inShop((tx) => books.importStatement(tx, { source: 'razorpay', csv, isDryRun: false, actor: 'x' }));
    expect((await verify({ openPayments: async () => ({ clearing: 500n, refundsDue: 0n }) })).differences).toEqual([]);
    expect((await verify({ openPayments: async () => ({ clearing: 400n, refundsDue: 5n }) })).differences).toMatchObject([
      { where: 'clearing', expected: '150', found: '250' },
      { where: 'refunds_due', expected: '-5', found: '0' },
    ]);
  });
});

it('any postings in any order leave debits = credits, balances = sums, and a clean chain', async () => {
  const role = fc.constantFrom<AccountRole>('bank', 'receivable', 'sales', 'payable', 'cost_of_goods', 'output_igst');
  const step = fc.record({
    debit: role,
    credit: role,
    minor: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    day: fc.integer({ min: 1, max: 28 }),
  });
  const runs = Number(process.env['PROPERTY_RUNS'] ?? 5);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
      shops += 1;
      shop = await addMerchantRow(house.database, `verify-${shops}`);
      const sums = new Map<AccountRole, bigint>();
      for (const [n, { debit, credit, minor, day }] of steps.entries()) {
        const date = `2026-05-${`${day}`.padStart(2, '0')}`;
        await inShop((tx) => books.post(tx, posting(`${n}`, debit, credit, minor, { date })));
        sums.set(debit, (sums.get(debit) ?? 0n) + minor);
        sums.set(credit, (sums.get(credit) ?? 0n) - minor);
      }
      const totals = await inShop((tx) => books.totals(tx, {}));
      expect(totals.reduce((sum, each) => sum + each.debit - each.credit, 0n)).toBe(0n);
      for (const [each, sum] of sums) expect((await inShop((tx) => books.balance(tx, each))).minor).toBe(sum);
      expect(await verify()).toMatchObject({ entries: steps.length, differences: [] });
      expect((await inShop((tx) => books.balanceSheet(tx, '2026-12-31'))).isBalanced).toBe(true);
    }),
    { numRuns: runs },
  );
});

it('a hash covers every fact of an entry', () => {
  const link = {
    number: 1n,
    date: '2026-05-01',
    description: 'a',
    currency: 'INR',
    causeKind: 'k',
    causeId: 'i',
    reverses: null,
    orderId: null,
    actor: 'x',
    postedAt: new Date(0),
    lines: [{ accountId: 'a', debit: 1n, credit: 0n, subject: null }],
  };
  const changes: Partial<typeof link>[] = [
    { number: 2n },
    { date: '2026-05-02' },
    { description: 'b' },
    { currency: 'USD' },
    { causeKind: 'l' },
    { causeId: 'j' },
    { actor: 'y' },
    { postedAt: new Date(1) },
    { lines: [] },
    { lines: [{ accountId: 'a', debit: 0n, credit: 1n, subject: null }] },
  ];
  const hashes = [link, ...changes.map((change) => ({ ...link, ...change })), { ...link, orderId: 'o' }, { ...link, reverses: 'r' }].map(
    (each) => hashOf(FIRST_HASH, each).toString('hex'),
  );
  hashes.push(hashOf(Buffer.alloc(32, 1), link).toString('hex'));
  expect(new Set(hashes).size).toBe(hashes.length);
});

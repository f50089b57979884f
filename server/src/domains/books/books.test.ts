/** The books' core: balanced or nothing, one entry a cause, numbers without gaps, merchants apart. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMerchantRow } from '../../../test/builders/merchant-row.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import { createFakeClock } from '../../foundation/clock/clock.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { createBooks, type Posting } from './index.ts';

const clock = createFakeClock(new Date('2026-05-10T20:00:00Z'));
let books = createBooks({ clock });
let house: TestDatabase;
let shop: MerchantId;
let shops = 0;
beforeAll(async () => {
  house = await openTestDatabase();
});
afterAll(() => house.close());
beforeEach(async () => {
  books = createBooks({ clock });
  shops += 1;
  shop = await addMerchantRow(house.database, `books-${shops}`);
});

const inShop = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => house.database.inTx(shop, work);
const sale = (id: string, minor = 10_000n): Posting => ({
  cause: { kind: 'sale', id },
  description: `Sale ${id}`,
  currency: 'INR',
  actor: 'system',
  lines: [
    { account: 'receivable', debit: minor },
    { account: 'sales', credit: minor, subject: 'variant:x' },
    { account: 'rounding', debit: 0n },
  ],
});
const balances = () => inShop(async (tx) => [(await books.balance(tx, 'receivable')).minor, (await books.balance(tx, 'sales')).minor]);
const numbers = async (): Promise<bigint[]> =>
  (await inShop((tx) => sql<{ number: bigint }>`select number from journal_entries order by number`.execute(tx.db))).rows.map(
    (row) => row.number,
  );

describe('posting', () => {
  it('a posting of a merchant from before the books opens them and moves both balances', async () => {
    await inShop((tx) => books.post(tx, sale('a')));
    await inShop((tx) => books.post(tx, sale('b', 1n)));
    expect(await balances()).toEqual([10_001n, -10_001n]);
    expect(await numbers()).toEqual([1n, 2n]);
  });

  it('the same cause posts once and answers the entry that is there', async () => {
    const first = await inShop((tx) => books.post(tx, sale('a')));
    expect(await inShop((tx) => books.post(tx, sale('a', 5n)))).toBe(first);
    expect(await balances()).toEqual([10_000n, -10_000n]);
  });

  it('what a rolled back transaction opened is opened again', async () => {
    await expect(
      inShop(async (tx) => {
        await books.post(tx, sale('a'));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await inShop((tx) => books.post(tx, sale('b')));
    expect(await numbers()).toEqual([1n]);
  });

  it('an unbalanced, two-sided or negative posting, or one in another currency, is thrown and nothing is kept', async () => {
    const bad: Partial<Posting>[] = [
      { lines: [{ account: 'bank', debit: 1n }] },
      { lines: [{ account: 'bank', debit: 1n, credit: 1n }] },
      {
        lines: [
          { account: 'bank', debit: -1n },
          { account: 'sales', debit: 1n },
        ],
      },
      { currency: 'USD' },
    ];
    for (const each of bad) await expect(inShop((tx) => books.post(tx, { ...sale('a'), ...each }))).rejects.toThrow();
    expect(await inShop((tx) => books.post(tx, { ...sale('a'), lines: [{ account: 'bank', debit: 0n }] }))).toBeUndefined();
    expect(await numbers()).toEqual([]);
  });

  it('a role that the country’s chart leaves out is opened when it is first posted to', async () => {
    await inShop((tx) => books.openBooks(tx));
    await inShop((tx) =>
      books.post(tx, {
        ...sale('a'),
        lines: [
          { account: 'bank', debit: 5n },
          { account: 'output_tax', credit: 5n },
        ],
      }),
    );
    expect((await inShop((tx) => books.balance(tx, 'output_tax'))).minor).toBe(-5n);
  });

  it('twenty postings at once make numbers without a gap', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => inShop((tx) => books.post(tx, sale(`p${n}`)))));
    expect(await numbers()).toEqual(Array.from({ length: 20 }, (_, n) => BigInt(n + 1)));
    expect(await balances()).toEqual([200_000n, -200_000n]);
  });

  it('one cause posted twenty times at once is one entry', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => inShop((tx) => books.post(tx, sale('once')))));
    expect(new Set(ids).size).toBe(1);
    expect(await balances()).toEqual([10_000n, -10_000n]);
  });
});

describe('reversing', () => {
  it('turns the lines round once; a repeat and an unknown cause change nothing', async () => {
    const entry = await inShop((tx) => books.post(tx, sale('a')));
    const by = { cause: { kind: 'sale_cancelled', id: 'a' }, description: 'Cancelled', actor: 'system' };
    const first = await inShop((tx) => books.reverse(tx, { kind: 'sale', id: 'a' }, by));
    const other = { ...by, cause: { kind: 'sale_cancelled', id: 'again' } };
    expect(await inShop((tx) => books.reverse(tx, { kind: 'sale', id: 'a' }, other))).toBe(first);
    expect(await inShop((tx) => books.reverse(tx, { kind: 'sale', id: 'nothing' }, by))).toBeUndefined();
    expect(first).not.toBe(entry);
    expect(await balances()).toEqual([0n, 0n]);
    expect(await numbers()).toEqual([1n, 2n]);
  });
});

describe('months', () => {
  const dates = async () => {
    const query = sql<{ day: string; description: string }>`select entry_date as day, description from journal_entries order by number`;
    return (await inShop((tx) => query.execute(tx.db))).rows;
  };

  it('today is the merchant’s day, and a closed month moves a posting to the first open day and says so', async () => {
    await inShop((tx) => books.post(tx, sale('today')));
    expectOk(await inShop((tx) => books.closeMonth(tx, '2026-03', 'staff:a')));
    expectOk(await inShop((tx) => books.closeMonth(tx, '2026-04', 'staff:a')));
    await inShop((tx) => books.post(tx, { ...sale('late'), date: '2026-03-14' }));
    expect(await dates()).toEqual([
      { day: '2026-05-11', description: 'Sale today' },
      { day: '2026-05-01', description: 'Sale late (of 2026-03-14, a closed month)' },
    ]);
  });

  it('by hand a closed month is refused, and taken again once it is reopened', async () => {
    const byHand: Posting = { ...sale('hand'), date: '2026-03-14', lines: sale('x').lines.slice(0, 2) };
    await inShop((tx) => books.closeMonth(tx, '2026-03', 'staff:a'));
    expect(await inShop((tx) => books.postByHand(tx, byHand))).toMatchObject({ refusal: { code: 'books.period_closed' } });
    expectOk(await inShop((tx) => books.reopenMonth(tx, '2026-03')));
    expect(expectOk(await inShop((tx) => books.postByHand(tx, byHand)))).toMatchObject({ date: '2026-03-14', number: 1n });
    expect(await inShop((tx) => books.reopenMonth(tx, '2026-03'))).toMatchObject({ refusal: { code: 'books.period_open' } });
  });

  it('a month that is not over cannot be closed', async () => {
    expect(await inShop((tx) => books.closeMonth(tx, '2026-05', 'staff:a'))).toMatchObject({ refusal: { code: 'books.period_not_over' } });
    expect(await inShop((tx) => books.closeMonth(tx, '2026-13', 'staff:a'))).toMatchObject({ refusal: { code: 'request.invalid' } });
  });
});

it('merchants’ books are apart, also by row-level security alone', async () => {
  await inShop((tx) => books.post(tx, sale('a')));
  const other = await addMerchantRow(house.database, 'books-other');
  const seen = await house.database.inTx(other, async (tx) => {
    const tables = ['accounts', 'book_heads', 'journal_entries', 'journal_lines', 'account_days', 'book_periods', 'statement_lines'];
    const counts = await Promise.all(
      tables.map((table) => sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx.db)),
    );
    return counts.map(({ rows }) => rows[0]?.n);
  });
  expect(seen).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

it('posted rows cannot be changed by the program', async () => {
  await inShop((tx) => books.post(tx, sale('a')));
  await expect(inShop((tx) => sql`update journal_entries set description = 'x'`.execute(tx.db))).rejects.toThrow(/permission denied/);
  await expect(inShop((tx) => sql`delete from journal_lines`.execute(tx.db))).rejects.toThrow(/permission denied/);
});

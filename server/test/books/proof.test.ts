/** The short form of the long proof (`npm run books:prove`): the same rooms, steps and checks, over some hundred and sixty operations. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRole } from '../../src/domains/books/index.ts';
import { createInsights } from '../../src/domains/insights/index.ts';
import { runProof } from './run-proof.ts';

const EVER = { from: '2000-01-01', to: '2999-12-31' };

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const operations = Number(process.env['PROOF_OPERATIONS'] ?? 160);
/** An account that nothing else is held against. */
const PAYABLE = `account_id = (select id from accounts where merchant_id = $1 and role = 'payable')`;

let proof: Awaited<ReturnType<typeof runProof>>;
beforeAll(async () => {
  proof = await runProof({ operations, seed, checkEvery: 1, perShop: operations });
}, 600_000);
afterAll(() => proof.house.close());

describe(`the books over ${operations} random operations (seed ${seed})`, () => {
  it('agree with stock, payments and themselves after every one of them', () => {
    expect(proof.breaches).toEqual([]);
    expect(proof.operations).toBe(operations);
    expect(proof.checks).toBe(operations);
  });

  it('were moved by goods, money and crashes, not by refusals alone', () => {
    expect([...proof.kinds].filter(([, { done }]) => done > 0).length, JSON.stringify([...proof.kinds])).toBeGreaterThan(12);
    expect(proof.entries).toBeGreaterThan(operations / 6);
    expect(proof.crashes).toBeGreaterThan(0);
  });

  it('are what the reports of sales and margin add up to, however they are asked', async () => {
    const { shop } = proof.world;
    const insights = createInsights();
    await shop.inTx(async (tx) => {
      const owed = async (...roles: AccountRole[]) => {
        let sum = 0n;
        for (const role of roles) sum -= (await shop.books.balance(tx, role)).minor;
        return sum;
      };
      const net = await owed('sales', 'discounts', 'sales_returns');
      const tax = await owed('output_cgst', 'output_sgst', 'output_igst', 'output_tax');
      for (const by of ['product', 'customer', 'channel', 'day'] as const) {
        const { rows, totals } = await insights.sales(tx, by, EVER);
        expect(totals).toMatchObject({ net, tax, gross: await owed('sales') });
        expect(rows.reduce((sum, row) => sum + row.net, 0n)).toBe(net);
        expect(rows.reduce((sum, row) => sum + row.tax, 0n)).toBe(tax);
      }
      const { rows, totals } = await insights.margin(tx, EVER);
      expect(totals).toMatchObject({ net, cost: -(await owed('cost_of_goods')) });
      expect(rows.reduce((sum, row) => sum + row.net - row.cost, 0n)).toBe(totals.net - totals.cost);
    });
  });

  it.each([
    ['the daily total of an account', 'account_days', 'debit_minor = debit_minor + 1', PAYABLE, 'daily total = sum of its lines'],
    ['a line of the journal', 'journal_lines', 'debit_minor = debit_minor + 1', 'debit_minor > 0', 'hash of the entry and its lines'],
    ['the value of stock', 'stock_levels', 'value_minor = value_minor + 1', 'on_hand > 0', 'inventory account = stock value'],
    ['a payment', 'payments', 'amount_minor = amount_minor + 1', 'true', 'clearing account = open payments − settled'],
    ['a movement of stock', 'stock_movements', 'actor = actor || 1', 'true', 'hash of the movement'],
  ])('%s that is altered by hand is named', async (_, table, change, where, what) => {
    const before = await named();
    expect(before).not.toContain(what);
    await byHand(table, `set ${change} where ctid = (select ctid from ${table} where merchant_id = $1 and ${where} limit 1)`);
    expect(await named()).toContain(what);
  });
});

const named = async () => {
  const { shop } = proof.world;
  return (await shop.inTx((tx) => shop.books.verify(tx))).differences.map((each) => each.what);
};

/** As nobody in the program can: past row-level security and grants. */
const byHand = (table: string, change: string) =>
  proof.world.shop.database.asOwner(async (client) => {
    await client.query('begin');
    await client.query(`alter table ${table} no force row level security`);
    await client.query('set local session_replication_role = replica');
    const { rowCount } = await client.query(`update ${table} ${change}`, [proof.world.shop.merchantId]);
    await client.query(`alter table ${table} force row level security`);
    await client.query('commit');
    expect(rowCount).toBe(1);
  });

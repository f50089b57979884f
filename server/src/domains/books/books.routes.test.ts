/** The books over HTTP: what works, what is refused, and that merchants are kept apart. */
import { newId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksApi, openBooksApi } from '../../../test/builders/books-api.ts';

let api: BooksApi;
beforeAll(async () => {
  api = await openBooksApi();
});
afterAll(() => api.close());

const entry = (debit: string, credit: string, amount: string, more: object = {}) => ({
  description: 'Written by hand',
  lines: [
    { account_code: debit, debit: amount },
    { account_code: credit, credit: amount },
  ],
  ...more,
});
const write = (body: object, as = 'accountant') => api.call('POST', '/accounting/journal-entries', body, as);
const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });

describe('works', () => {
  it('an entry by hand moves the accounts, and every figure leads to it', async () => {
    const made = await write(entry('1010', '3100', '1,000'.replace(',', ''), { date: '2026-05-02' }));
    expect(made).toMatchObject({
      status: 201,
      body: {
        data: {
          number: '1',
          date: '2026-05-02',
          cause: { kind: 'hand' },
          lines: [{ account_code: '1010', debit: '1000.00', credit: null }, {}],
        },
      },
    });
    await write(entry('6900', '1010', '250.50', { date: '2026-05-03' }), 'manager');
    const accounts = (await api.call('GET', '/accounting/accounts')).body.data;
    const bank = accounts.find((each: { role: string }) => each.role === 'bank');
    expect(bank).toMatchObject({ code: '1010', kind: 'asset', balance: '749.50', currency: 'INR' });
    expect((await api.call('GET', bank.drill)).body.data).toHaveLength(2);

    const trial = (await api.call('GET', '/accounting/trial-balance?from=2026-05-03&to=2026-05-31')).body.data;
    expect(trial).toMatchObject({ total_debit: '250.50', total_credit: '250.50' });
    const line = trial.accounts.find((each: { code: string }) => each.code === '1010');
    expect(line).toMatchObject({ opening: '1000.00', debit: '0.00', credit: '250.50', closing: '749.50' });
    expect((await api.call('GET', line.drill)).body.data).toMatchObject([{ number: '2' }]);
  });

  it('the journal is paged newest first and asked by account, day and subject', async () => {
    const lines = [
      { account_code: '6900', debit: '1', subject: 'rent:may' },
      { account_code: '1020', credit: '1' },
    ];
    for (const day of ['04', '05', '06']) await write({ date: `2026-05-${day}`, description: `Rent ${day}`, lines });
    const first = (await api.call('GET', '/accounting/journal-entries?account=1020&limit=2')).body;
    expect(first.data.map((each: { description: string }) => each.description)).toEqual(['Rent 06', 'Rent 05']);
    const rest = (await api.call('GET', `/accounting/journal-entries?account=1020&limit=2&cursor=${first.next_cursor}`)).body;
    expect(rest).toMatchObject({ data: [{ description: 'Rent 04' }], next_cursor: null });
    expect((await api.call('GET', '/accounting/journal-entries?subject=rent:may&from=2026-05-05&to=2026-05-05')).body.data).toHaveLength(1);
    expect((await api.call('GET', '/accounting/journal-entries?account=999999')).body.data).toEqual([]);
  });

  it('entries are found by what made them, by their words and by their number', async () => {
    const { id, number } = (await write(entry('1020', '3100', '3', { description: 'Float for the TILL' }))).body.data;
    const found = async (query: string) =>
      (await api.call('GET', `/accounting/journal-entries?${query}`)).body.data.map((each: { id: string }) => each.id);
    expect(await found('search=the%20till')).toEqual([id]);
    expect(await found(`search=${number}&cause=sale,hand`)).toContain(id);
    expect(await found('search=the%20till&cause=sale,han.')).toEqual([]);
    const counted = await api.inShop((tx) =>
      api.books.post(tx, {
        cause: { kind: 'stock.count', id: newId() },
        description: 'Counted with the till open',
        currency: 'INR',
        actor: 'system',
        lines: [
          { account: 'cash', debit: 5n },
          { account: 'stock_adjustment', credit: 5n },
        ],
      }),
    );
    expect(await found('search=the%20till&cause=stock.')).toEqual([counted]);
    expect(await api.call('GET', '/accounting/journal-entries?cause=Hand!')).toMatchObject(refusal(400, 'request.invalid'));
  });

  it('one entry says whether a person may reverse it, and what did', async () => {
    const { id } = (await write(entry('1020', '3100', '4'))).body.data;
    const one = async () => (await api.call('GET', `/accounting/journal-entries/${id}`, undefined, 'viewer')).body.data;
    expect(await one()).toMatchObject({ id, reversible: true, reversed_by: null, lines: [{ debit: '4.00' }, { credit: '4.00' }] });
    const undone = (await api.call('POST', `/accounting/journal-entries/${id}/reverse`, { description: 'Wrong' })).body.data;
    expect(await one()).toMatchObject({ reversible: false, reversed_by: undone.id });
  });

  it('the last check is remembered with the end of the chain', async () => {
    const { last_hash, last_number, entries } = (await api.call('POST', '/accounting/verify')).body.data;
    expect((await api.call('GET', '/accounting/verify', undefined, 'viewer')).body.data).toMatchObject({
      entries,
      differences: 0,
      last_number,
      last_hash,
    });
    expect((await api.call('GET', '/accounting/verify', undefined, 'viewer@other')).body.data).toBeNull();
  });

  it('statements come as JSON and as CSV, and add up', async () => {
    await write(entry('1200', '4000', '500', { date: '2026-04-20' }));
    await write(entry('5000', '1020', '200', { date: '2026-04-20' }));
    const found = (await api.call('GET', '/reports/profit-loss?from=2026-04-01&to=2026-04-30')).body.data;
    expect(found).toMatchObject({
      income: { total: '500.00', lines: [{ code: '4000', amount: '500.00' }] },
      cost_of_sales: { total: '200.00' },
      gross_profit: '300.00',
      net_profit: '300.00',
      months: [{ month: '2026-04', net_profit: '300.00', drill: '/reports/profit-loss?from=2026-04-01&to=2026-04-30' }],
    });
    expect((await api.call('GET', found.income.lines[0].drill)).body.data).toHaveLength(1);
    const sheet = (await api.call('GET', '/reports/balance-sheet')).body.data;
    expect(sheet).toMatchObject({ at: '2026-05-10', balanced: true });
    const csv = await api.csv('/reports/profit-loss?from=2026-04-01&to=2026-04-30&format=csv');
    expect(csv.type).toMatch(/^text\/csv/);
    expect(csv.text).toContain('income,4000,Sales,500.00,INR\r\n');
    expect((await api.csv('/accounting/trial-balance', { accept: 'text/csv' })).text).toContain(
      '1200,Sundry debtors,asset,0.00,500.00,0.00,500.00',
    );
    for (const path of ['/accounting/accounts', '/accounting/journal-entries', '/reports/balance-sheet', '/reports/tax-summary'])
      expect((await api.csv(`${path}?format=csv`)).type).toMatch(/^text\/csv/);
  });

  it('a cell that a spreadsheet would run is written harmless', async () => {
    await write(entry('1010', '3100', '1', { description: '=HYPERLINK("x")' }));
    expect((await api.csv('/accounting/journal-entries?format=csv')).text).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('the tax summary sets what was charged against what can be claimed', async () => {
    await write({
      date: '2026-03-10',
      description: 'Sale with tax',
      lines: [
        { account_code: '1200', debit: '118' },
        { account_code: '4000', credit: '100' },
        { account_code: '2110', credit: '9' },
        { account_code: '2120', credit: '9' },
      ],
    });
    await write(entry('1400', '2010', '5', { date: '2026-03-11' }));
    expect((await api.call('GET', '/reports/tax-summary?from=2026-03-01&to=2026-03-31')).body.data).toMatchObject({
      output: '18.00',
      input: '5.00',
      payable: '13.00',
      taxes: [{ code: '1400' }, { code: '2110', net: '9.00' }, { code: '2120', net: '9.00' }],
    });
  });

  it('an account of the merchant’s own is posted to like any other', async () => {
    expect(await api.call('POST', '/accounting/accounts', { code: '6300', name: 'Rent', kind: 'expense' })).toMatchObject({ status: 201 });
    expect(await write(entry('6300', '1020', '10'))).toMatchObject({ status: 201 });
    expect(await api.call('POST', '/accounting/accounts', { code: '6300', name: 'Again', kind: 'expense' })).toMatchObject(
      refusal(409, 'books.account_taken'),
    );
  });

  it('an entry made by hand is reversed by another, once', async () => {
    const { id } = (await write(entry('1010', '3100', '77'))).body.data;
    const reverse = () => api.call('POST', `/accounting/journal-entries/${id}/reverse`, { description: 'Wrong' });
    expect(await reverse()).toMatchObject({
      status: 201,
      body: { data: { reverses: id, lines: [{ credit: '77.00' }, { debit: '77.00' }] } },
    });
    expect(await reverse()).toMatchObject(refusal(409, 'books.not_reversible'));
  });

  it('opening balances are taken once, their difference against the opening account', async () => {
    const body = {
      date: '2026-01-01',
      lines: [
        { account_code: '1010', debit: '900' },
        { account_code: '2010', credit: '400' },
      ],
    };
    const open = () => api.call('POST', '/accounting/opening-balances', body);
    expect(await open()).toMatchObject({ status: 201, body: { data: { lines: [{}, {}, { account_code: '3000', credit: '500.00' }] } } });
    expect(await open()).toMatchObject(refusal(409, 'books.already_opened'));
  });

  it('a closed month takes no entry by hand until the owner reopens it', async () => {
    expect(await api.call('POST', '/accounting/periods/2026-02/close')).toMatchObject({ status: 200, body: { data: { closed: true } } });
    expect(await write(entry('1010', '3100', '1', { date: '2026-02-03' }))).toMatchObject(refusal(409, 'books.period_closed'));
    expect((await api.call('GET', '/accounting/periods')).body.data).toMatchObject([{ month: '2026-02', closed_by: 'staff:accountant' }]);
    expect(await api.call('POST', '/accounting/periods/2026-02/reopen')).toMatchObject({ status: 403 });
    expect(await api.call('POST', '/accounting/periods/2026-02/reopen', undefined, 'owner')).toMatchObject({ status: 200 });
    expect(await write(entry('1010', '3100', '1', { date: '2026-02-03' }))).toMatchObject({ status: 201 });
  });

  it('verifying finds nothing to say', async () => {
    expect(await api.call('POST', '/accounting/verify')).toMatchObject({ status: 200, body: { data: { movements: 0, differences: [] } } });
  });
});

describe('refuses', () => {
  it('what is unbalanced, unknown, of nothing, or follows stock and payments', async () => {
    const uneven = entry('1010', '3100', '1');
    expect(await write({ ...uneven, lines: [uneven.lines[0], { account_code: '3100', credit: '2' }] })).toMatchObject(
      refusal(422, 'books.unbalanced'),
    );
    expect(await write(entry('1010', '999', '1'))).toMatchObject(refusal(422, 'books.account_unknown'));
    for (const code of ['1300', '1100', '2200'])
      expect(await write(entry(code, '1010', '1'))).toMatchObject(refusal(422, 'books.account_controlled'));
    for (const bad of ['0', '-1', '1.001', 'x'])
      expect(await write(entry('1010', '3100', bad))).toMatchObject(refusal(400, 'request.invalid'));
    expect(await write({ ...uneven, date: '2026-02-30' })).toMatchObject({ status: 400 });
    expect(await write({ ...uneven, lines: [uneven.lines[0]] })).toMatchObject({ status: 400 });
    expect(await api.call('POST', '/accounting/periods/2026-05/close')).toMatchObject(refusal(409, 'books.period_not_over'));
    expect(await api.call('POST', `/accounting/journal-entries/${newId()}/reverse`, { description: 'x' })).toMatchObject(
      refusal(404, 'books.entry_not_found'),
    );
  });

  it('every role that does not keep the books', async () => {
    const doors: readonly (readonly ['GET' | 'POST', string])[] = [
      ['GET', '/accounting/accounts'],
      ['GET', `/accounting/journal-entries/${newId()}`],
      ['GET', '/accounting/statements/count'],
      ['GET', '/accounting/verify'],
      ['GET', '/accounting/journal-entries'],
      ['GET', '/accounting/trial-balance'],
      ['GET', '/accounting/statements'],
      ['POST', '/accounting/verify'],
      ['POST', '/accounting/periods/2026-01/close'],
      ['GET', '/reports/profit-loss'],
      ['GET', '/reports/balance-sheet'],
      ['GET', '/reports/tax-summary'],
    ];
    for (const role of ['agent', 'fulfilment', 'print_operator', 'viewer'])
      for (const [method, path] of doors.filter(([each]) => role !== 'viewer' || each === 'POST'))
        expect(await api.call(method, path, undefined, role), `${role} ${path}`).toMatchObject({ status: 403 });
    // A viewer reads all of them and writes nothing.
    for (const [method, path] of doors.filter(([each, to]) => each === 'GET' && !to.startsWith('/accounting/journal-entries/')))
      expect(await api.call(method, path, undefined, 'viewer'), path).toMatchObject({ status: 200 });
    expect(await write(entry('1010', '3100', '1'), 'viewer')).toMatchObject({ status: 403 });
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s entries are neither seen, reversed nor posted to', async () => {
    const mine = (await write(entry('1010', '3100', '5'))).body.data;
    const other = 'owner@other';
    expect((await api.call('GET', '/accounting/journal-entries', undefined, other)).body.data).toEqual([]);
    expect((await api.call('GET', '/accounting/accounts', undefined, other)).body.data).toEqual([]);
    for (const [method, path] of [['GET', mine.id] as const, ['POST', `${mine.id}/reverse`] as const])
      expect(
        await api.call(method, `/accounting/journal-entries/${path}`, method === 'POST' ? { description: 'x' } : undefined, other),
      ).toMatchObject(refusal(404, 'books.entry_not_found'));
    const accountId = mine.lines[0].account_id;
    const body = {
      description: 'x',
      lines: [
        { account_id: accountId, debit: '1' },
        { account_code: '3100', credit: '1' },
      ],
    };
    expect(await write(body, other)).toMatchObject(refusal(422, 'books.account_unknown'));
    expect((await api.call('POST', '/accounting/verify', undefined, other)).body.data).toMatchObject({ entries: 0, differences: [] });
  });
});

/** Bank and gateway statements: each line is posted, matched or left open, once, and nothing is guessed from an amount alone. */
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksApi, openBooksApi } from '../../../test/builders/books-api.ts';
import type { AccountRole, ShownPayment } from './index.ts';
import { gatewayLineKind, readStatement } from './statement.ts';

let api: BooksApi;
const asked: ShownPayment[] = [];
beforeAll(async () => {
  api = await openBooksApi({
    async matchPayments(_tx, shown) {
      asked.push(...shown);
      return shown.map(({ reference }) => (reference === 'pay_known' ? 'matched' : reference === 'pay_other' ? 'differs' : 'unknown'));
    },
  });
});
afterAll(() => api.close());
let turn = 0;
let settlement = '';
let utr = '';
beforeEach(async () => {
  asked.length = 0;
  turn += 1;
  // Imports are few a minute.
  api.clock.advance(minuteMs);
  utr = `HDFC${turn}X`;
  settlement = `2026-05-04,setl_${turn}X,UTR ${utr},950.00,40.00,7.20`;
  for (const role of ROLES) before.set(role, await standing(role));
});

const ROLES = ['bank', 'clearing', 'gateway_fees', 'input_tax', 'other_expense'] as const;
const before = new Map<AccountRole, bigint>();
const standing = async (role: AccountRole) => (await api.inShop((tx) => api.books.balance(tx, role))).minor;
/** What the test moved. */
const moved = async (role: (typeof ROLES)[number]) => (await standing(role)) - (before.get(role) ?? 0n);

describe('a gateway’s statement', () => {
  it('a settlement moves what was paid out to the bank and books what the gateway kept', async () => {
    const done = await api.statement('razorpay', [settlement]);
    expect(done).toMatchObject({ status: 200, body: { data: { lines: 1, added: 1, posted: 1, matched: 0, open: 0 } } });
    expect([await moved('bank'), await moved('gateway_fees'), await moved('input_tax'), await moved('clearing')]).toEqual([
      95_000n,
      3_280n,
      720n,
      -99_000n,
    ]);
  });

  it('the same file again changes nothing, and a dry run tells all and keeps nothing', async () => {
    expect((await api.statement('razorpay', [settlement], '&dry_run=true')).body.data).toMatchObject({ added: 1, posted: 1 });
    expect(await moved('bank')).toBe(0n);
    await api.statement('razorpay', [settlement]);
    expect((await api.statement('razorpay', [settlement])).body.data).toMatchObject({ added: 0, known: 1, posted: 0 });
    expect(await moved('bank')).toBe(95_000n);
  });

  it('payments and refunds are asked of payments; what they do not know stays open and says why', async () => {
    const done = await api.statement('razorpay', [
      '2026-05-02,pay_known,,1000.00,20.00,3.60',
      '2026-05-02,pay_other,,10.00,,',
      '2026-05-02,rfnd_1,,-5.00,,',
      '2026-05-02,adj_1,Chargeback,-30.00,,',
    ]);
    expect(done.body.data).toMatchObject({
      matched: 1,
      open: 3,
      open_lines: [{ reference: 'pay_other', detail: 'Known here with another amount.' }, { reference: 'rfnd_1' }, { reference: 'adj_1' }],
    });
    expect(asked).toMatchObject([
      { kind: 'payment', reference: 'pay_known', amountMinor: 100_000n, feeMinor: 2_000n, feeTaxMinor: 360n },
      { kind: 'payment' },
      { kind: 'refund', amountMinor: 500n },
    ]);
  });
});

describe('a bank’s statement', () => {
  it('shows a settlement by its reference and amount, whichever came first', async () => {
    const credit = `2026-05-05,${utr},NEFT RAZORPAY,950.00,,`;
    await api.statement('razorpay', [settlement]);
    expect((await api.statement('bank', [credit])).body.data).toMatchObject({ matched: 1, open: 0 });
    const second = '2026-05-06,setl_second,UTR HDFC0100,20.00,,';
    expect((await api.statement('bank', ['2026-05-06,NEFT,setl_second by Razorpay,20.00,,'])).body.data).toMatchObject({ open: 1 });
    await api.statement('razorpay', [second]);
    expect((await api.call('GET', '/accounting/statements?source=bank&state=open')).body.data).toEqual([]);
    expect(await moved('bank')).toBe(97_000n);
  });

  it('the same amount under another reference is not taken for it, and one settlement is shown by one line', async () => {
    await api.statement('razorpay', [settlement]);
    const rows = ['2026-05-05,OTHER,cash deposit,950.00,,', `2026-05-05,${utr},NEFT,950.00,,`, `2026-05-06,${utr},NEFT,950.00,,`];
    expect((await api.statement('bank', rows)).body.data).toMatchObject({ matched: 1, open: 2 });
  });

  it('an open line is matched by hand with an entry of its amount, or with the account on its other side, once', async () => {
    const lines = (await api.statement('bank', ['2026-05-05,RENT,,-300.00,,', '2026-05-05,FEE,,-1.00,,'])).body.data.open_lines;
    const match = (n: number, body: object) => api.call('POST', `/accounting/statements/${lines[n].id}/match`, body);
    expect(await match(0, { account_code: '6900', description: 'Rent of May' })).toMatchObject({
      status: 200,
      body: { data: { state: 'posted' } },
    });
    expect([await moved('bank'), await moved('other_expense')]).toEqual([-30_000n, 30_000n]);
    expect(await match(0, { account_code: '6900' })).toMatchObject({ status: 409, body: { error: { code: 'books.line_matched' } } });

    const body = (debit: string) => ({
      description: 'x',
      date: '2026-05-05',
      lines: [
        { account_code: '6900', debit },
        { account_code: '1010', credit: debit },
      ],
    });
    const entry = async (debit: string) => (await api.call('POST', '/accounting/journal-entries', body(debit))).body.data.id;
    expect(await match(1, { entry_id: await entry('2') })).toMatchObject({ status: 409, body: { error: { code: 'books.no_match' } } });
    expect(await match(1, { account_code: '1300' })).toMatchObject({ status: 422, body: { error: { code: 'books.account_controlled' } } });
    expect(await match(1, { entry_id: await entry('1') })).toMatchObject({ status: 200, body: { data: { state: 'matched' } } });
    const other = await api.call('POST', `/accounting/statements/${lines[1].id}/match`, { account_code: '6900' }, 'owner@other');
    expect(other).toMatchObject({ status: 404, body: { error: { code: 'books.line_not_found' } } });
  });
});

describe('reading', () => {
  const heading = ['date', 'reference', 'description', 'amount', 'fee', 'tax'];

  it('rows that cannot be read are named by row and column, the others stand', () => {
    const table = [
      heading,
      ['2026-05-05', 'A', '', '1,234.50'],
      ['05/05/2026', 'B', '', '1'],
      ['2026-05-05', '', '', 'x', '-1'],
      ['2026-05-05', 'C', '', '0'],
      ['2026-05-05', 'D', '', '5', '1', '2'],
    ];
    const read = readStatement(table, 'INR');
    expect(read?.rows).toMatchObject([{ reference: 'A', amount: { minor: 123_450n } }]);
    expect(read?.refusals.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '3 date',
      '4 reference',
      '4 amount',
      '4 fee',
      '5 amount',
      '6 tax',
    ]);
  });

  it.each([
    ['razorpay', 'setl_QhX1', 'pay_QhX1', 'rfnd_QhX1'],
    ['stripe', 'po_1QhX', 'pi_3QhX', 're_3QhX'],
    ['paystack', 'settlement 884122', '0192f0b2c4d57e2a9f3b8d1c6e7a4b50.2', '4100000123'],
  ] as const)('a line of %s is known by the form of its reference', (source, settlement, payment, refund) => {
    expect([settlement, payment, refund, 'adjustment'].map((each) => gatewayLineKind(source, each))).toEqual([
      'settlement',
      'payment',
      'refund',
      'other',
    ]);
    expect(gatewayLineKind('bank', payment)).toBe('other');
  });

  it('equal rows of one file are different lines', () => {
    const row = ['2026-05-05', 'ATM', '', '-5'];
    expect(readStatement([heading, row, row], 'INR')?.rows.map((each) => each.reference)).toEqual(['ATM', 'ATM #2']);
  });

  it('a file that is no statement is refused', async () => {
    expect(readStatement([['a', 'b']], 'INR')).toBeUndefined();
    const sent = {
      method: 'POST' as const,
      url: '/api/v1/accounting/statements?source=bank',
      headers: { authorization: 'Bearer owner', 'content-type': 'text/csv' },
    };
    expect((await api.edge.inject({ ...sent, payload: 'nothing\n1' })).json()).toMatchObject({
      error: { code: 'books.statement_unreadable' },
    });
    expect((await api.edge.inject({ ...sent, headers: { ...sent.headers, authorization: 'Bearer viewer' }, payload: '' })).statusCode).toBe(
      403,
    );
    const boundary = 'xxxBOUNDARYxxx';
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\ndate,reference,amount\n2026-05-05,X,1\r\n--${boundary}--\r\n`;
    const headers = { ...sent.headers, 'content-type': `multipart/form-data; boundary=${boundary}` };
    expect((await api.edge.inject({ ...sent, headers, payload: file })).json()).toMatchObject({ data: { added: 1, open: 1 } });
  });
});

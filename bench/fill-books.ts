/** Books for measuring: a year of sales written in bulk (their hashes are not true, so they are not for verifying), and postings timed one by one. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Books } from '../server/src/domains/books/index.ts';
import type { Database } from '../server/src/foundation/db/database.ts';

interface Ground {
  readonly books: Books;
  readonly database: Database;
}

const DAYS = 365;
const TABLES = ['journal_entries', 'journal_lines', 'account_days', 'book_heads'];

/** Each order is a sale with two taxes and its cost of goods, spread over the year until yesterday. */
export async function fillBooks({ books, database }: Ground, merchantId: MerchantId, orders: number): Promise<void> {
  await database.inTx(merchantId, (tx) => books.openBooks(tx));
  await database.asOwner(async (client) => {
    for (const table of TABLES) await client.query(`alter table ${table} no force row level security`);
    const first = await client.query<{ last: string }>('select last_number::text as last from book_heads where merchant_id = $1', [
      merchantId,
    ]);
    const last = Number(first.rows[0]?.last ?? 0);
    await client.query(
      `insert into journal_entries (merchant_id, id, number, entry_date, description, currency, cause_kind, cause_id, actor, posted_at, hash)
      select $1, gen_random_uuid(), $2::int + n, current_date - 1 - (n % ${DAYS})::int, 'Sale of order', m.currency,
        case when n % 2 = 0 then 'bench_sale' else 'bench_cost' end, (n / 2)::text, 'system', now(), sha256(n::text::bytea)
      from generate_series(1, $3::int * 2) n, merchants m where m.id = $1`,
      [merchantId, last, orders],
    );
    await client.query(
      `insert into journal_lines (merchant_id, entry_id, position, account_id, debit_minor, credit_minor, subject)
      select e.merchant_id, e.id, l.position, a.id, l.debit, l.credit, 'variant:bench' from journal_entries e
      join (values (1, 'receivable', 11800, 0, 'bench_sale'), (2, 'sales', 0, 10000, 'bench_sale'), (3, 'output_cgst', 0, 900, 'bench_sale'),
        (4, 'output_sgst', 0, 900, 'bench_sale'), (1, 'cost_of_goods', 6000, 0, 'bench_cost'), (2, 'inventory', 0, 6000, 'bench_cost'))
        as l (position, role, debit, credit, kind) on l.kind = e.cause_kind
      join accounts a on a.merchant_id = e.merchant_id and a.role = l.role where e.merchant_id = $1`,
      [merchantId],
    );
    await client.query(
      `insert into account_days (merchant_id, account_id, day, debit_minor, credit_minor)
      select l.merchant_id, l.account_id, e.entry_date, sum(l.debit_minor), sum(l.credit_minor) from journal_lines l
      join journal_entries e on e.merchant_id = l.merchant_id and e.id = l.entry_id
      where l.merchant_id = $1 and e.cause_kind like 'bench_%' group by 1, 2, 3`,
      [merchantId],
    );
    await client.query('update book_heads set last_number = last_number + $2::int * 2 where merchant_id = $1', [merchantId, orders]);
    for (const table of TABLES) await client.query(`alter table ${table} force row level security`);
    await client.query('analyze');
  });
}

/** Milliseconds of each posting of a sale with taxes, in transactions of their own; opening and committing them is not counted. */
export async function timePostings({ books, database }: Ground, merchantId: MerchantId, seconds: number): Promise<readonly number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  for (let n = 0; performance.now() < until; n += 1)
    await database.inTx(merchantId, async (tx) => {
      const { currency } = await books.today(tx);
      const from = performance.now();
      await books.post(tx, {
        cause: { kind: 'bench', id: `${from}-${n}` },
        description: 'Sale of order',
        currency,
        actor: 'system',
        lines: [
          { account: 'receivable', debit: 11_800n },
          { account: 'sales', credit: 10_000n, subject: 'variant:bench' },
          { account: 'output_cgst', credit: 900n },
          { account: 'output_sgst', credit: 900n },
        ],
      });
      times.push(performance.now() - from);
    });
  return times;
}

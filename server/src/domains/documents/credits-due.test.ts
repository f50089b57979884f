/** What follows from the books: a note for every credit, none twice, all that is left when a sale is taken back. */
import { describe, expect, it } from 'vitest';
import type { AccountId, EntryId, EntryView } from '../books/index.ts';
import { creditsDue } from './credits-due.ts';

let made = 0;

/** An entry that makes the customer of order 1 owe so much more. */
function entry(kind: string, id: string, owes: bigint, reverses?: EntryView): EntryView {
  made += 1;
  const money = (minor: bigint) => ({ minor, currency: 'INR' });
  return {
    id: `entry-${made}` as EntryId,
    number: BigInt(made),
    date: '2026-11-20',
    description: '',
    currency: 'INR',
    cause: { kind, id },
    actor: 'test',
    postedAt: new Date(0),
    lines: [
      {
        accountId: 'receivable' as AccountId,
        code: '1200',
        name: 'Receivable',
        debit: money(owes > 0n ? owes : 0n),
        credit: money(owes < 0n ? -owes : 0n),
        subject: 'order:1',
      },
    ],
    ...(reverses ? { reverses: reverses.id } : {}),
  };
}

describe('credits due', () => {
  const sale = entry('sale', '1', 1_000n);

  it('are none for a sale that stands, and none where the books know no sale', () => {
    expect(creditsDue('1', [sale], 1_000n, [])).toEqual([]);
    expect(creditsDue('1', [], 1_000n, [])).toEqual([]);
    expect(creditsDue('1', [sale, entry('cod_collected', '1', -1_000n)], 1_000n, [])).toEqual([]);
  });

  it('are each credit once', () => {
    const credits = [entry('credit_note', 'refund:a', -100n), entry('credit_note', 'return:b', -300n)];
    const both = [
      { cause: 'refund:a', minor: 100n },
      { cause: 'return:b', minor: 300n },
    ];
    expect(creditsDue('1', [sale, ...credits], 1_000n, [])).toEqual(both);
    expect(creditsDue('1', [sale, ...credits], 1_000n, both.slice(0, 1))).toEqual(both.slice(1));
    expect(creditsDue('1', [sale, ...credits], 1_000n, both)).toEqual([]);
  });

  it('are all that is left when the sale is taken back, with or without notes before', () => {
    const credit = entry('credit_note', 'refund:a', -100n);
    const undone = [entry('sale_reversed', '1', -1_000n, sale), entry('credit_note_reversed', 'refund:a', 100n, credit)];
    const last = `entry:${undone[1]?.number}`;
    expect(creditsDue('1', [sale, credit, ...undone], 1_000n, [])).toEqual([{ cause: last, minor: 1_000n }]);
    const noted = [{ cause: 'refund:a', minor: 100n }];
    expect(creditsDue('1', [sale, credit, ...undone], 1_000n, noted)).toEqual([{ cause: last, minor: 900n }]);
    expect(creditsDue('1', [sale, credit, ...undone], 1_000n, [...noted, { cause: last, minor: 900n }])).toEqual([]);
  });

  it('are the difference when an order was sold again for less', () => {
    const again = [entry('sale_reversed', '1', -1_000n, sale), entry('sale', '1:2', 700n)];
    expect(creditsDue('1', [sale, ...again], 1_000n, [])).toMatchObject([{ minor: 300n }]);
  });
});

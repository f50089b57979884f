/** Closing a month: nothing is posted into it any more. Only a month that is over can be closed; only reopening undoes it. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { readShop } from './account.store.ts';
import { openBooks } from './open-books.ts';
import { deleteClosedMonth, insertClosedMonth, waitForPostings } from './period.store.ts';
import { localDate, monthOf } from './period.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Refuses `request.invalid` (not `YYYY-MM`), `books.period_not_over`. Closing twice is fine. */
export async function closeMonth(clock: Clock, tx: Tx, month: string, actor: string): Promise<Result<void>> {
  if (!MONTH.test(month)) return refuse('request.invalid', { details: [{ field: 'month', message: 'A month such as 2026-03.' }] });
  const { timeZone } = await readShop(tx);
  if (month >= monthOf(localDate(clock.now(), timeZone))) return refuse('books.period_not_over');
  await openBooks(clock, tx);
  await waitForPostings(tx);
  await insertClosedMonth(tx, { month, closedAt: clock.now(), closedBy: actor });
  return ok(undefined);
}

/** Refuses `books.period_open` when it is not closed. */
export async function reopenMonth(tx: Tx, month: string): Promise<Result<void>> {
  await waitForPostings(tx);
  return MONTH.test(month) && (await deleteClosedMonth(tx, month)) ? ok(undefined) : refuse('books.period_open');
}

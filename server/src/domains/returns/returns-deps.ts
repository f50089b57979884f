/** What the verbs of returns work with, handed in by the composition root. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Books } from '../books/index.ts';
import type { Orders } from '../orders/index.ts';
import type { Payments } from '../payments/index.ts';
import type { Stock } from '../stock/index.ts';
import type { ReturnEvent } from './return.ts';

export interface ReturnsDeps {
  readonly clock: Clock;
  readonly orders: Pick<Orders, 'get' | 'refund'>;
  readonly stock: Pick<Stock, 'receiveReturn'>;
  readonly payments: Pick<Payments, 'refund'>;
  readonly books: Pick<Books, 'post' | 'balancesOfOrder'>;
  /** Days after the delivery in which a customer may ask. */
  readonly windowDays: (tx: Tx) => Promise<number>;
  /** Tells whoever listens, in the same transaction. */
  readonly emit: (tx: Tx, event: ReturnEvent) => Promise<void>;
}

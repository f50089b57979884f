/** What the verbs of documents work with, handed in by the composition root. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Books } from '../books/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Orders } from '../orders/index.ts';
import type { Returns } from '../returns/index.ts';
import type { Seller } from './seller.ts';

export interface DocumentsDeps {
  readonly clock: Clock;
  readonly orders: Pick<Orders, 'get' | 'sold'>;
  readonly customers: Pick<Customers, 'get'>;
  /** What was really sold and given up; documents follow it. */
  readonly books: Pick<Books, 'entriesOfOrder'>;
  /** Whose lines came back. */
  readonly returns: Pick<Returns, 'get'>;
  readonly seller: (tx: Tx) => Promise<Seller>;
}

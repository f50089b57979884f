/** What the verbs of returns work with, handed in by the composition root. */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Books } from '../books/index.ts';
import type { Orders } from '../orders/index.ts';
import type { Payments } from '../payments/index.ts';
import type { Outcome, ReturnEvent } from './return.ts';

/** What came back, to be put where it belongs at the cost it left with; stock posts what that means. */
export interface ReturnedGoods {
  readonly orderId: OrderId;
  /** One receipt: its goods move once. */
  readonly returnId: string;
  readonly lines: readonly ({ readonly variantId: VariantId } & Outcome)[];
  readonly actor: string;
}

export interface ReturnsDeps {
  readonly clock: Clock;
  readonly orders: Pick<Orders, 'get'>;
  readonly stock: { receiveReturn(tx: Tx, goods: ReturnedGoods): Promise<Result<unknown>> };
  readonly payments: Pick<Payments, 'refund'>;
  readonly books: Pick<Books, 'post'>;
  /** Days after the delivery in which a customer may ask. */
  readonly windowDays: (tx: Tx) => Promise<number>;
  /** Tells whoever listens, in the same transaction. */
  readonly emit: (tx: Tx, event: ReturnEvent) => Promise<void>;
}

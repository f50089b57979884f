/** What stock needs from others. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Books } from '../books/index.ts';

export interface StockDeps {
  readonly clock: Clock;
  readonly books: Pick<Books, 'post'>;
  /** Told when a variant is counted from now on. */
  onOpened(tx: Tx, ids: readonly VariantId[]): Promise<void>;
}

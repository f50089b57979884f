/** What the verbs of printing work with, handed in by the composition root. */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { InboundMessageId, MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Merchants } from '../merchants/index.ts';
import type { Orders } from '../orders/index.ts';
import type { PrintEvent } from './printing.ts';

export interface PrintingDeps {
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'ensureHiddenProduct' | 'currency'>;
  readonly orders: Pick<Orders, 'placeFor' | 'priceOf' | 'head' | 'get' | 'cancel'>;
  /** In which the shop reads its own reports. */
  readonly shopLanguage: (tx: Tx) => Promise<Language>;
  readonly audit: Pick<Merchants['audit'], 'record'>;
  /** Where the bytes of a message's file will lie, once they are here. */
  readonly mediaBlobOf: (merchantId: MerchantId, messageId: InboundMessageId) => string;
  /** Why a message's file will never be here, where that is known already; a loss after this is told to `mediaLost`. */
  readonly mediaLossOf: (tx: Tx, messageId: InboundMessageId) => Promise<'too_large' | 'lost' | undefined>;
  /** Tells whoever listens, in the same transaction. */
  readonly emit: (tx: Tx, event: PrintEvent) => Promise<void>;
}

/** What the catalogue's verbs need from outside. Stock is handed in by its two answers, so that the catalogue never reads its tables. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { FreeUnits } from './product-list.store.ts';

export interface PictureBlobs {
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface CatalogDeps {
  readonly clock: Clock;
  readonly blobs: PictureBlobs;
  readonly stock: {
    /** Free units of tracked variants; others are absent. */
    available(tx: Tx, ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, number>>;
    readonly freeUnits: FreeUnits;
  };
}

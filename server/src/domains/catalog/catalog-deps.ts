/** What the catalogue's verbs need from outside: where pictures lie, and what stock answers. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Stock } from '../stock/index.ts';

export interface PictureBlobs {
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface CatalogDeps {
  readonly clock: Clock;
  readonly blobs: PictureBlobs;
  readonly stock: Pick<Stock, 'available' | 'freeUnits' | 'adjust'>;
}

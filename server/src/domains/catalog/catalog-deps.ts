/** What the catalogue's verbs need from outside: where pictures lie, and what stock answers (said here, since stock stands above us). */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export interface PictureBlobs {
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface StockAnswers {
  /** Free units of tracked variants; others are absent. */
  available(tx: Tx, ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, number>>;
  /** Free units of a tracked variant, as SQL over its id: stock's own words, since the levels are stock's. */
  freeUnits(variantId: RawBuilder<string>): RawBuilder<number>;
  /** What lies where, all places; for variants that are not counted nothing. */
  levels(
    tx: Tx,
    ids: readonly VariantId[],
  ): Promise<readonly { readonly variantId: VariantId; readonly onHand: number; readonly valueMinor: bigint }[]>;
  adjust(
    tx: Tx,
    input: {
      readonly variantId: VariantId;
      readonly quantity: number;
      readonly reason: 'opening';
      readonly unitCost?: Money;
      readonly causeKind: string;
      readonly causeId: string;
      readonly actor: string;
    },
  ): Promise<Result<unknown>>;
  /** As adjust, many at once: one entry in the books. Refuses `stock.insufficient` naming `lines.N.quantity`. */
  adjustMany(
    tx: Tx,
    input: {
      readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number; readonly unitCost?: Money }[];
      readonly reason: 'opening' | 'adjustment';
      readonly causeKind: string;
      readonly causeId: string;
      readonly actor: string;
    },
  ): Promise<Result<unknown>>;
}

export interface CatalogDeps {
  readonly clock: Clock;
  readonly blobs: PictureBlobs;
  readonly stock: StockAnswers;
}

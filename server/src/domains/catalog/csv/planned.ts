/** The parts of a plan that its makers share. Types only. */
import type { VariantId } from '@parley/contract/values/id.ts';

/** All but the category, which is looked up by name. */
export interface PlannedFields {
  readonly name: string;
  readonly description: string;
  readonly externalId: string | undefined;
  readonly isPriority: boolean;
  readonly state: 'draft' | 'published';
  readonly weightGrams: number | undefined;
  readonly barcode: string | undefined;
  readonly hsnCode: string | undefined;
  readonly taxRateBp: number | undefined;
  readonly supplierId: string | undefined;
  /** Of a known product: something differs, its option names included. */
  readonly isChanged: boolean;
}

/** Units that are to lie there: of a variant that is not counted yet the first, of others what is counted now. */
export interface PlannedUnits {
  readonly row: number;
  readonly variantId: VariantId;
  readonly units: number;
  readonly costMinor: bigint | undefined;
  /** True where counting begins. */
  readonly isOpening: boolean;
}

export interface PlannedPicture {
  readonly url: string;
  readonly isMain: boolean;
}

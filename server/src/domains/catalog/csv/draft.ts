/** What a file says of one product, before anybody looked at the shop. Types only. Undefined: the file does not say; null: it says "none". */

export interface RowRefusal {
  /** As a spreadsheet counts: the headers are row 1. */
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

export interface DraftVariant {
  readonly row: number;
  /** In the order of the option names; empty for a product without options. */
  readonly optionValues: readonly string[];
  readonly sku: string | null | undefined;
  readonly priceMinor: bigint | undefined;
  readonly weightGrams: number | null | undefined;
  readonly inStock: boolean | undefined;
  /** Units that lie there, all places together. */
  readonly units: number | undefined;
  readonly costMinor: bigint | undefined;
}

export interface DraftCategory {
  readonly name: string;
  /** Undefined: the file has no such column; null: it hangs in the first level. */
  readonly subcategory: string | null | undefined;
}

export interface Draft {
  /** What holds the rows of one product together, within one file. */
  readonly key: string;
  /** The first of its rows. */
  readonly row: number;
  readonly externalId: string | undefined;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly category: DraftCategory | undefined;
  readonly isPriority: boolean | undefined;
  readonly state: 'draft' | 'published' | undefined;
  readonly barcode: string | null | undefined;
  readonly supplierId: string | null | undefined;
  readonly hsnCode: string | null | undefined;
  readonly taxRateBp: number | null | undefined;
  readonly optionNames: readonly string[];
  /** At least one. */
  readonly variants: readonly DraftVariant[];
  readonly images: readonly string[];
}

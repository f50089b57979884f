/** One row of a file in our columns, whoever's file it is. Types only. */
import type { CsvFormat, ProductColumn } from '@parley/contract/api/product-csv.ts';
import type { CsvRow } from '../../../foundation/csv/csv-rows.ts';
import type { RowRefusal } from './draft.ts';

/** A column that the file has not is absent; an empty cell is ''. */
export type Cells = Readonly<Partial<Record<ProductColumn, string>>>;

export interface SourceRow {
  readonly row: number;
  /** Rows of one key are one product. */
  readonly key: string;
  /** Other names of the key, by which rows of the same product may call it. */
  readonly alsoKnownAs: readonly string[];
  /** `picture`: nothing but a further picture. */
  readonly holds: 'both' | 'product' | 'variant' | 'picture';
  readonly cells: Cells;
  readonly problem?: RowRefusal;
}

/** Reads the cells of one row by header; '' where there is no such header. */
export type CellOf = (header: string) => string;

/** What a kind of file calls our columns, and what must be done to its cells. */
export interface FileFormat {
  readonly format: CsvFormat;
  /** Headers, lower case, first match first. A column with none is filled by `shape`. */
  readonly headers: Readonly<Partial<Record<ProductColumn, readonly string[]>>>;
  /** @param given the cells that the headers, or the mapping of the merchant, lead to. @param isMapped the merchant said where the column is. */
  shape(input: {
    readonly row: number;
    readonly given: Cells;
    readonly cell: CellOf;
    readonly isMapped: (column: ProductColumn) => boolean;
  }): SourceRow;
}

/** A file's first line understood. */
export interface RowReader {
  readonly format: CsvFormat;
  readonly headers: readonly string[];
  /** Every column of ours and the header it is filled from. */
  readonly mapping: Readonly<Record<ProductColumn, string | null>>;
  readonly unusedHeaders: readonly string[];
  read(row: CsvRow): SourceRow;
}

/** What a measure is, and the figures it gives. A measure reads no setting and judges nothing but its own numbers. */
import type { BenchDatabase } from './databases.ts';

export interface Reading {
  /** What was counted, in a few words. */
  readonly what: string;
  /** In `unit`. */
  readonly figure: number;
  readonly unit: string;
  /** Milliseconds. */
  readonly p50?: number;
  readonly p99?: number;
  /** The wish of SPEC section 12, in its words; absent: for information. */
  readonly wanted?: string;
  readonly ok?: boolean;
  readonly note?: string;
}

export interface MeasureOptions {
  readonly database: BenchDatabase;
  /** Length of each timed part. */
  readonly seconds: number;
}

export interface Measure {
  readonly name: string;
  readonly run: (options: MeasureOptions) => Promise<readonly Reading[]>;
}

/** The p-th part (0…1) of values in any order; 0 where there are none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** What Parley needs of a virus scanner, in our words. Types only. */
import type { Result } from '@parley/contract/values/result.ts';

export type ScanVerdict = { readonly isClean: true } | { readonly isClean: false; readonly name: string };

export interface ScanFailure {
  /** `refused`: it will not look at this file, now or later. */
  readonly kind: 'unavailable' | 'refused';
  /** For the operator's log. */
  readonly detail: string;
}

export interface Scanner {
  scan(bytes: Uint8Array): Promise<Result<ScanVerdict, ScanFailure>>;
}

/** What Parley needs of a virus scanner, in our words. Types only. */
import type { Result } from '@parley/contract/values/result.ts';

export type ScanVerdict = { readonly isClean: true } | { readonly isClean: false; readonly name: string };

export interface ScanFailure {
  readonly kind: 'unavailable' | 'refused';
  /** For logs. */
  readonly detail: string;
}

export interface Scanner {
  scan(bytes: Uint8Array): Promise<Result<ScanVerdict, ScanFailure>>;
}

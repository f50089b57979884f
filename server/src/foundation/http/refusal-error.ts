/** A refusal on its way out: hooks and route handlers of the edge throw it, the error handler answers it. Domains never see it. */
import type { Refusal } from '@parley/contract/values/result.ts';

export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

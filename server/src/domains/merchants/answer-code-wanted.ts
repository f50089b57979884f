/** The answer to a right password without the code that goes with it. */
import type { ErrorEnvelope } from '@parley/contract/api/envelope.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { envelopeOf } from '../../foundation/http/error-answers.ts';

/**
 * The envelope where a code is wanted, for a 401: nobody is signed in yet. (The catalogue's 403 is for somebody who is, and must prove
 * themselves once more.)
 */
export function codeWanted(result: Result<unknown>, requestId: string): ErrorEnvelope | undefined {
  if (result.ok || result.refusal.code !== 'auth.two_factor_required') return undefined;
  return envelopeOf({ code: 'auth.two_factor_required', message: 'Enter the code of your second factor, or a recovery code.' }, requestId);
}

/**
 * What a customer, merchant or provider can cause is returned as a Result; what only a bug or an outage can cause is thrown.
 * A refusal names a code of the one catalogue (refusals.ts) and keeps public text apart from internal detail.
 */
import type { RefusalCode } from '../refusals.ts';

export interface FieldProblem {
  /** Path in the request, dots between steps: `items.0.quantity`. */
  readonly field: string;
  readonly message: string;
}

export interface Refusal<C extends RefusalCode = RefusalCode> {
  readonly code: C;
  /** Public sentence that replaces the catalogue's own, when this case can say more. */
  readonly message?: string;
  readonly details?: readonly FieldProblem[];
  /** When asking again makes sense, where that is known; answered as Retry-After. */
  readonly retryAfterSeconds?: number;
  /** For logs only; never leaves the server. */
  readonly internal?: string;
}

export type Result<T, R = Refusal> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<C extends RefusalCode>(
  code: C,
  more: Omit<Refusal<C>, 'code'> = {},
): { readonly ok: false; readonly refusal: Refusal<C> } {
  return { ok: false, refusal: { code, ...more } };
}

/** The value, or a thrown error: for places where a refusal would be a bug. */
export function expectOk<T>(result: Result<T, { readonly code: string; readonly internal?: string }>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected refusal ${result.refusal.code}${result.refusal.internal ? `: ${result.refusal.internal}` : ''}`);
}

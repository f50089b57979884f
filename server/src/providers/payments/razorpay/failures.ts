/** Razorpay's refusals, told as the port's failures. The only place that reads their error texts. */
import { type CallKind, retryAfterMs, unanswered } from '../../calls/silence.ts';
import type { GatewayFailure } from '../payments.port.ts';
import { errorWire } from './wire.ts';

/** What an answer that is not 2xx means. */
export function failureOfAnswer(status: number, body: unknown, kind: CallKind, retryAfter: string | null): GatewayFailure {
  const parsed = errorWire.safeParse(body);
  const description = parsed.success ? (parsed.data.error.description ?? parsed.data.error.code) : undefined;
  const detail = `${status} ${description ?? 'no description'}`;
  if (status === 401 || status === 403) return { kind: 'bad_credentials', detail };
  if (status === 429) return { kind: 'rate_limited', detail, afterMs: retryAfterMs(retryAfter) ?? 2_000 };
  // The same refund is still being worked on: asking again with the same key is right, acting otherwise is not.
  if (status === 409) return { kind: 'in_doubt', detail, afterMs: 1_000 };
  if (status >= 500) return { kind: unanswered(kind), detail };
  if (status === 404 || isUnknownId(description)) return { kind: 'not_found', detail };
  return { kind: 'rejected', detail };
}

export function isReferenceTaken(failure: GatewayFailure): boolean {
  return failure.kind === 'rejected' && /reference[ _]?id/i.test(failure.detail) && /already/i.test(failure.detail);
}

function isUnknownId(description: string | undefined): boolean {
  return /id provided (does not exist|is not valid)|not a valid id/i.test(description ?? '');
}

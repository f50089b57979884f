/** Paystack's refusals, told as the port's failures. The only place that reads their error texts; a 200 may carry one. */
import { type CallKind, retryAfterMs, unanswered } from '../../calls/silence.ts';
import type { GatewayFailure } from '../payments.port.ts';
import { envelopeWire } from './wire.ts';

/** What an answer means whose `status` is not true, whatever its HTTP status. */
export function failureOfAnswer(status: number, body: unknown, kind: CallKind, retryAfter: string | null): GatewayFailure {
  const parsed = envelopeWire.safeParse(body);
  const message = parsed.success ? (parsed.data.message ?? parsed.data.code) : undefined;
  const detail = `${status} ${message ?? 'no message'}`;
  if (status === 401 || status === 403 || /invalid key/i.test(message ?? '')) return { kind: 'bad_credentials', detail };
  if (status === 429) return { kind: 'rate_limited', detail, afterMs: retryAfterMs(retryAfter) ?? 2_000 };
  if (status >= 500) return { kind: unanswered(kind), detail };
  if (status === 404 || /not found/i.test(message ?? '')) return { kind: 'not_found', detail };
  return { kind: 'rejected', detail };
}

export function isReferenceTaken(failure: GatewayFailure): boolean {
  return failure.kind === 'rejected' && /duplicate transaction reference/i.test(failure.detail);
}

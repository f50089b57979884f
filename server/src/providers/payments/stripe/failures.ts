/** Stripe's refusals, told as the port's failures. The only place that reads their error bodies. */
import { type CallKind, retryAfterMs, unanswered } from '../../calls/silence.ts';
import type { GatewayFailure } from '../payments.port.ts';
import { errorWire } from './wire.ts';

export interface Refused {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** `mismatch`: our key was used before with other words. `stale`: this is the remembered answer to an earlier call that broke. */
export interface StripeFailure extends GatewayFailure {
  readonly key?: 'mismatch' | 'stale';
}

/** What an answer that is not 2xx means. */
export function failureOfAnswer({ status, body, headers }: Refused, kind: CallKind): StripeFailure {
  const parsed = errorWire.safeParse(body);
  const error = parsed.success ? parsed.data.error : {};
  const detail = `${status} ${error.message ?? error.code ?? 'no description'}`;
  if (status === 401 || status === 403) return { kind: 'bad_credentials', detail };
  if (status === 429) return { kind: 'rate_limited', detail, afterMs: retryAfterMs(headers.get('retry-after')) ?? 2_000 };
  // Another call with our key is under way (409), or something behind them failed (424): asking again with the same key is right.
  const mayTryAgain = status === 409 || status === 424 || headers.get('stripe-should-retry') === 'true';
  if (status < 500 && mayTryAgain) return { kind: unanswered(kind), detail, afterMs: 1_000 };
  if (status >= 500) return { kind: unanswered(kind), detail, ...(isReplay(headers) ? { key: 'stale' } : {}) };
  if (error.type === 'idempotency_error') return { kind: 'rejected', detail, key: 'mismatch' };
  if (status === 404 || error.code === 'resource_missing') return { kind: 'not_found', detail };
  return { kind: 'rejected', detail };
}

/** Whether the answer is the remembered one of an earlier call under the same key. */
export function isReplay(headers: Headers): boolean {
  return headers.get('idempotent-replayed') === 'true';
}

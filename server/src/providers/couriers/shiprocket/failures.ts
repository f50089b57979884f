/** Shiprocket's refusals and silences, told as the port's failures. The only place that reads their error texts. */
import { type CallKind, retryAfterMs, unanswered } from '../../calls/silence.ts';
import type { CourierFailure } from '../couriers.port.ts';
import { errorWire, fieldMessages, messageText } from './wire.ts';

type Refused = { readonly ok: false; readonly refusal: CourierFailure };

export function fail(kind: CourierFailure['kind'], detail: string): Refused {
  return { ok: false, refusal: { kind, detail } };
}

/** What an answer that is not 2xx means. */
export function failureOfAnswer(status: number, body: unknown, kind: CallKind, retryAfter: string | null): CourierFailure {
  const parsed = errorWire.safeParse(body);
  const words = parsed.success ? messageText(parsed.data.message) : undefined;
  const fields = parsed.success ? [...fieldMessages(parsed.data.errors), ...fieldMessages(parsed.data.message)] : [];
  const detail = `${status} ${words ?? 'no message'}`;
  const named = fields.length === 0 ? {} : { fields };
  if (status === 401 || status === 403) return { kind: 'bad_credentials', detail };
  if (status === 429) return { kind: 'rate_limited', detail, afterMs: retryAfterMs(retryAfter) ?? 5_000 };
  // Their way of saying "no such id": an error of the language they are written in.
  if (status >= 500 && /property (".*" )?of non-object|on null/i.test(detail)) return { kind: 'not_found', detail };
  if (status >= 500) return { kind: unanswered(kind), detail };
  if (status === 404) return { kind: 'not_found', detail };
  return isAboutBalance(detail) ? { kind: 'no_balance', detail } : { kind: 'rejected', detail, ...named };
}

/** What a 2xx answer means whose body tells of failure. */
export function failureOfWords(words: string | undefined, statusCode?: number): Refused {
  const detail = words ?? 'refused without a word';
  return fail(statusCode === 350 || isAboutBalance(detail) ? 'no_balance' : 'rejected', detail);
}

export function isTaken(failure: CourierFailure): boolean {
  const words = [failure.detail, ...(failure.fields ?? []).map((field) => field.message)].join(' ');
  return failure.kind === 'rejected' && /already (been taken|exists?)|duplicate/i.test(words);
}

function isAboutBalance(words: string): boolean {
  return /recharge|wallet|insufficient balance|low balance/i.test(words);
}

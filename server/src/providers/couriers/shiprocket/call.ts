/** One call to Shiprocket: address, token, time-out, and what the answer or the silence means. It never repeats a write. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import { type CallKind, failureOfSilence, parseJson, unanswered } from '../../calls/silence.ts';
import type { CourierFailure } from '../couriers.port.ts';
import { fail, failureOfAnswer } from './failures.ts';

export interface Sent {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string;
}

/** Failures carry the HTTP status where there was an answer: a 401 asks for a new login. */
export type CallOutcome<T> = Result<T, CourierFailure> & { readonly status?: number };

export type RawCall = <S extends z.ZodType>(
  kind: CallKind,
  method: 'GET' | 'POST',
  path: string,
  schema: S,
  sent?: Sent,
) => Promise<CallOutcome<z.infer<S>>>;

export interface CallOptions {
  /** Origin only; the call adds `/v1/external`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs?: number;
}

export function createCall(options: CallOptions): RawCall {
  const origin = options.baseUrl.replace(/\/+$/, '');
  return async function call(kind, method, path, schema, sent = {}) {
    const query = sent.query ? `?${new URLSearchParams(sent.query)}` : '';
    const once = async (): Promise<CallOutcome<z.infer<typeof schema>>> => {
      try {
        const response = await options.fetch(`${origin}/v1/external${path}${query}`, {
          method,
          headers: {
            accept: 'application/json',
            ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
            ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
          signal: AbortSignal.timeout(options.timeoutMs ?? 20_000),
        });
        const { status } = response;
        const body = parseJson(await response.text());
        if (!response.ok) {
          return { ok: false, status, refusal: failureOfAnswer(status, body, kind, response.headers.get('retry-after')) };
        }
        const parsed = schema.safeParse(body);
        if (parsed.success) return ok(parsed.data);
        return fail(unanswered(kind), `unreadable answer: ${parsed.error.message}`);
      } catch (error) {
        return { ok: false, refusal: failureOfSilence(error, kind) };
      }
    };
    const first = await once();
    return !first.ok && kind === 'read' && first.refusal.kind === 'unavailable' ? once() : first;
  };
}

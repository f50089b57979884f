/** One call to Paystack's API: headers, time limit, their envelope. It knows no address and no rule of payments. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import { type CallKind, failureOfSilence, parseJson, unanswered } from '../../calls/silence.ts';
import type { GatewayFailure } from '../payments.port.ts';
import { failureOfAnswer } from './failures.ts';
import { envelopeWire } from './wire.ts';

/** Answers the parsed `data` of their envelope. */
export type Call = <S extends z.ZodType>(
  kind: CallKind,
  method: 'GET' | 'POST',
  path: string,
  schema: S,
  body?: unknown,
) => Promise<Result<z.infer<S>, GatewayFailure>>;

export interface CallOptions {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly credentials: { readonly secretKey: string };
  readonly timeoutMs?: number;
}

/** A read that found nobody is asked once more, a write never. */
export function createCall(options: CallOptions): Call {
  const origin = options.baseUrl.replace(/\/+$/, '');
  return async function call(kind, method, path, schema, sent) {
    const once = async (): Promise<Result<z.infer<typeof schema>, GatewayFailure>> => {
      try {
        const response = await options.fetch(`${origin}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${options.credentials.secretKey}`,
            accept: 'application/json',
            ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
          signal: AbortSignal.timeout(options.timeoutMs ?? 20_000),
        });
        const body = parseJson(await response.text());
        const envelope = envelopeWire.safeParse(body);
        if (!response.ok || (envelope.success && !envelope.data.status))
          return { ok: false, refusal: failureOfAnswer(response.status, body, kind, response.headers.get('retry-after')) };
        const parsed = schema.safeParse(envelope.success ? envelope.data.data : undefined);
        return parsed.success ? ok(parsed.data) : fail(unanswered(kind), `unreadable answer: ${parsed.error.message}`);
      } catch (error) {
        return { ok: false, refusal: failureOfSilence(error, kind) };
      }
    };
    const first = await once();
    return !first.ok && kind === 'read' && first.refusal.kind === 'unavailable' ? once() : first;
  };
}

export function fail(kind: GatewayFailure['kind'], detail: string): { readonly ok: false; readonly refusal: GatewayFailure } {
  return { ok: false, refusal: { kind, detail } };
}

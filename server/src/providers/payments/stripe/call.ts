/**
 * One call to Stripe: pinned version, form body, idempotency key, time-out, and the answer parsed or told as a failure. It repeats
 * reads once and writes never.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import { type CallKind, failureOfSilence, parseJson, unanswered } from '../../calls/silence.ts';
import type { StripeCredentials } from '../payments.port.ts';
import { failureOfAnswer, isReplay, type StripeFailure } from './failures.ts';
import { encodeForm, type FormValue } from './form.ts';

/** The shapes in `wire.ts` are those of this version. */
export const stripeVersion = '2026-10-28.endive';

export interface StripeClientOptions {
  /** Origin only, e.g. `https://api.stripe.com`; the client adds `/v1/…`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: { now(): Date };
  readonly credentials: Pick<StripeCredentials, 'secretKey'>;
  /** How long an answer is waited for; 20 s when absent. */
  readonly timeoutMs?: number;
}

export type Fields = { readonly [name: string]: FormValue };

export interface Sent {
  readonly fields?: Fields;
  /** At most 255 characters; Stripe remembers its first answer under it for a day. */
  readonly key?: string;
}

export interface Answer<T> {
  readonly value: T;
  /** As it stood when the key was first used, not as it stands now. */
  readonly isReplay: boolean;
}

export interface StripeCall {
  read<S extends z.ZodType>(path: string, schema: S, fields?: Fields): Promise<Result<z.infer<S>, StripeFailure>>;
  write<S extends z.ZodType>(path: string, schema: S, sent?: Sent): Promise<Result<Answer<z.infer<S>>, StripeFailure>>;
}

export function createStripeCall(options: StripeClientOptions): StripeCall {
  const origin = options.baseUrl.replace(/\/+$/, '');

  async function once<S extends z.ZodType>(
    kind: CallKind,
    path: string,
    schema: S,
    { fields = {}, key }: Sent,
  ): Promise<Result<Answer<z.infer<S>>, StripeFailure>> {
    const form = encodeForm(fields).toString();
    const address = `${origin}/v1${path}${kind === 'read' && form !== '' ? `?${form}` : ''}`;
    try {
      const response = await options.fetch(address, {
        method: kind === 'read' ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${options.credentials.secretKey}`,
          accept: 'application/json',
          'stripe-version': stripeVersion,
          ...(kind === 'write' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(kind === 'write' ? { body: form } : {}),
        signal: AbortSignal.timeout(options.timeoutMs ?? 20_000),
      });
      const body = parseJson(await response.text());
      const { status, headers } = response;
      if (!response.ok) return { ok: false, refusal: failureOfAnswer({ status, body, headers }, kind) };
      const parsed = schema.safeParse(body);
      if (parsed.success) return ok({ value: parsed.data, isReplay: isReplay(headers) });
      const detail = `unreadable answer: ${parsed.error.message}`;
      return { ok: false, refusal: { kind: unanswered(kind), detail } };
    } catch (error) {
      return { ok: false, refusal: failureOfSilence(error, kind) };
    }
  }

  return {
    async read(path, schema, fields = {}) {
      const first = await once('read', path, schema, { fields });
      const answer = !first.ok && first.refusal.kind === 'unavailable' ? await once('read', path, schema, { fields }) : first;
      return answer.ok ? ok(answer.value.value) : answer;
    },
    write: (path, schema, sent = {}) => once('write', path, schema, sent),
  };
}

/** All rows of a list, newest first, until `enough` says so. Refuses `unavailable` where the list is longer than `mostPages`. */
export async function readPages<S extends z.ZodType<{ readonly id: string }>>(
  call: StripeCall,
  path: string,
  schema: z.ZodType<{ readonly data: readonly z.infer<S>[]; readonly has_more: boolean }>,
  { fields, enough, mostPages }: { fields: Fields; enough: (rows: readonly z.infer<S>[]) => boolean; mostPages: number },
): Promise<Result<readonly z.infer<S>[], StripeFailure>> {
  const rows: z.infer<S>[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const last = rows.at(-1);
    const answer = await call.read(path, schema, { ...fields, limit: 100, ...(last ? { starting_after: last.id } : {}) });
    if (!answer.ok) return answer;
    rows.push(...answer.value.data);
    if (enough(rows) || !answer.value.has_more || answer.value.data.length === 0) return ok(rows);
  }
  return { ok: false, refusal: { kind: 'unavailable', detail: `${path} is longer than ${mostPages} pages` } };
}

/**
 * One call to the Graph API and what can go wrong with it: refused before it left, no answer after it left, an error they explain, an
 * error nobody explains. It must never log or return the token.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { z } from 'zod';
import { failed, lostAnswer, parsedJson, transportFailure } from '../lost-answer.ts';
import type { SendFailure } from '../messaging.port.ts';
import { retryAfterMs } from '../rulings.ts';
import { failureOf } from './failures.ts';
import { errorAnswer, errorDetail } from './wire.ts';

export interface GraphCallerOptions {
  /** Origin, with a path before it where they are reached through one; no version. */
  readonly baseUrl: string;
  /** `v25.0` */
  readonly version: string;
  readonly accessToken: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Milliseconds a call may take, from asking to the last byte of the answer. */
  readonly timeoutMs: number;
}

export interface GraphCall<S extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** After the version, without a slash before it. */
  readonly path: string;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly answer: S;
  /** Doing it twice would be seen by somebody: a lost answer is then in doubt instead of simply unavailable. */
  readonly once?: boolean;
}

export type GraphCaller = <S extends z.ZodType>(call: GraphCall<S>) => Promise<Result<z.output<S>, SendFailure>>;

export function createGraphCaller(options: GraphCallerOptions): GraphCaller {
  const base = `${options.baseUrl.replace(/\/+$/, '')}/${options.version}`;
  return async (call) => {
    const once = call.once === true;
    try {
      const response = await options.fetch(`${base}/${call.path}`, {
        method: call.method,
        headers: {
          authorization: `Bearer ${options.accessToken}`,
          'user-agent': 'Parley',
          ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
        ...(call.form ? { body: call.form } : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      const json = parsedJson(await response.text());
      if (response.ok) {
        const answer = call.answer.safeParse(json);
        return answer.success ? ok(answer.data) : failed(lostAnswer(once, `an answer ${response.status} we cannot read`));
      }
      return failed(refusalIn(response, json, once, options.clock.now()));
    } catch (error) {
      return failed(transportFailure(error, once));
    }
  };
}

/**
 * A 5xx in their own words means it was not done. One without (a gateway's page, an empty body) may stand between us and a call that
 * succeeded.
 */
function refusalIn(response: Response, json: unknown, once: boolean, now: Date): SendFailure {
  const parsed = errorAnswer.safeParse(json);
  if (!parsed.success && response.status >= 500) return lostAnswer(once, `status ${response.status} without an explanation`);
  const error = parsed.success ? parsed.data.error : undefined;
  return failureOf({
    code: error?.code,
    httpStatus: response.status,
    detail: error ? errorDetail(error) : `status ${response.status} without an explanation`,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), now),
  });
}

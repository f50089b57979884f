/**
 * One call to Twilio and what can go wrong with it: refused before it left, no answer after it left, an error they explain, an error
 * nobody explains. It must never log or return the token.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { z } from 'zod';
import { failed, lostAnswer, parsedJson, transportFailure } from '../lost-answer.ts';
import type { SendFailure, TwilioCredentials } from '../messaging.port.ts';
import { retryAfterMs } from '../rulings.ts';
import { failureOf } from './failures.ts';
import { errorAnswer } from './wire.ts';

export interface TwilioCallerOptions {
  readonly credentials: TwilioCredentials;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Milliseconds a call may take, from asking to the last byte of the answer. */
  readonly timeoutMs: number;
}

export interface TwilioCall<S extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly answer: S;
  /** Doing it twice would be seen by somebody: a lost answer is then in doubt instead of simply unavailable. */
  readonly once?: boolean;
}

export type TwilioCaller = <S extends z.ZodType>(call: TwilioCall<S>) => Promise<Result<z.output<S>, SendFailure>>;

export function basicAuth({ accountSid, authToken }: Pick<TwilioCredentials, 'accountSid' | 'authToken'>): string {
  return `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
}

export function createTwilioCaller(options: TwilioCallerOptions): TwilioCaller {
  const authorization = basicAuth(options.credentials);
  return async (call) => {
    const once = call.once === true;
    try {
      const response = await options.fetch(call.url, {
        method: call.method,
        headers: {
          authorization,
          accept: 'application/json',
          'user-agent': 'Parley',
          ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.form === undefined ? {} : { body: new URLSearchParams(call.form) }),
        ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      const json = parsedJson(await response.text());
      if (!response.ok) return failed(refusalIn(response, json, once, options.clock.now()));
      const answer = call.answer.safeParse(json);
      return answer.success ? ok(answer.data) : failed(lostAnswer(once, `an answer ${response.status} we cannot read`));
    } catch (error) {
      return failed(transportFailure(error, once));
    }
  };
}

/** A 5xx in their own words means it was not done. One without may stand between us and a call that succeeded. */
function refusalIn(response: Response, json: unknown, once: boolean, now: Date): SendFailure {
  const parsed = errorAnswer.safeParse(json);
  const error = parsed.success && parsed.data.code !== undefined ? parsed.data : undefined;
  if (error === undefined && response.status >= 500) return lostAnswer(once, `status ${response.status} without an explanation`);
  return failureOf({
    code: error?.code,
    httpStatus: response.status,
    detail: error?.message ?? `status ${response.status} without an explanation`,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), now),
  });
}

/**
 * One question to the server, and what its answer is worth: says apart what the server refused from what it could not be asked, since only
 * the second is worth trying again. Believes nothing that a proxy, a sign-in page or a moved address may have answered in its place.
 */
import { z } from 'zod';

/** `refused`: it answered and will answer the same again · `away`: it could not be asked, or not now. */
export type Answer<T> =
  | { readonly is: 'ok'; readonly value: T }
  | { readonly is: 'refused'; readonly status: number; readonly message: string }
  | { readonly is: 'away'; readonly message: string; readonly retryAfterMs?: number };

export interface Asked<T> {
  readonly url: string;
  readonly method: string;
  readonly body: unknown;
  readonly apiKey?: string;
  readonly withinMs: number;
  readonly stop?: AbortSignal;
  /** Throws where the answer is not the API's; undefined comes for an empty body. */
  readonly read: (json: unknown, status: number) => T;
}

/** However long somebody between us and the server says. */
const LONGEST_WAIT_MS = 15 * 60_000;

export async function ask<T>({ url, method, body, apiKey, withinMs, stop, read }: Asked<T>): Promise<Answer<T>> {
  try {
    const limit = AbortSignal.timeout(withinMs);
    const answer = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: stop ? AbortSignal.any([limit, stop]) : limit,
      // The key goes to the address it was given for, and nowhere else.
      redirect: 'manual',
    });
    const text = await answer.text();
    if (!answer.ok) return notOk(answer, text);
    try {
      return { is: 'ok', value: read(text === '' ? undefined : JSON.parse(text), answer.status) };
    } catch {
      return { is: 'away', message: `${new URL(url).origin} answers, but not as Parley does` };
    }
  } catch (error) {
    return { is: 'away', message: reasonOf(error) };
  }
}

const problem = z.object({ error: z.object({ message: z.string() }) });

/** Of an answer that is not a good one. Only words of Parley's own can refuse: a page of a proxy says nothing of the job. */
export function notOk(answer: Response, text: string): Answer<never> {
  const { status } = answer;
  const said = messageIn(text);
  const isLater = status >= 500 || status === 429 || status === 408;
  if (said !== undefined && !isLater && status >= 400) return { is: 'refused', status, message: said };
  const onwards = answer.headers.get('location');
  if (status >= 300 && status < 400)
    return { is: 'away', message: `the address leads on to ${onwards ?? 'another'}: pair again with the address it has now` };
  const wait = retryAfterMs(answer.headers.get('retry-after'));
  return { is: 'away', message: said ?? `HTTP ${status}`, ...(isLater && wait !== undefined ? { retryAfterMs: wait } : {}) };
}

function messageIn(text: string): string | undefined {
  try {
    return problem.parse(JSON.parse(text)).error.message;
  } catch {
    return undefined;
  }
}

/** Seconds, or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1_000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}

const untrusted = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE))$/;

/** In plain words, for the operator. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  if (!(error.cause instanceof Error)) return error.message;
  const { message, code } = error.cause as NodeJS.ErrnoException;
  // Several addresses that all failed have a code and no words.
  const cause = message === '' ? code : message;
  const hint = untrusted.test(code ?? '') ? '; to trust it, set NODE_EXTRA_CA_CERTS to the file with its certificate' : '';
  return cause === undefined ? error.message : `${error.message} (${cause}${hint})`;
}

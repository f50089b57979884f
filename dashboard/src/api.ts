/**
 * The one way to the server: JSON over the API of SPEC 4, signed in by the browser's cookie. A refusal becomes a Problem with the code and
 * the fields it names; nothing here knows a domain.
 */
import type { ErrorEnvelope, Pagination } from '@parley/contract/api/envelope.ts';
import { readAnswer } from './own-address.ts';

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** Field → what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;
export interface Page<T> {
  readonly data: readonly T[];
  readonly pagination: Pagination;
}
export interface Stream<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

const BASE = '/api/v1';

/** `/api/v1/orders?status=paid`; empty values are left out. For links to CSV and PDF files too. */
export function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return `${BASE}${path}${search.size > 0 ? `?${search}` : ''}`;
}

interface Send {
  readonly body?: unknown;
  /** The caller's time-based code, for edits that need it. */
  readonly code?: string | undefined;
  /** Repeats with the same key have one effect. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

async function send<T>(method: string, path: string, query: Query | undefined, { body, code, key, signal }: Send = {}): Promise<T> {
  const isForm = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...(code === undefined ? {} : { 'x-2fa-code': code }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, 'offline', '');
  }
  if (response.status === 204) return undefined as T;
  const answer = readAnswer(await response.text().catch(() => ''));
  if (response.ok) return answer as T;
  throw problemOf(response.status, answer);
}

/** What a refused answer says; `unexpected` where it says nothing. */
export function problemOf(status: number, answer: unknown): Problem {
  const error = (answer as Partial<ErrorEnvelope> | undefined)?.error;
  if (error === undefined) return new Problem(status, 'unexpected', '');
  return new Problem(
    status,
    error.code,
    error.message,
    Object.fromEntries((error.details ?? []).map((each) => [each.field, each.message])),
  );
}

/** The answer's `data`. */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await send<{ readonly data: T }>('GET', path, query, { signal })).data;
}
/** For answers that carry more than `data` at their top, such as a report with its pages. */
export const getWhole = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => send('GET', path, query, { signal });
export const getPage = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<Page<T>> => send('GET', path, query, { signal });
export const getStream = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<Stream<T>> => send('GET', path, query, { signal });

type Change = Omit<Send, 'signal'>;
/** A POST carries an idempotency key of its own, so that a repeat after a lost answer has one effect. */
export async function post<T>(path: string, body?: unknown, change: Omit<Change, 'body'> = {}): Promise<T> {
  const answer = await send<{ readonly data: T } | undefined>('POST', path, undefined, { key: crypto.randomUUID(), ...change, body });
  return answer?.data as T;
}
/** For the few answers that carry more than `data` at their top. */
export const postWhole = <T>(path: string, body?: unknown): Promise<T> => send('POST', path, undefined, { body });
export async function patch<T>(path: string, body: unknown, change: Omit<Change, 'body'> = {}): Promise<T> {
  return (await send<{ readonly data: T }>('PATCH', path, undefined, { ...change, body })).data;
}
export async function put<T>(path: string, body: unknown): Promise<T> {
  return (await send<{ readonly data: T }>('PUT', path, undefined, { body })).data;
}
export async function remove<T>(path: string, change: Change = {}): Promise<T> {
  return (await send<{ readonly data: T } | undefined>('DELETE', path, undefined, change))?.data as T;
}

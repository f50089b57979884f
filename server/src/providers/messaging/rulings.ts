/**
 * What the sender does next, from a service's error code and the status of its answer. The services keep their own tables of codes; how
 * a table is written and read is the same for all. Pure.
 */
import { hourMs, secondMs } from '@parley/contract/values/time.ts';
import type { SendFailure, SendFailureKind } from './messaging.port.ts';

export type Ruling = Pick<SendFailure, 'kind' | 'retry' | 'afterMs'>;

/** Part of a table: the same message would be refused again. */
export function never(kind: SendFailureKind, ...codes: readonly number[]): [number, Ruling][] {
  return codes.map((code) => [code, { kind, retry: 'never' }]);
}

/** Nothing leaves until somebody looks. */
export function operator(kind: SendFailureKind, ...codes: readonly number[]): [number, Ruling][] {
  return codes.map((code) => [code, { kind, retry: 'operator' }]);
}

/** @param afterMs undefined leaves the pause to the sender. */
export function later(kind: SendFailureKind, afterMs: number | undefined, ...codes: readonly number[]): [number, Ruling][] {
  return codes.map((code) => [code, { kind, retry: 'later', ...(afterMs === undefined ? {} : { afterMs }) }]);
}

export interface TheirError {
  readonly code?: number | undefined;
  /** Absent for a failed status, which has none. */
  readonly httpStatus?: number | undefined;
  readonly detail: string;
  /** From the Retry-After header; wins over the table's own pause. */
  readonly retryAfterMs?: number | undefined;
}

/** Codes come and go: an unknown 4xx is never tried again, an unknown 5xx later. */
export function judge(known: Ruling | undefined, { code, httpStatus, detail, retryAfterMs: told }: TheirError): SendFailure {
  const { kind, retry, afterMs: own } = known ?? unknown(httpStatus);
  const afterMs = retry === 'later' ? (told ?? own) : undefined;
  return {
    kind,
    retry,
    detail,
    ...(code === undefined ? {} : { code: String(code) }),
    ...(afterMs === undefined ? {} : { afterMs }),
  };
}

function unknown(httpStatus: number | undefined): Ruling {
  if (httpStatus === undefined) return { kind: 'undeliverable', retry: 'never' };
  if (httpStatus === 401 || httpStatus === 403) return { kind: 'bad_credentials', retry: 'operator' };
  if (httpStatus === 429) return { kind: 'rate_limited', retry: 'later' };
  if (httpStatus >= 500) return { kind: 'unavailable', retry: 'later' };
  return { kind: 'bad_message', retry: 'never' };
}

/** Milliseconds of a Retry-After header (seconds or an HTTP date), at most a day; undefined where it cannot be read. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * secondMs : new Date(header).getTime() - now.getTime();
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, 0), 24 * hourMs);
}

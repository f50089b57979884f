/**
 * What it means when a call to a messaging service brings no answer, or none that can be read: not done, or perhaps done. Pure; it knows
 * nobody by name and never repeats a header or a body.
 */
import type { SendFailure } from './messaging.port.ts';

export interface Failed {
  readonly ok: false;
  readonly refusal: SendFailure;
}

export function failed(failure: SendFailure): Failed {
  return { ok: false, refusal: failure };
}

/** The call reached them, or may have. @param once doing it twice would be seen by somebody. */
export function lostAnswer(once: boolean, detail: string): SendFailure {
  return once ? { kind: 'in_doubt', retry: 'confirm', detail } : { kind: 'unavailable', retry: 'later', detail };
}

/** Codes of errors that come before the first byte of the request is written. */
const neverLeft: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export function transportFailure(error: unknown, once: boolean): SendFailure {
  const code = causeCode(error);
  if (code !== undefined && neverLeft.has(code)) return { kind: 'unavailable', retry: 'later', detail: `no connection: ${code}` };
  const name = error instanceof Error ? error.name : 'unknown error';
  return lostAnswer(once, `no answer: ${code ?? name}`);
}

function causeCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses of one host were tried: their errors come bundled.
  if (error instanceof AggregateError && error.errors.length > 0) return causeCode(error.errors[0]);
  return causeCode(error.cause);
}

/** Undefined for what is no JSON: a gateway's page, half an answer, nothing. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

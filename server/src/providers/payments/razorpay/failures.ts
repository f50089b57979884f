/** Razorpay's refusals and silences, told as the port's failures. The only place that reads their error texts. */
import type { GatewayFailure } from '../payments.port.ts';
import { errorWire } from './wire.ts';

/** `read`: repeating changes nothing. `write`: an unanswered call may have taken effect. */
export type CallKind = 'read' | 'write';

/** What an answer that is not 2xx means. */
export function failureOfAnswer(status: number, body: unknown, kind: CallKind, retryAfter: string | null): GatewayFailure {
  const parsed = errorWire.safeParse(body);
  const description = parsed.success ? (parsed.data.error.description ?? parsed.data.error.code) : undefined;
  const detail = `${status} ${description ?? 'no description'}`;
  if (status === 401 || status === 403) return { kind: 'bad_credentials', detail };
  if (status === 429) return { kind: 'rate_limited', detail, afterMs: retryAfterMs(retryAfter) ?? 2_000 };
  // The same refund is still being worked on: asking again with the same key is right, acting otherwise is not.
  if (status === 409) return { kind: 'in_doubt', detail, afterMs: 1_000 };
  if (status >= 500) return { kind: kind === 'read' ? 'unavailable' : 'in_doubt', detail };
  if (status === 404 || isUnknownId(description)) return { kind: 'not_found', detail };
  return { kind: 'rejected', detail };
}

/** What no answer means: refused connections never reached them, everything else may have. */
export function failureOfSilence(error: unknown, kind: CallKind): GatewayFailure {
  const detail = describe(error);
  if (kind === 'read' || neverSent(error)) return { kind: 'unavailable', detail };
  return { kind: 'in_doubt', detail };
}

export function isReferenceTaken(failure: GatewayFailure): boolean {
  return failure.kind === 'rejected' && /reference[ _]?id/i.test(failure.detail) && /already/i.test(failure.detail);
}

function isUnknownId(description: string | undefined): boolean {
  return /id provided (does not exist|is not valid)|not a valid id/i.test(description ?? '');
}

function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

function neverSent(error: unknown): boolean {
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined);
  return code !== undefined && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error) ?? codeOf(error.cause);
  return code === undefined ? `${error.name}: ${error.message}` : `${error.name}: ${error.message} (${code})`;
}

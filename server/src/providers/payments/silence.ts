/** What no answer from a gateway means, and when it asked us to wait. It knows no gateway by name. */
import type { GatewayFailure } from './payments.port.ts';

/** `read`: repeating changes nothing. `write`: an unanswered call may have taken effect. */
export type CallKind = 'read' | 'write';

/** Refused connections never reached them, everything else may have. */
export function failureOfSilence(error: unknown, kind: CallKind): GatewayFailure {
  const detail = describe(error);
  if (kind === 'read' || neverSent(error)) return { kind: 'unavailable', detail };
  return { kind: 'in_doubt', detail };
}

/** Of a `Retry-After` in seconds. */
export function retryAfterMs(header: string | null): number | undefined {
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

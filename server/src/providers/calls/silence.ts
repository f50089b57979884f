/** What it means when a call outside brings no answer, or none that can be read, and when we were asked to wait. It knows nobody by name. */

/** `read`: repeating changes nothing. `write`: an unanswered call may have taken effect. */
export type CallKind = 'read' | 'write';

export interface Silence {
  readonly kind: 'unavailable' | 'in_doubt';
  readonly detail: string;
}

/** What a call has come to that reached them, where their answer does not say. */
export function unanswered(kind: CallKind): Silence['kind'] {
  return kind === 'read' ? 'unavailable' : 'in_doubt';
}

/** Refused connections never reached them, everything else may have. */
export function failureOfSilence(error: unknown, kind: CallKind): Silence {
  return { kind: neverSent(error) ? 'unavailable' : unanswered(kind), detail: describe(error) };
}

/** Of a `Retry-After` in seconds. */
export function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** Undefined for what is no JSON: a proxy's page, half an answer. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
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

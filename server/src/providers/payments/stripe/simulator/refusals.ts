/** How Stripe says no: its error body with its status. Texts are what clients of the real service meet. */

export interface ApiRefusal {
  readonly status: number;
  readonly type: 'invalid_request_error' | 'api_error' | 'idempotency_error' | 'card_error';
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
  /** Found before anything was begun: an idempotency key then remembers nothing. */
  readonly beforehand?: boolean;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: ApiRefusal;
}

type More = Pick<ApiRefusal, 'code' | 'param' | 'beforehand'>;

/** Refused while it was carried out. */
export function bad(message: string, more: More = {}): Refused {
  return { ok: false, refusal: { status: 400, type: 'invalid_request_error', message, ...more } };
}

/** Refused for how it was asked. */
export function invalid(message: string, more: Omit<More, 'beforehand'> = {}): Refused {
  return bad(message, { ...more, beforehand: true });
}

export function missing(kind: string, id: string, param = 'id', status = 404): Refused {
  const refusal = { status, type: 'invalid_request_error', code: 'resource_missing', message: `No such ${kind}: '${id}'`, param } as const;
  return { ok: false, refusal: { ...refusal, beforehand: true } };
}

export function unauthenticated(key: string): ApiRefusal {
  const message =
    key === ''
      ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
      : `Invalid API Key provided: ${key.slice(0, 8)}***${key.slice(-4)}`;
  return { status: 401, type: 'invalid_request_error', message };
}

export function unknownAddress(method: string, path: string): ApiRefusal {
  return { status: 404, type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${path}).` };
}

export const ownFault: ApiRefusal = {
  status: 500,
  type: 'api_error',
  message: 'An unknown error occurred. Please try again in a little while.',
};

export function bodyOfRefusal({ type, code, message, param }: ApiRefusal): string {
  const doc = code === undefined ? {} : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` };
  return JSON.stringify({ error: { ...doc, message, ...(param === undefined ? {} : { param }), type } });
}

export function answerRefusal(refusal: ApiRefusal): Response {
  return new Response(bodyOfRefusal(refusal), { status: refusal.status, headers: { 'content-type': 'application/json' } });
}

/** How the gateway says no: its error body with its status. Texts are what clients of the real service meet. */

export interface ApiRefusal {
  readonly status: number;
  readonly code: 'BAD_REQUEST_ERROR' | 'GATEWAY_ERROR' | 'SERVER_ERROR';
  readonly description: string;
  readonly field?: string;
}

export function bad(description: string, field?: string): { readonly ok: false; readonly refusal: ApiRefusal } {
  return { ok: false, refusal: { status: 400, code: 'BAD_REQUEST_ERROR', description, ...(field === undefined ? {} : { field }) } };
}

export function unknownId(): { readonly ok: false; readonly refusal: ApiRefusal } {
  return bad('The id provided does not exist');
}

export const unauthenticated: ApiRefusal = { status: 401, code: 'BAD_REQUEST_ERROR', description: 'Authentication failed' };
export const unknownAddress: ApiRefusal = {
  status: 400,
  code: 'BAD_REQUEST_ERROR',
  description: 'The requested URL was not found on the server.',
};
export const ownFault: ApiRefusal = {
  status: 500,
  code: 'SERVER_ERROR',
  description: 'We are facing some trouble completing your request at the moment. Please try again shortly.',
};

export function answerRefusal(refusal: ApiRefusal): Response {
  const { code, description, field } = refusal;
  const error = {
    code,
    description,
    source: refusal.status >= 500 ? 'internal' : 'business',
    step: 'payment_initiation',
    reason: refusal.status >= 500 ? 'server_error' : 'input_validation_failed',
    metadata: [],
    ...(field === undefined ? {} : { field }),
  };
  return Response.json({ error }, { status: refusal.status });
}

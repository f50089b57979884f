/** How the gateway says no: its envelope with `status` false. Texts are what clients of the real service meet. */

export interface ApiRefusal {
  readonly status: number;
  readonly message: string;
  readonly code: string;
}

export function bad(message: string, code: string): { readonly ok: false; readonly refusal: ApiRefusal } {
  return { ok: false, refusal: { status: 400, message, code } };
}

export function unknownReference(): { readonly ok: false; readonly refusal: ApiRefusal } {
  return { ok: false, refusal: { status: 404, message: 'Transaction reference not found.', code: 'transaction_not_found' } };
}

export const unauthenticated: ApiRefusal = { status: 401, message: 'Invalid key', code: 'invalid_Key' };
export const unknownAddress: ApiRefusal = { status: 404, message: 'The requested address was not found', code: 'not_found' };
export const ownFault: ApiRefusal = { status: 500, message: 'An error occurred', code: 'unknown' };

/** @param hidden as 200: some of their refusals are told by the flag alone. */
export function answerRefusal({ status, message, code }: ApiRefusal, hidden = false): Response {
  const type = status >= 500 ? 'api_error' : 'validation_error';
  return Response.json(
    { status: false, message, meta: { nextStep: 'Check the request and try again' }, type, code },
    { status: hidden ? 200 : status },
  );
}

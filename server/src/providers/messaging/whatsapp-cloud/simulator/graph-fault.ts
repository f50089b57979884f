/** How the Graph API says no: one shape, a code, and details. The texts are for people; clients decide on the code. */

export interface GraphFault {
  readonly status: number;
  readonly code: number;
  readonly title: string;
  readonly details: string;
  readonly subcode?: number;
}

const known: Readonly<Record<number, readonly [status: number, title: string]>> = {
  2: [503, 'Service temporarily unavailable'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Invalid OAuth access token'],
  2500: [400, 'Unknown path components'],
  80014: [400, 'There have been too many calls for the batch uploads to this catalog account. Wait a bit and try again.'],
  130429: [400, 'Rate limit hit'],
  131000: [500, 'Something went wrong'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131026: [400, 'Message undeliverable'],
  131047: [400, 'Re-engagement message'],
  131050: [400, 'User has stopped marketing messages from your business'],
  131051: [400, 'Unsupported message type'],
  131053: [400, 'Media upload error'],
  131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [404, 'Template name does not exist in the translation'],
  132012: [400, 'Parameter format does not match format in the created template'],
  132018: [400, 'There is an issue with the parameters in your template'],
  133010: [400, 'Phone number is not registered'],
};

export function graphFault(code: number, details: string, subcode?: number): GraphFault {
  const [status, title] = known[code] ?? [400, 'Unknown error'];
  return { status, code, title, details, ...(subcode === undefined ? {} : { subcode }) };
}

/** An id that is not there, or not for this token: they do not tell which. */
export function unknownObject(id: string): GraphFault {
  return graphFault(100, `Object with ID '${id}' does not exist or cannot be loaded due to missing permissions`, 33);
}

export function answerFault(fault: GraphFault): Response {
  const error = {
    message: `(#${fault.code}) ${fault.title}`,
    type: 'OAuthException',
    code: fault.code,
    ...(fault.subcode === undefined ? {} : { error_subcode: fault.subcode }),
    error_data: { messaging_product: 'whatsapp', details: fault.details },
    fbtrace_id: 'AStandIn',
  };
  return Response.json({ error }, { status: fault.status });
}

/** The same fault as it stands in a failed status. */
export function statusError(fault: GraphFault): Readonly<Record<string, unknown>> {
  return {
    code: fault.code,
    title: fault.title,
    message: fault.title,
    error_data: { details: fault.details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

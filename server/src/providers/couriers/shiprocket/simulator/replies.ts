/** How the courier service says no: its several families of error bodies with their status. */
import type { z } from 'zod';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export function reply(body: unknown, status = 200): Reply {
  return { status, body };
}

export function refusal(status: number, message: string): Reply {
  return { status, body: { message, status_code: status } };
}

export const tokenMissing: Reply = refusal(401, 'Unauthenticated.');
export const tokenExpired: Reply = refusal(401, 'Token has expired');
export const notFound: Reply = { status: 404, body: { message: '404 Not Found' } };
export const ownFault: Reply = { status: 500, body: { message: 'Internal Server Error' } };
/** Their answer to ids they do not know. */
export const nonObject: Reply = { status: 500, body: { message: 'Trying to get property of non-object' } };

/** 422 with a list of words for each field, as their validator speaks. */
export function invalidFields(error: z.ZodError, message: string, sent: unknown): Reply {
  const errors: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.');
    const words = field.replaceAll('_', ' ');
    const isMissing = valueAt(sent, issue.path) === undefined;
    errors[field] = [...(errors[field] ?? []), isMissing ? `The ${words} field is required.` : `The ${words} is invalid.`];
  }
  return { status: 422, body: { message, errors, status_code: 422 } };
}

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined), sent);
}

export function answer({ status, body }: Reply): Response {
  if (body === undefined) return new Response(null, { status });
  return Response.json(body, { status });
}

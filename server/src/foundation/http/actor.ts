/** Who is asking, and which routes answer them: every route says its access or the server does not start. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Refusal } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { FastifyRequest } from 'fastify';
import { RefusalError } from './refusal-error.ts';

/** A signed-in person (`staff`) or a key (`program`), acting for one merchant. */
export interface Actor {
  readonly kind: 'staff' | 'program';
  /** Of the staff member or of the key. */
  readonly id: string;
  readonly merchantId: MerchantId;
  readonly role: Role;
  /** Of a person's sign-in. */
  readonly sessionId?: string;
  /** Of a key; absent means everything its role may do. */
  readonly scopes?: readonly string[];
  /** A machine of the shop's that asks all day by its nature; it has a budget of its own. */
  readonly polls?: true;
}

/** `public`: anybody, and `identify` is not asked. Otherwise the roles that may call; `platform_admin` always may. */
export type Access = 'public' | readonly Role[];

/** Undefined: no credentials were sent. A refusal: they were, and do not hold. */
export type Identify = (request: FastifyRequest) => Promise<Actor | Refusal | undefined>;

declare module 'fastify' {
  interface FastifyContextConfig {
    access: Access;
    /** Imports, exports, models: ten a minute. */
    heavy?: boolean;
  }
  interface FastifyRequest {
    actor: Actor | undefined;
  }
}

/** The one who asks, on a route that is not public. */
export function actorOf(request: Pick<FastifyRequest, 'actor'>): Actor {
  if (request.actor === undefined) throw new Error('actorOf on a public route');
  return request.actor;
}

/** @throws RefusalError 401 or 403. */
export async function admit(request: FastifyRequest, access: readonly Role[], identify: Identify): Promise<Actor> {
  const found = await identify(request);
  if (found === undefined) throw new RefusalError({ code: 'auth.required' });
  if ('code' in found) throw new RefusalError(found);
  if (found.role !== 'platform_admin' && !access.includes(found.role)) throw new RefusalError({ code: 'auth.forbidden' });
  return found;
}

/** `Bearer <token>` of the Authorization header, or X-API-Key; undefined when neither was sent. */
export function credentialsOf(
  request: Pick<FastifyRequest, 'headers'>,
): { readonly kind: 'bearer' | 'key'; readonly token: string } | undefined {
  const bearer = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'bearer', token: bearer };
  const key = request.headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? { kind: 'key', token: key } : undefined;
}

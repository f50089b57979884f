/** Which program asks, by its key, and whether the key was given this address. */
import type { Refusal } from '@parley/contract/values/result.ts';
import { after, minuteMs } from '@parley/contract/values/time.ts';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../../foundation/http/actor.ts';
import { hashToken } from '../../../foundation/secrets/secrets.ts';
import { merchantOfToken } from '../carried-token.ts';
import type { SessionDeps } from '../session.ts';
import { findLiveKey, noteUse } from './api-key.store.ts';
import { KEY_PREFIX } from './api-keys.ts';
import { missingScope } from './key-scopes.ts';

export function isApiKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX);
}

/** Refuses `auth.required` for whatever opens nothing, `auth.forbidden` naming the scope that is missing. */
export async function identifyByKey(
  deps: SessionDeps,
  request: Pick<FastifyRequest, 'method' | 'routeOptions'>,
  key: string,
): Promise<Actor | Refusal> {
  const actor = await actorOfKey(deps, key);
  if (actor === undefined) return { code: 'auth.required', message: 'This key is not known here, or has ended.' };
  const missing = missingScope(actor.scopes ?? [], request.method, request.routeOptions.url ?? '');
  return missing === undefined ? actor : { code: 'auth.forbidden', message: missing };
}

async function actorOfKey(deps: SessionDeps, key: string): Promise<Actor | undefined> {
  const merchantId = isApiKey(key) ? merchantOfToken(key.slice(KEY_PREFIX.length)) : undefined;
  if (merchantId === undefined) return undefined;
  const hash = hashToken(key);
  const known = deps.believed.find(hash);
  if (known !== undefined) return known;
  const now = deps.clock.now();
  const live = await deps.database.inTx(merchantId, async (tx) => {
    const found = await findLiveKey(tx, hash, now);
    if (found !== undefined && (found.lastUsedAt === null || after(found.lastUsedAt, minuteMs) <= now)) await noteUse(tx, found.id, now);
    return found;
  });
  if (live === undefined) return undefined;
  const scopes = live.scopes.length === 0 ? {} : { scopes: live.scopes };
  const actor: Actor = { kind: 'program', id: live.id, merchantId, role: live.role, ...scopes, ...(live.polls ? { polls: true } : {}) };
  deps.believed.keep(hash, actor);
  return actor;
}

/** Making a key for a program and taking it back. The key is answered once, and never kept as itself. */
import type { ApiKeyView, NewApiKey } from '@parley/contract/api/api-keys.ts';
import { newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import { hashToken } from '../../../foundation/secrets/secrets.ts';
import { recordAudit } from '../audit.store.ts';
import { newCarriedToken } from '../carried-token.ts';
import type { SessionDeps } from '../session.ts';
import { findApiKey, insertApiKey, revokeApiKey } from './api-key.store.ts';

/** What keys begin with, so that people and scanners know one when they see it. */
export const KEY_PREFIX = 'parley_key_';

/** @property polls the program asks all day by its nature: nobody may ask for this over HTTP. */
export type MadeKey = NewApiKey & { readonly polls?: true };

type Deps = Pick<SessionDeps, 'clock' | 'believed'>;

/** Refuses `auth.forbidden` for a program, `request.invalid` for an end that is past. */
export async function makeApiKey(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  input: MadeKey,
  requestId: string,
): Promise<Result<ApiKeyView & { readonly key: string }>> {
  if (actor.kind !== 'staff') return refuse('auth.forbidden', { message: 'Only a person may make keys.' });
  const now = deps.clock.now();
  const expiresAt = input.expires_at === undefined ? null : new Date(input.expires_at);
  if (expiresAt !== null && expiresAt <= now)
    return refuse('request.invalid', { details: [{ field: 'expires_at', message: 'Must lie in the future.' }] });
  const key = `${KEY_PREFIX}${newCarriedToken(tx.merchantId).token}`;
  const scopes = [...new Set(input.scopes)];
  const id = newId();
  await insertApiKey(tx, {
    id,
    name: input.name,
    role: input.role,
    scopes,
    polls: input.polls === true,
    keyHash: hashToken(key),
    lastFour: key.slice(-4),
    createdBy: actor.id,
    createdAt: now,
    expiresAt,
  });
  const made = await findApiKey(tx, id, now);
  if (made === undefined) throw new Error('the key was not kept');
  await recordAudit(tx, deps.clock, { action: 'api_key.made', subject: { kind: 'api_key', id }, actor, after: made, requestId });
  return ok({ ...made, key });
}

/** It opens nothing from now on. Refuses `api_key.not_found`. */
export async function endApiKey(deps: Deps, tx: Tx, actor: Actor, id: string, requestId: string): Promise<Result<void>> {
  const now = deps.clock.now();
  const before = await findApiKey(tx, id, now);
  if (before === undefined) return refuse('api_key.not_found');
  await revokeApiKey(tx, id, now);
  await recordAudit(tx, deps.clock, { action: 'api_key.revoked', subject: { kind: 'api_key', id }, actor, before, requestId });
  tx.afterCommit(() => deps.believed.forget());
  return ok(undefined);
}

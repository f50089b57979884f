/** Keys of programs, put together. */
import type { ApiKeyView, NewApiKey } from '@parley/contract/api/api-keys.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Database, Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import type { SessionDeps } from '../session.ts';
import { listApiKeys } from './api-key.store.ts';
import { endApiKey, type MadeKey, makeApiKey } from './api-keys.ts';

export interface Keys {
  list(
    tx: Tx,
    page: { readonly page: number; readonly limit: number },
  ): Promise<{ readonly items: readonly ApiKeyView[]; readonly total: number }>;
  /** In a transaction of its own; the key is answered this once. Refuses `auth.forbidden`, `request.invalid`. */
  make(actor: Actor, input: NewApiKey, requestId: string): Promise<Result<ApiKeyView & { readonly key: string }>>;
  /** The same in the caller's transaction, for what gives a program its key by other ways. */
  makeIn(tx: Tx, actor: Actor, input: MadeKey, requestId: string): Promise<Result<ApiKeyView & { readonly key: string }>>;
  /** Refuses `api_key.not_found`. */
  end(tx: Tx, actor: Actor, id: string, requestId: string): Promise<Result<void>>;
}

export function createKeys(deps: Pick<SessionDeps, 'clock' | 'believed'> & { readonly database: Database }): Keys {
  return {
    list: (tx, page) => listApiKeys(tx, page, deps.clock.now()),
    make: (actor, input, requestId) => deps.database.inTx(actor.merchantId, (tx) => makeApiKey(deps, tx, actor, input, requestId)),
    makeIn: (tx, actor, input, requestId) => makeApiKey(deps, tx, actor, input, requestId),
    end: (tx, actor, id, requestId) => endApiKey(deps, tx, actor, id, requestId),
  };
}

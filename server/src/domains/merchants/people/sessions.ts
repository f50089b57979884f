/** A person's own sign-ins: where they are, and ending one or all others. Nobody sees or ends another person's here. */
import type { sessionView } from '@parley/contract/api/people.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import { recordAudit } from '../audit.store.ts';
import { endSessions, listLiveSessions } from '../session.store.ts';
import type { SessionDeps } from '../session.ts';
import { deviceOf } from './device.ts';

type Deps = Pick<SessionDeps, 'clock' | 'believed'>;

/** Last used first. */
export async function listSessions(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  actor: Actor,
  page: { readonly page: number; readonly limit: number },
): Promise<Result<{ readonly items: readonly z.infer<typeof sessionView>[]; readonly total: number }>> {
  const { items, total } = await listLiveSessions(tx, actor.id, page, deps.clock.now());
  const views = items.map((each) => ({
    id: each.id,
    device: deviceOf(each.userAgent),
    created_at: each.createdAt.toISOString(),
    last_used_at: each.lastUsedAt.toISOString(),
    current: each.id === actor.sessionId,
  }));
  return ok({ items: views, total });
}

/** Refuses `session.not_found`. */
export async function endSession(deps: Deps, tx: Tx, actor: Actor, id: string, requestId: string): Promise<Result<void>> {
  const ended = await endSessions(tx, actor.id, { only: id }, deps.clock.now());
  if (ended === 0) return refuse('session.not_found');
  await tell(deps, tx, actor, requestId, ended);
  return ok(undefined);
}

/** Everywhere but here. Answers how many ended. */
export async function endOtherSessions(deps: Deps, tx: Tx, actor: Actor, requestId: string): Promise<Result<number>> {
  const ended = await endSessions(tx, actor.id, { but: actor.sessionId }, deps.clock.now());
  if (ended > 0) await tell(deps, tx, actor, requestId, ended);
  return ok(ended);
}

async function tell(deps: Deps, tx: Tx, actor: Actor, requestId: string, ended: number): Promise<void> {
  await recordAudit(tx, deps.clock, {
    action: 'session.ended',
    subject: { kind: 'staff', id: actor.id },
    actor,
    after: { ended },
    requestId,
  });
  tx.afterCommit(() => deps.believed.forget());
}

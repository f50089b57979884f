/** The only way a form changes anything: made by our page for this session, by somebody whose role may, once, in one transaction. */
import { isUuid } from '@parley/contract/values/id.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../foundation/http/actor.ts';
import { claimKey } from '../../foundation/http/idempotency.store.ts';
import type { DeskDeps } from './desk-deps.ts';
import { isOurForm, mustBe } from './desk-session.ts';
import { addressOf } from './list-parts.page.ts';

export interface FormTaken {
  readonly token: string;
  /** Random for each page shown; absent where doing it twice is doing it once. */
  readonly once?: string;
  readonly roles: readonly Role[];
  /** Where the browser goes afterwards. */
  readonly back: string;
  /** Word of ours shown there when it went well. */
  readonly done: string;
  readonly work: (tx: Tx, actor: Actor) => Promise<Result<unknown>>;
}

/** @throws RefusalError `auth.forbidden` for a role that may not. Refusals of the verb are told on the page one comes back to. */
export async function takeForm(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply, form: FormTaken): Promise<FastifyReply> {
  const { back, once } = form;
  if (!isOurForm(deps, request, form.token)) return reply.redirect(addressOf(back, { problem: 'form_old' }), 303);
  mustBe(request, form.roles);
  const actor = actorOf(request);
  const result = await deps.database.inTx(actor.merchantId, async (tx): Promise<Result<unknown>> => {
    if (once !== undefined && isUuid(once)) {
      const claim = await claimKey(
        tx,
        { actor: `${actor.kind}:${actor.id}`, key: `desk-${once}`, route: request.url, bodyHash: '' },
        deps.clock,
      );
      if (claim.kind !== 'first') return ok(undefined);
    }
    return form.work(tx, actor);
  });
  return reply.redirect(addressOf(back, result.ok ? { done: form.done } : { problem: result.refusal.code }), 303);
}

/** What every desk page needs before it can be shown: the shop, who looks, the counts in the rail, and what the last form did. */

import { type RefusalCode, refusals } from '@parley/contract/refusals.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../../foundation/db/database.ts';
import { type Html, html, sendHtml } from '../../foundation/html/html.ts';
import { actorOf } from '../../foundation/http/actor.ts';
import type { DeskDeps } from './desk-deps.ts';
import { createFormat } from './desk-format.ts';
import { formToken } from './desk-session.ts';
import { LOW_STOCK } from './home.page.ts';
import { type DeskFrame, deskPage } from './layout.page.ts';
import { emptyState } from './list-parts.page.ts';
import type { Today } from './reads/today.store.ts';
import { type DeskWord, say, words } from './words.ts';

export interface Look {
  readonly tx: Tx;
  readonly frame: DeskFrame;
  readonly today: Today;
}

/** Renders within one transaction of the actor's merchant; an undefined page is answered as one that does not exist. */
export async function show(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  make: (look: Look) => Promise<Html | undefined>,
  statusWhenMade = 200,
): Promise<FastifyReply> {
  const actor = actorOf(request);
  const { page, status } = await deps.database.inTx(actor.merchantId, async (tx) => {
    const look = await lookOf(deps, request, tx);
    const made = await make(look);
    return made === undefined ? { page: missingPage(look.frame), status: 404 } : { page: made, status: statusWhenMade };
  });
  return sendHtml(reply, page, status);
}

async function lookOf(deps: DeskDeps, request: FastifyRequest, tx: Tx): Promise<Look> {
  const actor = actorOf(request);
  const now = deps.clock.now();
  const { name, slug, country, currency, timeZone, whatsappNumber } = await deps.merchants.getMerchant(tx);
  const staff = await deps.merchants.staff(tx, actor.id);
  const today = await deps.reads.today(tx, { now, timeZone, lowStock: LOW_STOCK });
  const notice = noticeOf(request.query, currency);
  const shop = { name, slug, country, currency, timeZone, ...(whatsappNumber === undefined ? {} : { whatsappNumber }) };
  return {
    tx,
    today,
    frame: {
      shop,
      role: actor.role,
      staffName: staff?.name ?? '',
      formToken: formToken(deps, request),
      format: createFormat(shop, now),
      toSend: today.toSend,
      waitingChats: today.waitingChats,
      ...(notice === undefined ? {} : { notice }),
    },
  };
}

/** What the last form did stands in the address as a word of ours: a text from elsewhere is never shown. */
function noticeOf(query: unknown, currency: string): DeskFrame['notice'] {
  const read = (name: string): string => {
    const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const done = `done.${read('done')}`;
  if (Object.hasOwn(words, done)) {
    const text = say(done as DeskWord);
    return text === '' ? undefined : { tone: 'good', text };
  }
  const problem = read('problem');
  if (Object.hasOwn(refusals, problem)) return { tone: 'bad', text: refusals[problem as RefusalCode].title };
  const own = `problem.${problem}`;
  return Object.hasOwn(words, own) ? { tone: 'bad', text: say(own as DeskWord, { currency }) } : undefined;
}

function missingPage(frame: DeskFrame): Html {
  return deskPage(
    frame,
    { here: 'home', title: say('missing.title') },
    emptyState({
      title: say('missing.title'),
      text: say('missing.text'),
      action: html`<a class="button plain" href="/app">${say('missing.button')}</a>`,
    }),
  );
}

/** A page for somebody whose role does not reach it. */
export function forbiddenPage(frame: DeskFrame): Html {
  return deskPage(
    frame,
    { here: 'home', title: say('forbidden.title') },
    emptyState({ title: say('forbidden.title'), text: say('forbidden.text') }),
  );
}

/** Names of the staff behind `staff:<id>` actors. */
export async function staffNames(deps: DeskDeps, tx: Tx, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(actors.flatMap((actor) => (actor.startsWith('staff:') ? [actor.slice(6)] : [])));
  const names = new Map<string, string>();
  for (const id of ids) {
    const staff = isUuid(id) ? await deps.merchants.staff(tx, id) : undefined;
    if (staff !== undefined) names.set(id, staff.name);
  }
  return names;
}

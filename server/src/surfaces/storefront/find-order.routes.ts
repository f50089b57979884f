/** "Find my order": number and last digits lead the order's link into the chat it belongs to. What is right and what is wrong look the same here. */
import type { Clock } from '@parley/contract/values/time.ts';
import { hourMs } from '@parley/contract/values/time.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Conversations } from '../../domains/conversations/index.ts';
import type { Customers } from '../../domains/customers/index.ts';
import type { Orders } from '../../domains/orders/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { sendHtml } from '../../foundation/html/html.ts';
import { acceptForms } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { enter, isFromElsewhere, type Visit, type VisitDeps } from './shop-visit.ts';
import { type FindForm, findOrderPage, sayPage } from './text.page.ts';

export interface FindOrderDeps extends VisitDeps {
  readonly clock: Clock;
  readonly orders: Pick<Orders, 'list'>;
  readonly customers: Pick<Customers, 'get'>;
  readonly conversations: Pick<Conversations, 'threadOf' | 'postEvent'>;
}

const params = z.object({ slug: z.string().max(80) });
const form = z.object({ number: z.string().trim().toUpperCase().max(40).catch(''), digits: z.string().trim().max(20).catch('') });
const NUMBER = /^ORD-\d{8}-\d{5,}$/;
/** Of one order in an hour: links that are sent, and guesses that are looked at. */
const MOST_AN_HOUR = 5;
const MOST_REMEMBERED = 5_000;

export function findOrderRoutes(deps: FindOrderDeps): (scope: Edge) => Promise<void> {
  const mayAsk = createAllowance(deps.clock);
  return async (scope) => {
    await acceptForms(scope, { maxBytes: 4 * 1024 });
    const page = { config: { access: 'public' as const }, schema: { hide: true, params } };
    scope.get('/:slug/find-order', page, async (request, reply) => {
      const visit = await enter(deps, request, reply, request.params.slug);
      return visit ? show(visit, reply, { number: '', digits: '', problems: {} }) : reply;
    });
    scope.post('/:slug/find-order', page, async (request, reply) => {
      const visit = await enter(deps, request, reply, request.params.slug);
      if (!visit) return reply;
      return take(deps, visit, request, reply, mayAsk);
    });
  };
}

function show(visit: Visit, reply: FastifyReply, filled: FindForm, status = 200): FastifyReply {
  reply.header('cache-control', 'private, no-store');
  const frame = visit.frame('/find-order', visit.speech.say('find.title'), { isHidden: true });
  return sendHtml(reply, findOrderPage(frame, filled), status);
}

async function take(
  deps: FindOrderDeps,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  mayAsk: (what: string) => boolean,
): Promise<FastifyReply> {
  const { shop, speech, base } = visit;
  if (isFromElsewhere(request)) return reply.redirect(`${base}/find-order`, 303);
  const { number, digits } = form.parse(request.body ?? {});
  const problems = {
    ...(NUMBER.test(number) ? {} : { number: 'find.wrong.number' as const }),
    ...(/^\d{4}$/.test(digits) ? {} : { digits: 'find.wrong.digits' as const }),
  };
  if (Object.keys(problems).length > 0) return show(visit, reply, { number, digits, problems }, 422);
  // Counted before it is looked at, so that four digits cannot be tried out.
  if (mayAsk(`${shop.merchantId} ${number}`)) await deps.inTx(shop.merchantId, (tx) => sendLink(deps, tx, number, digits));
  reply.header('cache-control', 'private, no-store');
  return sendHtml(
    reply,
    sayPage(visit.frame('/find-order', speech.say('find.sent.title'), { isHidden: true }), speech.say('find.sent.text')),
  );
}

async function sendLink(deps: FindOrderDeps, tx: Tx, number: string, digits: string): Promise<void> {
  const order = (await deps.orders.list(tx, { search: number, page: 1, limit: 2 })).items.find((each) => each.orderNumber === number);
  const customer = order && (await deps.customers.get(tx, order.customerId));
  if (!order || customer?.phone?.endsWith(digits) !== true) return;
  const threadId = order.threadId ?? (await deps.conversations.threadOf(tx, order.customerId));
  if (threadId) await deps.conversations.postEvent(tx, threadId, { kind: 'order_changed', orderId: order.id, change: 'link_asked' });
}

/** A few an hour for each, in this process; another process counts for itself. */
function createAllowance(clock: Clock): (what: string) => boolean {
  const spent = new Map<string, { readonly until: number; count: number }>();
  return (what) => {
    const now = clock.now().getTime();
    const known = spent.get(what);
    const entry = known && now < known.until ? known : { until: now + hourMs, count: 0 };
    entry.count += 1;
    spent.delete(what);
    spent.set(what, entry);
    const oldest = spent.size > MOST_REMEMBERED ? spent.keys().next().value : undefined;
    if (oldest !== undefined) spent.delete(oldest);
    return entry.count <= MOST_AN_HOUR;
  };
}

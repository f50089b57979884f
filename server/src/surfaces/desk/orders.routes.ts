/** /app, /app/orders and /app/orders/{id}: shows orders and takes what staff do with them, through the verbs alone. */
import { isUuid, newSecretId, type OrderId } from '@parley/contract/values/id.ts';
import { type Money, parseMoney } from '@parley/contract/values/money.ts';
import { type Result, refuse } from '@parley/contract/values/result.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OrderDetail } from '../../domains/orders/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Html } from '../../foundation/html/html.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { DeskDeps } from './desk-deps.ts';
import { homePage } from './home.page.ts';
import { orderPage } from './order.page.ts';
import { actRoles, isAllowed, type OrderAct, orderActs } from './order-acts.ts';
import { timelineOf } from './order-timeline.ts';
import { type OrderFilter, orderFilters, ordersPage } from './orders.page.ts';
import { type Look, show, staffNames } from './show.ts';
import { takeForm } from './take-form.ts';

const PAGE_SIZE = 25;
const LATEST = 10;
const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
const listQuery = z.object({
  status: z.enum(orderFilters).catch(''),
  q: z.string().trim().max(60).catch(''),
  page: z.coerce.number().int().min(1).max(5_000).catch(1),
});
const actForm = z.object({
  token: z.string().max(200).catch(''),
  once: z.string().max(40).optional().catch(undefined),
  reason: z.string().trim().max(200).catch(''),
  amount: z.string().trim().max(20).catch(''),
});

export function orderRoutes(deps: DeskDeps): (scope: Edge) => void {
  return (scope) => {
    scope.get('/app', hidden, (request, reply) =>
      show(deps, request, reply, async ({ tx, frame, today }) => {
        const { items: orders } = await deps.orders.list(tx, { page: 1, limit: LATEST });
        return homePage(frame, { today, orders, names: await namesOf(deps, { tx }, orders) });
      }),
    );
    scope.get('/app/orders', hidden, (request, reply) => {
      const { status, q, page } = listQuery.parse(request.query);
      return show(deps, request, reply, async ({ tx, frame }) => {
        const found = await listBy(deps, tx, { status, search: q, page });
        const names = await namesOf(deps, { tx }, found.items);
        const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
        return ordersPage(frame, { orders: found.items, names, total: found.total, page, pages, status, search: q });
      });
    });
    const params = z.object({ id: z.string() });
    scope.get('/app/orders/:id', { ...hidden, schema: { hide: true, params } }, (request, reply) =>
      show(deps, request, reply, (look) => oneOrder(deps, look, request.params.id)),
    );
    const actParams = z.object({ id: z.string(), act: z.enum(orderActs) });
    scope.post('/app/orders/:id/:act', { ...hidden, schema: { hide: true, params: actParams } }, (request, reply) =>
      takeAct(deps, request, reply, request.params),
    );
  };
}

/** Two states are to be sent; the front door lists one at a time, so their newest are laid together. */
async function listBy(
  { orders }: DeskDeps,
  tx: Tx,
  asked: { readonly status: OrderFilter; readonly search: string; readonly page: number },
): ReturnType<DeskDeps['orders']['list']> {
  const { status, page } = asked;
  const search = asked.search === '' ? {} : { search: asked.search };
  if (status !== 'to_send') return orders.list(tx, { page, limit: PAGE_SIZE, ...(status === '' ? {} : { status }), ...search });
  const upTo = { page: 1, limit: page * PAGE_SIZE, ...search };
  const confirmed = await orders.list(tx, { ...upTo, status: 'confirmed' });
  const processing = await orders.list(tx, { ...upTo, status: 'processing' });
  const both = [...confirmed.items, ...processing.items].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return { items: both.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: confirmed.total + processing.total };
}

function namesOf(deps: DeskDeps, { tx }: Pick<Look, 'tx'>, orders: readonly Pick<OrderDetail, 'customerId'>[]) {
  return deps.reads.names(tx, [...new Set(orders.map((order) => order.customerId))]);
}

async function oneOrder(deps: DeskDeps, { tx, frame }: Look, id: string): Promise<Html | undefined> {
  const found = isUuid(id) ? await deps.orders.get(tx, id as OrderId) : undefined;
  if (!found?.ok) return undefined;
  const order = found.value;
  const payments = await deps.payments.paymentsOf(tx, order.id);
  const moved = await deps.reads.movedBy(tx, order.id);
  const names = await namesOf(deps, { tx }, [order]);
  const customer = await deps.customers.get(tx, order.customerId);
  const threadId = order.threadId ?? (await deps.conversations.threadOf(tx, order.customerId));
  const timeline = timelineOf(order, payments, moved);
  return orderPage(frame, {
    order,
    payments,
    returns: (await deps.returns.list(tx, { orderId: order.id, page: 1, limit: 20 })).items,
    timeline,
    customer: { name: names.get(order.customerId) ?? '–', ...(customer?.phone === undefined ? {} : { phone: `+${customer.phone}` }) },
    ...(threadId === undefined ? {} : { threadId }),
    staffNames: await staffNames(
      deps,
      tx,
      order.timeline.map((event) => event.actor),
    ),
    once: newSecretId<string>(),
  });
}

async function takeAct(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, act }: { readonly id: string; readonly act: OrderAct },
): Promise<FastifyReply> {
  const { token, once, reason, amount: typed } = actForm.parse(request.body ?? {});
  const back = isUuid(id) ? `/app/orders/${id}` : '/app/orders';
  return takeForm(deps, request, reply, {
    token,
    ...(once === undefined ? {} : { once }),
    roles: actRoles[act],
    back,
    done: act,
    async work(tx, actor) {
      const found = isUuid(id) ? await deps.orders.get(tx, id as OrderId) : refuse('order.not_found');
      if (!found.ok) return found;
      const order = found.value;
      if (!isAllowed(order, act)) return refuse('order.wrong_state');
      const amount = typed === '' ? undefined : parseMoney(typed, order.total.currency);
      if (typed !== '' && (amount === undefined || amount.minor <= 0n)) return refuse('request.invalid');
      return actOnOrder(deps.orders, tx, order.id, {
        act,
        actor: `staff:${actor.id}`,
        reason: reason || 'staff',
        ...(amount ? { amount } : {}),
      });
    },
  });
}

function actOnOrder(
  orders: DeskDeps['orders'],
  tx: Tx,
  id: OrderId,
  input: { readonly act: OrderAct; readonly actor: string; readonly reason: string; readonly amount?: Money },
): Promise<Result<unknown>> {
  const { act, actor, reason, amount } = input;
  switch (act) {
    case 'book':
      return orders.bookParcelAgain(tx, id);
    case 'cancel':
      return orders.cancel(tx, id, { reason, actor });
    case 'refund':
      return orders.refund(tx, id, { reason, actor, ...(amount ? { amount } : {}) });
    default:
      return orders[act](tx, id, actor);
  }
}

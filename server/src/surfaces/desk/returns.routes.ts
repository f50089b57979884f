/** /app/returns and /app/returns/{id}: shows returns and takes what staff do with them, through the verbs alone. */
import { isUuid, newSecretId, type OrderId, type ReturnId, type VariantId } from '@parley/contract/values/id.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import { type Result, refuse } from '@parley/contract/values/result.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Outcome, ReturnDetail } from '../../domains/returns/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Html } from '../../foundation/html/html.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { DeskDeps } from './desk-deps.ts';
import { returnPage } from './return.page.ts';
import { type ReturnAct, returnActs, returnRoles } from './return-acts.ts';
import { newReturnPage, returnFilters, returnsPage } from './returns.page.ts';
import { type Look, show, staffNames } from './show.ts';
import { takeForm } from './take-form.ts';

const PAGE_SIZE = 25;
const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
const listQuery = z.object({
  state: z.enum(returnFilters).catch(''),
  page: z.coerce.number().int().min(1).max(5_000).catch(1),
});
const form = z.object({
  token: z.string().max(200).catch(''),
  once: z.string().max(40).optional().catch(undefined),
  order: z.string().max(40).catch(''),
  reason: z.string().trim().max(200).catch(''),
  message: z.string().trim().max(500).catch(''),
  amount: z.string().trim().max(20).catch(''),
});
type Form = z.infer<typeof form>;

export function returnRoutes(deps: DeskDeps): (scope: Edge) => void {
  return (scope) => {
    scope.get('/app/returns', hidden, (request, reply) => {
      const { state, page } = listQuery.parse(request.query);
      return show(deps, request, reply, async ({ tx, frame }) => {
        const found = await deps.returns.list(tx, { page, limit: PAGE_SIZE, ...(state === '' ? {} : { state }) });
        const names = await deps.reads.names(tx, [...new Set(found.items.map((each) => each.customerId))]);
        const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
        return returnsPage(frame, { returns: found.items, names, page, pages, state });
      });
    });
    const orderQuery = z.object({ order: z.string().max(40).catch('') });
    scope.get('/app/returns/new', hidden, (request, reply) =>
      show(deps, request, reply, async ({ tx, frame }) => {
        const { order } = orderQuery.parse(request.query);
        const found = isUuid(order) ? await deps.returns.returnable(tx, order as OrderId) : undefined;
        return found?.ok ? newReturnPage(frame, found.value, newSecretId<string>()) : undefined;
      }),
    );
    scope.post('/app/returns/new', hidden, (request, reply) => takeNew(deps, request, reply));
    const params = z.object({ id: z.string() });
    scope.get('/app/returns/:id', { ...hidden, schema: { hide: true, params } }, (request, reply) =>
      show(deps, request, reply, (look) => oneReturn(deps, look, request.params.id)),
    );
    const actParams = z.object({ id: z.string(), act: z.enum(returnActs) });
    scope.post('/app/returns/:id/:act', { ...hidden, schema: { hide: true, params: actParams } }, (request, reply) =>
      takeAct(deps, request, reply, request.params),
    );
  };
}

async function oneReturn(deps: DeskDeps, { tx, frame }: Look, id: string): Promise<Html | undefined> {
  const found = isUuid(id) ? await deps.returns.get(tx, id as ReturnId) : undefined;
  if (!found?.ok) return undefined;
  const view = found.value;
  const names = await deps.reads.names(tx, [view.customerId]);
  const customer = await deps.customers.get(tx, view.customerId);
  const threadId = await deps.conversations.threadOf(tx, view.customerId);
  return returnPage(frame, {
    view,
    worth: deps.returns.worth(view),
    customer: { name: names.get(view.customerId) ?? '–', ...(customer?.phone === undefined ? {} : { phone: `+${customer.phone}` }) },
    ...(threadId === undefined ? {} : { threadId }),
    staffNames: await staffNames(deps, tx, [view.askedBy, ...view.timeline.map((step) => step.actor)]),
    once: newSecretId<string>(),
  });
}

async function takeNew(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { token, once, order, reason } = form.parse(request.body ?? {});
  const lines = numbersIn(request.body, 'units').map(([id, quantity]) => ({ variantId: id as VariantId, quantity }));
  return takeForm(deps, request, reply, {
    token,
    ...(once === undefined ? {} : { once }),
    roles: returnRoles.ask,
    back: isUuid(order) ? `/app/orders/${order}` : '/app/returns',
    done: 'return_ask',
    async work(tx, actor) {
      if (!isUuid(order) || lines.length === 0 || reason === '') return refuse('request.invalid');
      return deps.returns.ask(tx, { orderId: order as OrderId, lines, reason, actor: `staff:${actor.id}` });
    },
  });
}

async function takeAct(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, act }: { readonly id: string; readonly act: ReturnAct },
): Promise<FastifyReply> {
  const typed = form.parse(request.body ?? {});
  return takeForm(deps, request, reply, {
    token: typed.token,
    ...(typed.once === undefined ? {} : { once: typed.once }),
    roles: returnRoles[act],
    back: isUuid(id) ? `/app/returns/${id}` : '/app/returns',
    done: `return_${act}`,
    async work(tx, actor) {
      const found = isUuid(id) ? await deps.returns.get(tx, id as ReturnId) : refuse('return.not_found');
      if (!found.ok) return found;
      return actOnReturn(deps.returns, tx, found.value, { act, actor: `staff:${actor.id}`, typed, body: request.body });
    },
  });
}

function actOnReturn(
  returns: DeskDeps['returns'],
  tx: Tx,
  view: ReturnDetail,
  input: { readonly act: ReturnAct; readonly actor: string; readonly typed: Form; readonly body: unknown },
): Promise<Result<unknown>> {
  const { act, actor, typed } = input;
  switch (act) {
    case 'approve':
    case 'decline':
      return returns[act](tx, view.id, typed.message === '' ? { actor } : { actor, message: typed.message });
    case 'receive':
      return returns.receive(tx, view.id, { actor, lines: outcomesIn(input.body) });
    case 'refund':
      return refundTyped(returns, tx, view, { actor, typed: typed.amount });
    default:
      return returns.close(tx, view.id, actor);
  }
}

async function refundTyped(
  returns: DeskDeps['returns'],
  tx: Tx,
  view: ReturnDetail,
  { actor, typed }: { readonly actor: string; readonly typed: string },
): Promise<Result<unknown>> {
  if (typed === '') return returns.refund(tx, view.id, { actor });
  const amount = parseMoney(typed, view.refund.currency);
  return amount === undefined || amount.minor <= 0n ? refuse('request.invalid') : returns.refund(tx, view.id, { actor, amount });
}

function outcomesIn(body: unknown) {
  const outcomes: readonly (keyof Outcome)[] = ['restocked', 'damaged', 'missing'];
  return outcomes.flatMap((outcome) =>
    numbersIn(body, outcome).map(([id, quantity]) => ({ variantId: id as VariantId, outcome, quantity })),
  );
}

/** Fields `<name>.<variant id>` with a number above 0. */
function numbersIn(body: unknown, name: string): readonly (readonly [string, number])[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]: [string, unknown]) => {
    const [field, id = ''] = key.split('.');
    const units = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : 0;
    return field === name && isUuid(id) && units > 0 ? [[id, units] as const] : [];
  });
}

/** HTTP of returns: ask, look, and the steps of staff. Mounted under /api/v1. */
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { emptyRequest } from '@parley/contract/api/orders.ts';
import {
  returnAnswer,
  returnDecision,
  returnDetailAnswer,
  returnQuery,
  returnReceipt,
  returnRefund,
  returnRequest,
} from '@parley/contract/api/returns.ts';
import type { CustomerId, OrderId, ReturnId, VariantId } from '@parley/contract/values/id.ts';
import { moneyToDecimal, parseMoney } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { anyRole, handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import type { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage, readWith } from '../../foundation/http/perform.ts';
import { wordless } from '../../foundation/http/wordless.ts';
import type { Customer, Customers } from '../customers/index.ts';
import type { AuditTrail } from '../merchants/index.ts';
import type { Returns, ReturnView } from './index.ts';
import { returnAnswerOf, returnDetailAnswerOf } from './return-answer.ts';

export interface ReturnRoutesDeps {
  readonly returns: Returns;
  readonly customers: Pick<Customers, 'get'>;
  readonly audit?: AuditTrail;
}

const sellingOrHandling: readonly Role[] = [...new Set([...selling, ...handling])];

/** `edge.register(returnRoutes(deps), { prefix: '/api/v1' })` */
export function returnRoutes(deps: ReturnRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    askingRoutes(app, deps);
    const { returns } = deps;
    step(app, deps, 'approve', selling, returnDecision, (tx, id, actor, body) => returns.approve(tx, id, withMessage(actor, body.message)));
    step(app, deps, 'decline', selling, returnDecision, (tx, id, actor, body) => returns.decline(tx, id, withMessage(actor, body.message)));
    step(app, deps, 'receive', sellingOrHandling, returnReceipt, (tx, id, actor, { lines }) =>
      returns.receive(tx, id, { actor, lines: lines.map(({ variant_id, ...line }) => ({ ...line, variantId: variant_id as VariantId })) }),
    );
    step(app, deps, 'refund', managing, returnRefund, (tx, id, actor, body) => refund(returns, tx, id, actor, body.amount));
    step(app, deps, 'close', selling, emptyRequest, (tx, id, actor) => returns.close(tx, id, actor));
  };
}

function withMessage(actor: string, message: string | undefined) {
  return message === undefined ? { actor } : { actor, message };
}

function askingRoutes(app: Edge, deps: ReturnRoutesDeps): void {
  const { returns, customers } = deps;
  app.post(
    '/returns',
    { config: { access: selling }, schema: { body: returnRequest, response: { 201: successOf(returnAnswer) } } },
    (request, reply) =>
      perform(
        request,
        reply,
        async (tx, actor) => {
          const { order_id: orderId, lines, reason } = request.body;
          const asked = await returns.ask(tx, {
            orderId: orderId as OrderId,
            lines: lines.map((line) => ({ variantId: line.variant_id as VariantId, quantity: line.quantity })),
            reason,
            actor: nameOf(actor),
          });
          if (!asked.ok) return asked;
          const subject = { kind: 'return', id: asked.value.id };
          await deps.audit?.record(tx, { action: 'return.asked', subject, actor, after: wordless(request.body), requestId: request.id });
          return ok(returnAnswerOf(asked.value, await customers.get(tx, asked.value.customerId)));
        },
        { status: 201 },
      ),
  );
  app.get(
    '/returns',
    { config: { access: anyRole }, schema: { querystring: returnQuery, response: { 200: pageOf(returnAnswer) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const { state, order_id: orderId, customer_id: customerId, page, limit } = request.query;
        const found = await returns.list(tx, {
          page,
          limit,
          ...(state === undefined ? {} : { state }),
          ...(orderId === undefined ? {} : { orderId: orderId as OrderId }),
          ...(customerId === undefined ? {} : { customerId: customerId as CustomerId }),
        });
        const people = await peopleOf(customers, tx, found.items);
        return ok({ items: found.items.map((each) => returnAnswerOf(each, people.get(each.customerId))), total: found.total });
      }),
  );
  app.get(
    '/returns/:id',
    { config: { access: anyRole }, schema: { params: idParam, response: { 200: successOf(returnDetailAnswer) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const found = await returns.get(tx, request.params.id as ReturnId);
        return found.ok ? ok(returnDetailAnswerOf(found.value, await customers.get(tx, found.value.customerId))) : found;
      }),
  );
}

async function refund(returns: Returns, tx: Tx, id: ReturnId, actor: string, typed: string | undefined): Promise<Result<ReturnView>> {
  if (typed === undefined) return returns.refund(tx, id, { actor });
  const found = await returns.get(tx, id);
  if (!found.ok) return found;
  const { currency } = found.value.refund;
  const amount = parseMoney(typed, currency);
  if (!amount || amount.minor <= 0n)
    return refuse('request.invalid', { details: [{ field: 'amount', message: `Not an amount in ${currency}.` }] });
  return returns.refund(tx, id, { actor, amount });
}

async function peopleOf(customers: Pick<Customers, 'get'>, tx: Tx, found: readonly ReturnView[]): Promise<Map<CustomerId, Customer>> {
  const people = new Map<CustomerId, Customer>();
  for (const id of new Set(found.map((each) => each.customerId))) {
    const customer = await customers.get(tx, id);
    if (customer) people.set(id, customer);
  }
  return people;
}

/** One step of staff: the verb, its line in the audit log, the return as it is now. */
function step<S extends typeof returnDecision | typeof returnReceipt | typeof returnRefund | typeof emptyRequest>(
  app: Edge,
  deps: ReturnRoutesDeps,
  name: string,
  access: readonly Role[],
  body: S,
  run: (tx: Tx, id: ReturnId, actor: string, body: z.infer<S>) => Promise<Result<ReturnView>>,
): void {
  app.post(
    `/returns/:id/${name}`,
    { config: { access }, schema: { params: idParam, body, response: { 200: successOf(returnAnswer) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const id = request.params.id as ReturnId;
        const before = await deps.returns.get(tx, id);
        if (!before.ok) return before;
        const done = await run(tx, id, nameOf(actor), request.body as z.infer<S>);
        if (!done.ok) return done;
        await deps.audit?.record(tx, {
          action: `return.${name}`,
          subject: { kind: 'return', id },
          actor,
          before: { state: before.value.state },
          after: { state: done.value.state, refund: moneyToDecimal(done.value.refund), request: wordless(request.body) },
          requestId: request.id,
        });
        return ok(returnAnswerOf(done.value, await deps.customers.get(tx, done.value.customerId)));
      }),
  );
}

function nameOf(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

/** HTTP of orders: list, look, and the verbs of staff. Mounted under /api/v1. */
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { shipmentAnswer } from '@parley/contract/api/fulfilment.ts';
import {
  cancelRequest,
  codRemittedRequest,
  emptyRequest,
  type OrderListQuery,
  orderAnswer,
  orderDetailAnswer,
  orderQuery,
  refundRequest,
  shipRequest,
} from '@parley/contract/api/orders.ts';
import { paymentLinkAnswer } from '@parley/contract/api/payments.ts';
import type { CustomerId, OrderId, VariantId } from '@parley/contract/values/id.ts';
import { type Money, parseMoney } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { anyRole, handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import type { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage, readWith } from '../../foundation/http/perform.ts';
import { sendCsv, wantsCsv } from '../../foundation/http/send-csv.ts';
import { wordless } from '../../foundation/http/wordless.ts';
import type { Customer, Customers } from '../customers/index.ts';
import type { Payments } from '../payments/index.ts';
import { type EditRouteDeps, editRoutes } from './edit-order.routes.ts';
import type { Orders } from './index.ts';
import type { OrderView } from './order.ts';
import { linkAnswerOf, orderAnswerOf, orderDetailAnswerOf, shipmentAnswerOf } from './order-answer.ts';
import type { OrderQuery } from './order-list.store.ts';
import { orderTable } from './order-table.ts';
import { type PlaceRouteDeps, placeRoute } from './place-order.routes.ts';

export interface OrderRoutesDeps extends PlaceRouteDeps, EditRouteDeps {
  readonly orders: Orders;
  readonly payments: Pick<Payments, 'paymentsOf'>;
  readonly customers: Pick<Customers, 'get' | 'identify'>;
}

/** A file of more is asked for by ranges of days. */
const CSV_ROWS = 10_000;
const sellingOrHandling: readonly Role[] = [...new Set([...selling, ...handling])];

/** `edge.register(orderRoutes(deps), { prefix: '/api/v1' })` */
export function orderRoutes(deps: OrderRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    placeRoute(app, deps);
    editRoutes(app, deps);
    readingRoutes(app, deps);
    verbRoutes(app, deps);
    const { orders } = deps;
    app.post(
      '/orders/:id/payment-link',
      { config: { access: selling }, schema: { params: idParam, body: emptyRequest, response: { 200: successOf(paymentLinkAnswer) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const id = request.params.id as OrderId;
          const link = await orders.renewPaymentLink(tx, id);
          if (!link.ok) return link;
          const subject = { kind: 'order', id };
          await deps.audit?.record(tx, {
            action: 'order.payment_link',
            subject,
            actor,
            after: { link_id: link.value.id },
            requestId: request.id,
          });
          return ok(linkAnswerOf(link.value));
        }),
    );
    app.post(
      '/orders/:id/parcel',
      {
        config: { access: sellingOrHandling },
        schema: { params: idParam, body: emptyRequest, response: { 200: successOf(shipmentAnswer) } },
      },
      (request, reply) =>
        perform(request, reply, async (tx) => {
          const shipment = await orders.bookParcelAgain(tx, request.params.id as OrderId);
          return shipment.ok ? ok(shipmentAnswerOf(shipment.value)) : shipment;
        }),
    );
  };
}

function readingRoutes(app: Edge, deps: OrderRoutesDeps): void {
  const { orders, customers, payments } = deps;
  app.get(
    '/orders',
    { config: { access: anyRole }, schema: { querystring: orderQuery, response: { 200: pageOf(orderAnswer) } } },
    async (request, reply) => {
      const asCsv = wantsCsv(request);
      const read = async (tx: Tx) => {
        const found = await orders.list(tx, { ...listQueryOf(request.query), ...(asCsv ? { page: 1, limit: CSV_ROWS } : {}) });
        const people = await peopleOf(customers, tx, found.items);
        return ok({ items: found.items.map((order) => orderAnswerOf(order, people.get(order.customerId))), total: found.total });
      };
      if (!asCsv) return readPage(request, reply, read);
      const { data } = await readWith(request, reply, read);
      return sendCsv(reply, 'orders', orderTable(data.items));
    },
  );
  app.get(
    '/orders/:id',
    { config: { access: anyRole }, schema: { params: idParam, response: { 200: successOf(orderDetailAnswer) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const id = request.params.id as OrderId;
        const order = await orders.get(tx, id);
        if (!order.ok) return order;
        return ok(orderDetailAnswerOf(order.value, await customers.get(tx, order.value.customerId), await payments.paymentsOf(tx, id)));
      }),
  );
}

function listQueryOf(query: OrderListQuery): OrderQuery {
  const { search, from, to, channel, sort, status, page, limit } = query;
  return {
    search,
    from,
    to,
    channel,
    sort,
    status,
    page,
    limit,
    paymentStatus: query.payment_status,
    paymentMethod: query.payment_method,
    deliveryMethod: query.delivery_method,
    customerId: query.customer_id as CustomerId | undefined,
    withDeleted: query.include_deleted,
    toDo: query.waiting === 'act',
  };
}

async function peopleOf(customers: Pick<Customers, 'get'>, tx: Tx, found: readonly OrderView[]): Promise<Map<CustomerId, Customer>> {
  const people = new Map<CustomerId, Customer>();
  for (const id of new Set(found.map((order) => order.customerId))) {
    const customer = await customers.get(tx, id);
    if (customer) people.set(id, customer);
  }
  return people;
}

type Verb<B> = (tx: Tx, id: OrderId, actor: string, body: B) => Promise<Result<OrderView>>;

function verbRoutes(app: Edge, deps: OrderRoutesDeps): void {
  const { orders } = deps;
  verb(app, deps, 'confirm', managing, emptyRequest, (tx, id, actor) => orders.confirm(tx, id, actor));
  verb(app, deps, 'ship', sellingOrHandling, shipRequest, (tx, id, actor, body) =>
    orders.ship(
      tx,
      id,
      actor,
      body.items?.map((item) => ({ variantId: item.variant_id as VariantId, quantity: item.quantity })),
    ),
  );
  verb(app, deps, 'cod-remitted', managing, codRemittedRequest, async (tx, id, actor, body) => {
    const order = await orders.get(tx, id);
    if (!order.ok) return order;
    const amount = amountOf('amount', body.amount, order.value);
    if (!amount.ok) return amount;
    const fee = amountOf('fee', body.fee, order.value);
    return fee.ok ? orders.codRemitted(tx, id, { amount: amount.value, fee: fee.value, reference: body.reference, actor }) : fee;
  });
  verb(app, deps, 'deliver', sellingOrHandling, emptyRequest, (tx, id, actor) => orders.deliver(tx, id, actor));
  verb(app, deps, 'cancel', selling, cancelRequest, (tx, id, actor, body) =>
    orders.cancel(tx, id, { reason: body.reason ?? 'staff', actor }),
  );
  verb(app, deps, 'refund', managing, refundRequest, async (tx, id, actor, body) => {
    const reason = body.reason ?? 'Refunded by the shop.';
    if (body.amount === undefined) return orders.refund(tx, id, { reason, actor });
    const order = await orders.get(tx, id);
    if (!order.ok) return order;
    const amount = amountOf('amount', body.amount, order.value);
    if (!amount.ok) return amount;
    if (amount.value.minor === 0n) return refuse('request.invalid', { details: [{ field: 'amount', message: 'More than nothing.' }] });
    return orders.refund(tx, id, { amount: amount.value, reason, actor });
  });
}

function amountOf(field: string, text: string, { total }: OrderView): Result<Money> {
  const amount = parseMoney(text, total.currency);
  if (amount && amount.minor >= 0n) return ok(amount);
  return refuse('request.invalid', { details: [{ field, message: `Not an amount in ${total.currency}.` }] });
}

type VerbBody = typeof emptyRequest | typeof cancelRequest | typeof refundRequest | typeof shipRequest | typeof codRemittedRequest;

function verb<S extends VerbBody>(
  app: Edge,
  deps: OrderRoutesDeps,
  name: string,
  access: readonly Role[],
  body: S,
  run: Verb<z.infer<S>>,
): void {
  app.post(
    `/orders/:id/${name}`,
    { config: { access }, schema: { params: idParam, body, response: { 200: successOf(orderAnswer) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const id = request.params.id as OrderId;
        const before = await deps.orders.get(tx, id);
        if (!before.ok) return before;
        const done = await run(tx, id, nameOf(actor), request.body as z.infer<S>);
        if (!done.ok) return done;
        await deps.audit?.record(tx, {
          action: `order.${name}`,
          subject: { kind: 'order', id },
          actor,
          before: statesOf(before.value),
          after: { ...statesOf(done.value), request: wordless(request.body) },
          requestId: request.id,
        });
        return ok(orderAnswerOf(done.value, await deps.customers.get(tx, done.value.customerId)));
      }),
  );
}

function statesOf(order: OrderView) {
  return { status: order.status, payment_status: order.paymentStatus };
}

function nameOf(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

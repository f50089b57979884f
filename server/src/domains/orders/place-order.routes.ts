/**
 * `POST /orders`: an order straight from lines. The price of delivery and the payment link come from outside by jobs, so it waits a
 * little for both, never inside a transaction.
 */
import { setTimeout } from 'node:timers/promises';
import { successOf } from '@parley/contract/api/envelope.ts';
import { type OrderRequest, orderPlaced, orderRequest } from '@parley/contract/api/orders.ts';
import type { OrderId } from '@parley/contract/values/id.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { type Role, selling } from '@parley/contract/values/role.ts';
import { secondMs } from '@parley/contract/values/time.ts';
import type { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../foundation/http/actor.ts';
import type { Edge, EdgeParts } from '../../foundation/http/edge-parts.ts';
import { perform, valueOf } from '../../foundation/http/perform.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Fulfilment } from '../fulfilment/index.ts';
import type { AuditTrail } from '../merchants/index.ts';
import type { Orders } from './index.ts';
import { type OrderRequestShop, type ReadOrder, readOrderRequest } from './order-request.ts';
import { itemsFrom } from './place-for.ts';
import { priceDelivery } from './price-delivery.ts';

export interface PlaceRouteDeps {
  readonly orders: Orders;
  readonly catalog: Pick<Catalog, 'variants' | 'product'>;
  readonly customers: Pick<Customers, 'identify'>;
  readonly fulfilment: Fulfilment;
  /** Where who did what is kept; the program hands it in. */
  readonly audit?: AuditTrail;
  readonly shop: (tx: Tx) => Promise<OrderRequestShop>;
}

export const QUOTE_WAIT_MS = 8 * secondMs;
const LINK_WAIT_MS = 3 * secondMs;
const LOOK_MS = 100;

type Placed = z.infer<typeof orderPlaced>;

export function placeRoute(app: Edge, deps: PlaceRouteDeps): void {
  app.post(
    '/orders',
    { config: { access: selling }, schema: { body: orderRequest, response: { 201: successOf(orderPlaced) } } },
    async (request, reply) => {
      const { edge } = request.server;
      const actor = actorOf(request);
      if (request.body.delivery_method === 'delivery') await waitForQuote(deps, edge, actor, request.body);
      const answer = await perform(request, reply, (tx) => place(deps, tx, { body: request.body, actor, requestId: request.id }), {
        status: 201,
      });
      if (request.body.payment_method === 'cod') return answer;
      const link = await waitForLink(deps, edge, actor, answer.data);
      return { ...answer, data: { ...answer.data, payment_link: link } };
    },
  );
}

async function read(deps: PlaceRouteDeps, tx: Tx, body: OrderRequest, role: Role): Promise<Result<ReadOrder>> {
  return readOrderRequest(deps.catalog, tx, body, { role, shop: await deps.shop(tx) });
}

async function place(
  deps: PlaceRouteDeps,
  tx: Tx,
  { body, actor, requestId }: { readonly body: OrderRequest; readonly actor: Actor; readonly requestId: string },
): Promise<Result<Placed>> {
  const wanted = await read(deps, tx, body, actor.role);
  if (!wanted.ok) return wanted;
  const { phone, name, lines, address, discount } = wanted.value;
  const customer = await deps.customers.identify(tx, { phone, ...(name === undefined ? {} : { name }) });
  const order = await deps.orders.placeFor(tx, {
    customerId: customer.id,
    lines,
    deliveryMethod: body.delivery_method,
    paymentMethod: body.payment_method,
    ...(discount ? { discount } : {}),
    actor: `${actor.kind}:${actor.id}`,
    ...(address ? { address } : {}),
  });
  if (!order.ok) return order;
  const { id, orderNumber, total, status } = order.value;
  const amounts = { total_amount: moneyToDecimal(total), tax_amount: moneyToDecimal(order.value.tax), currency: total.currency };
  const subject = { kind: 'order', id };
  await deps.audit?.record(tx, {
    action: 'order.placed',
    subject,
    actor,
    after: { order_number: orderNumber, ...amounts, items: body.items },
    requestId,
  });
  return ok({ order_id: id, order_number: orderNumber, ...amounts, status, payment_link: null });
}

/** Has the quote asked in a transaction of its own and looks until it is answered; what it says is judged when the order is placed. */
async function waitForQuote(deps: PlaceRouteDeps, edge: EdgeParts, actor: Actor, body: OrderRequest): Promise<void> {
  const isAnswered = async (tx: Tx): Promise<Result<boolean>> => {
    const wanted = await read(deps, tx, body, actor.role);
    if (!wanted.ok) return wanted;
    const items = await itemsFrom(deps, tx, wanted.value.lines);
    if (!items.ok) return items;
    const { currency } = await deps.shop(tx);
    const method = body.delivery_method;
    const cashOnDelivery = body.payment_method === 'cod';
    const price = await priceDelivery(deps, tx, { method, address: wanted.value.address, items: items.value, currency, cashOnDelivery });
    // A quote that is still asked is kept: only an `ok` here commits the asking.
    return ok(price.ok || price.refusal.code !== 'delivery.quote_missing');
  };
  await lookUntil(QUOTE_WAIT_MS, async () => valueOf(await edge.database.inTx(actor.merchantId, isAnswered)) || undefined);
}

async function waitForLink(deps: PlaceRouteDeps, edge: EdgeParts, actor: Actor, placed: Placed): Promise<string | null> {
  const found = await lookUntil(LINK_WAIT_MS, async () => {
    const order = await edge.database.inTx(actor.merchantId, (tx) => deps.orders.get(tx, placed.order_id as OrderId));
    const link = order.ok ? order.value.paymentLink : undefined;
    return link?.state === 'asked' ? undefined : { url: link?.url ?? null };
  });
  return found?.url ?? null;
}

export async function lookUntil<T>(withinMs: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined || performance.now() >= deadline) return seen;
    await setTimeout(LOOK_MS);
  }
}

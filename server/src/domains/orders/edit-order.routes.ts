/**
 * HTTP of changing and deleting an order: only people who run the shop, only with a code of their own second factor. Mounted by the
 * routes of orders. The price of another delivery is asked by a job, so it waits a little for that, never inside a transaction.
 */
import { idParam, successOf } from '@parley/contract/api/envelope.ts';
import { type OrderEditRequest, orderEdit, orderEditHeaders } from '@parley/contract/api/order-edit.ts';
import { emptyRequest, type OrderAnswer, orderAnswer } from '@parley/contract/api/orders.ts';
import { SECOND_FACTOR_HEADER } from '@parley/contract/api/two-factor.ts';
import type { OrderId } from '@parley/contract/values/id.ts';
import { parsePhone, waIdOf } from '@parley/contract/values/phone.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { managing } from '@parley/contract/values/role.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, valueOf } from '../../foundation/http/perform.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Address, Customers } from '../customers/index.ts';
import type { AuditTrail, SecondFactors } from '../merchants/index.ts';
import type { EditInput } from './edit-order-plan.ts';
import { describeEdit } from './edit-order-rules.ts';
import type { Orders } from './index.ts';
import type { OrderView } from './order.ts';
import { orderAnswerOf } from './order-answer.ts';
import { addressFrom, type OrderRequestShop, readLine } from './order-request.ts';
import type { OrderLine } from './place-for.ts';
import { lookUntil, QUOTE_WAIT_MS } from './place-order.routes.ts';

export interface EditRouteDeps {
  readonly orders: Orders;
  readonly catalog: Pick<Catalog, 'variants' | 'product'>;
  readonly customers: Pick<Customers, 'get'>;
  readonly shop: (tx: Tx) => Promise<OrderRequestShop>;
  readonly audit?: AuditTrail;
  /** Judged before anything of the order is looked at, in a transaction of its own: a code that was shown is used up. */
  readonly checkSecondFactor: SecondFactors['checkSecondFactor'];
}

export function editRoutes(app: Edge, deps: EditRouteDeps): void {
  const response = { 200: successOf(orderAnswer) };
  app.patch(
    '/orders/:id',
    { config: { access: managing }, schema: { params: idParam, headers: orderEditHeaders, body: orderEdit, response } },
    async (request, reply) => {
      const actor = actorOf(request);
      valueOf(await deps.checkSecondFactor(actor, request.headers[SECOND_FACTOR_HEADER]));
      const id = request.params.id as OrderId;
      const version = request.body.version ?? request.headers['if-match'];
      const read = (tx: Tx) => readEdit(deps, tx, id, { ...request.body, ...(version === undefined ? {} : { version }) }, actor);
      const { database } = request.server.edge;
      await waitForQuote(deps, (work) => database.inTx(actor.merchantId, work), id, read);
      return perform(request, reply, async (tx) => {
        const input = await read(tx);
        if (!input.ok) return input;
        const edited = await deps.orders.edit(tx, id, input.value);
        if (!edited.ok) return edited;
        const { before, after, ...changed } = describeEdit(edited.value.before, edited.value.after);
        await tell(deps, tx, { action: 'order.edited', id, actor, requestId: request.id, before, after: { ...after, ...changed } });
        return answer(deps, tx, edited.value.after);
      });
    },
  );
  // The edit itself, undone: so what is shown before a code is asked for is what the edit will come to.
  app.post(
    '/orders/:id/edit-preview',
    { config: { access: managing }, schema: { params: idParam, body: orderEdit, response } },
    async (request, reply) => {
      const actor = actorOf(request);
      const id = request.params.id as OrderId;
      const { database } = request.server.edge;
      const read = (tx: Tx) => readEdit(deps, tx, id, request.body, actor);
      await waitForQuote(deps, (work) => database.inTx(actor.merchantId, work), id, read);
      const seen: OrderAnswer[] = [];
      const undone = await database.inTx(actor.merchantId, async (tx) => {
        seen.length = 0;
        const input = await read(tx);
        const edited = input.ok ? await deps.orders.edit(tx, id, input.value) : input;
        if (!edited.ok) return edited;
        seen.push(orderAnswerOf(edited.value.after, await deps.customers.get(tx, edited.value.after.customerId)));
        return refuse('request.conflict');
      });
      const [answer] = seen;
      reply.status(200);
      return { status: 'success' as const, data: answer ?? valueOf<OrderAnswer>(undone) };
    },
  );
  app.delete(
    '/orders/:id',
    { config: { access: managing }, schema: { params: idParam, headers: orderEditHeaders, body: emptyRequest, response } },
    async (request, reply) => {
      const actor = actorOf(request);
      valueOf(await deps.checkSecondFactor(actor, request.headers[SECOND_FACTOR_HEADER]));
      const id = request.params.id as OrderId;
      const version = request.headers['if-match'];
      return perform(request, reply, async (tx) => {
        const before = await deps.orders.get(tx, id);
        if (!before.ok) return before;
        const done = await deps.orders.delete(tx, id, { actor: nameOf(actor), ...(version === undefined ? {} : { version }) });
        if (!done.ok) return done;
        const states = ({ status, closedReason }: OrderView) => ({ status, closed_reason: closedReason ?? null });
        const told = { before: states(before.value), after: states(done.value) };
        await tell(deps, tx, { action: 'order.deleted', id, actor, requestId: request.id, ...told });
        return answer(deps, tx, done.value);
      });
    },
  );
}

/** Has the price of another delivery asked, and waits a little for it; what it says is judged by the edit. */
async function waitForQuote(
  deps: EditRouteDeps,
  inTx: (work: (tx: Tx) => Promise<Result<boolean>>) => Promise<Result<boolean>>,
  id: OrderId,
  read: (tx: Tx) => Promise<Result<EditInput>>,
): Promise<void> {
  const isQuoted = () =>
    inTx(async (tx) => {
      const input = await read(tx);
      return input.ok ? deps.orders.quoteForEdit(tx, id, input.value) : input;
    });
  await lookUntil(QUOTE_WAIT_MS, async () => valueOf(await isQuoted()) || undefined);
}

async function readEdit(deps: EditRouteDeps, tx: Tx, id: OrderId, body: OrderEditRequest, actor: Actor): Promise<Result<EditInput>> {
  const { version, note, items, delivery_address: typed } = body;
  if (items === undefined && typed === undefined && note === undefined)
    return refuse('request.invalid', {
      details: [{ field: 'items', message: 'Name what shall change: items, delivery_address or note.' }],
    });
  const shop = await deps.shop(tx);
  const lines: OrderLine[] = [];
  for (const [index, item] of (items ?? []).entries()) {
    const line = await readLine(deps.catalog, tx, item, { role: actor.role, shop, field: `items.${index}` });
    if (!line.ok) return line;
    lines.push(line.value);
  }
  const address = typed && (await readAddress(deps, tx, id, typed, shop.country));
  if (address && !address.ok) return address;
  return ok({
    actor: nameOf(actor),
    ...(version === undefined ? {} : { version }),
    ...(note === undefined ? {} : { note: note === '' ? null : note }),
    ...(items === undefined ? {} : { lines }),
    ...(address ? { address: address.value } : {}),
  });
}

/** Who receives it stays, unless another is named. */
async function readAddress(
  deps: EditRouteDeps,
  tx: Tx,
  id: OrderId,
  typed: NonNullable<OrderEditRequest['delivery_address']>,
  country: string,
): Promise<Result<Address>> {
  const order = await deps.orders.get(tx, id);
  if (!order.ok) return order;
  const { address, contact, customerId } = order.value;
  const customer = address ? undefined : await deps.customers.get(tx, customerId);
  const known = {
    name: address?.name ?? contact?.name ?? customer?.name ?? '',
    phone: address?.phone ?? contact?.phone ?? customer?.phone ?? '',
  };
  const phone = typed.phone === undefined ? known.phone : parsePhone(typed.phone, country);
  if (phone === undefined)
    return refuse('request.invalid', { details: [{ field: 'delivery_address.phone', message: 'This is not a phone number.' }] });
  return ok(addressFrom(typed, { name: known.name, phone: typeof phone === 'string' ? phone : waIdOf(phone.e164), country }));
}

async function answer(deps: EditRouteDeps, tx: Tx, order: OrderView) {
  return ok(orderAnswerOf(order, await deps.customers.get(tx, order.customerId)));
}

interface Told {
  readonly action: string;
  readonly id: OrderId;
  readonly actor: Actor;
  readonly requestId: string;
  readonly before: unknown;
  readonly after: unknown;
}

async function tell(deps: EditRouteDeps, tx: Tx, { id, ...record }: Told): Promise<void> {
  await deps.audit?.record(tx, { ...record, subject: { kind: 'order', id } });
}

function nameOf(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

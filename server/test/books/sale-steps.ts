/** The random things that happen to orders, money and returns. The gateway's events are made here, as its webhooks would say them. */
import { newId, type OrderId, type ReturnId, type ShipmentId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import type { GatewayEvent } from '../../src/providers/payments/payments.port.ts';
import { type Choices, type Maker, often, recent, type Step, type World } from './proof-world.ts';

const actor = 'staff:1';
const address = { name: 'Asha', phone: '919876543210', line1: '14, Lake Road', city: 'Pune', postalCode: '411045', country: 'IN' };
const STATES = ['Maharashtra', 'Karnataka'];

const place: Maker = (world, choices) => {
  const customerId = choices.pick(world.customers);
  if (!customerId) return undefined;
  const first = choices.whole(world.variants.length);
  const lines = world.variants
    .slice(first, first + 1 + choices.whole(3))
    .map((variantId) => ({ variantId, quantity: 1 + choices.whole(5) }));
  const discount = choices.whole(3) === 0 ? { discount: money(choices.whole(60), 'INR') } : {};
  const isSent = choices.whole(3) === 0;
  const input = {
    customerId,
    lines,
    ...discount,
    ...(isSent
      ? { deliveryMethod: 'delivery' as const, address: { ...address, state: choices.pick(STATES) ?? '' } }
      : { deliveryMethod: 'pickup' as const }),
    paymentMethod: choices.whole(4) === 0 ? ('cod' as const) : ('prepaid' as const),
    actor,
  };
  return {
    name: 'order',
    work: (tx) => world.shop.orders.placeFor(tx, input),
    keep: (value) => world.orders.push((value as { readonly id: OrderId }).id),
  };
};

type Among = 'orders' | 'sold' | 'delivered';

/** Mostly an order of the kind the step is for; at times any, which may refuse. */
const onOrder =
  (name: string, among: Among, work: (world: World, choices: Choices, id: OrderId) => Step['work'], then?: Among): Maker =>
  (world, choices) => {
    const id = recent(choices.whole(6) === 0 ? world.orders : world[among], choices);
    return id && { name, work: work(world, choices, id), keep: () => then && world[then].push(id) };
  };

/** A capture on the order's newest link: mostly the exact amount, at times another; with or without its fee. */
const pay: Maker = (world, choices) => {
  const id = recent(world.orders, choices);
  if (!id) return undefined;
  world.serial += 1;
  const providerPaymentId = `pay_${world.shop.merchantId.slice(-8)}_${world.serial}`;
  const [off, hasFee, feeBp] = [choices.whole(9) === 0 ? 1 + choices.whole(50) : 0, choices.whole(2) === 0, 100 + choices.whole(200)];
  let event: GatewayEvent | undefined;
  return {
    name: off > 0 ? 'payment of a wrong sum' : 'payment',
    async work(tx) {
      if (event) return file(world, tx, event);
      const link = await world.shop.payments.linkOf(tx, id);
      if (!link) return refuse('payment.not_found');
      const amount = money(link.amount.minor + BigInt(off), 'INR');
      const fee = (amount.minor * BigInt(feeBp)) / 10_000n;
      const fees = hasFee ? { fee: money(fee, 'INR'), feeTax: money(fee / 7n, 'INR') } : {};
      const payment = { providerPaymentId, amount, ...fees, state: 'captured' as const, at: world.shop.clock.now() };
      event = { kind: 'payment_captured', link: { reference: link.id.replaceAll('-', '') }, payment };
      return file(world, tx, event);
    },
    keep() {
      if (event) world.events.push(event);
      world.sold.push(id);
    },
  };
};

async function file(world: World, tx: Tx, event: GatewayEvent): Promise<Result<unknown>> {
  return (await world.shop.payments.fileEvent(tx, 'razorpay', event)) ? ok(undefined) : refuse('payment.not_found');
}

/** The same news again, or the fee that comes after it. */
const again: Maker = (world, choices) => {
  const event = recent(world.events, choices);
  if (!event) return undefined;
  const withFee = choices.whole(2) === 0;
  const told: GatewayEvent =
    event.kind === 'payment_captured' && withFee
      ? { ...event, payment: { ...event.payment, fee: money(7, 'INR'), feeTax: money(1, 'INR') } }
      : event;
  return { name: withFee ? 'fee told late' : 'webhook repeated', work: (tx) => file(world, tx, told) };
};

/** The gateway pays out, holds or gives up a refund that was asked of it. */
const refundNews: Maker = (world, choices) => {
  world.serial += 1;
  const providerRefundId = `rfnd_${world.shop.merchantId.slice(-8)}_${world.serial}`;
  const [at, state] = [
    choices.whole(1_000),
    choices.pick(['processed', 'processed', 'processed', 'pending', 'failed'] as const) ?? 'pending',
  ];
  let event: GatewayEvent | undefined;
  return {
    name: `refund ${state}`,
    async work(tx) {
      // Said before, to a process that died or that hears it twice: the gateway says the same.
      if (event) return file(world, tx, event);
      const due = await tx.db
        .selectFrom('refunds')
        .innerJoin('payments', (join) => join.onRef('payments.id', '=', 'refunds.payment_id'))
        .select(['refunds.amount_minor', 'refunds.provider_refund_id', 'payments.provider_payment_id'])
        .where('refunds.merchant_id', '=', tx.merchantId)
        .where('refunds.state', 'in', ['asked', 'pending'])
        .orderBy('refunds.id')
        .execute();
      const one = due[at % Math.max(1, due.length)];
      if (!one) return refuse('payment.not_found');
      const refund = {
        providerRefundId: one.provider_refund_id ?? providerRefundId,
        providerPaymentId: one.provider_payment_id,
        amount: money(one.amount_minor, 'INR'),
        state,
      };
      event = { kind: 'refund_changed', refund };
      return file(world, tx, event);
    },
    keep: () => event && world.events.push(event),
  };
};

const cancel = onOrder('cancel', 'sold', (world, _, id) => (tx) => world.shop.orders.cancel(tx, id, { reason: 'changed mind', actor }));
const confirm = onOrder('confirmed by staff', 'orders', (world, _, id) => (tx) => world.shop.orders.confirm(tx, id, actor), 'sold');
const ship = onOrder('sent', 'sold', (world, _, id) => (tx) => world.shop.orders.ship(tx, id, actor));
const deliver = onOrder('delivered', 'sold', (world, _, id) => (tx) => world.shop.orders.deliver(tx, id, actor), 'delivered');
const untaken = onOrder('cash on delivery refused', 'sold', (world, _, id) => async (tx) => {
  await world.shop.orders.onFulfilmentEvent(tx, {
    name: 'shipment.moved',
    shipmentId: newId<ShipmentId>(),
    orderId: id,
    state: 'returned',
  });
  return ok(undefined);
});
const refundAll = onOrder('refund, whole', 'sold', (world, _, id) => (tx) => world.shop.orders.refund(tx, id, { reason: 'broken', actor }));
const refundPart = onOrder('refund, part', 'sold', (world, choices, id) => {
  const amount = money(1 + choices.whole(4_000), 'INR');
  return (tx) => world.shop.orders.refund(tx, id, { amount, reason: 'late', actor });
});
const shrink = onOrder('order changed', 'sold', (world, choices, id) => {
  const less = 1 + choices.whole(2);
  return async (tx) => {
    const order = await world.shop.orders.get(tx, id);
    if (!order.ok) return order;
    const lines = order.value.items.map(({ variantId, quantity }, n) => ({
      variantId,
      quantity: n === 0 ? Math.max(1, quantity - less) : quantity,
    }));
    return world.shop.orders.edit(tx, id, { lines, actor });
  };
});

const askReturn: Maker = (world, choices) => {
  const id = recent(choices.whole(6) === 0 ? world.orders : world.delivered, choices);
  const quantity = 1 + choices.whole(2);
  return (
    id && {
      name: 'return asked',
      async work(tx) {
        const order = await world.shop.orders.get(tx, id);
        if (!order.ok) return order;
        const lines = order.value.items.slice(0, 2).map(({ variantId }) => ({ variantId, quantity }));
        return world.shop.returns.ask(tx, { orderId: id, lines, reason: 'changed_mind', actor });
      },
      keep: (value) => world.returns.push((value as { readonly id: ReturnId }).id),
    }
  );
};

const onReturn =
  (name: string, work: (world: World, choices: Choices, id: ReturnId) => Step['work']): Maker =>
  (world, choices) => {
    const id = recent(world.returns, choices);
    return id && { name, work: work(world, choices, id) };
  };
const approve = onReturn('return approved', (world, _, id) => (tx) => world.shop.returns.approve(tx, id, { actor }));
const decline = onReturn('return declined', (world, _, id) => (tx) => world.shop.returns.decline(tx, id, { actor }));
const close = onReturn('return closed', (world, _, id) => (tx) => world.shop.returns.close(tx, id, actor));
const creditReturn = onReturn('return refunded', (world, choices, id) => {
  const amount = choices.whole(4) === 0 ? { amount: money(1 + choices.whole(3_000), 'INR') } : {};
  return (tx) => world.shop.returns.refund(tx, id, { ...amount, actor });
});
const receive = onReturn('return received', (world, choices, id) => {
  const outcome = choices.pick(['restocked', 'restocked', 'damaged', 'missing'] as const) ?? 'missing';
  const at = choices.whole(2);
  return async (tx) => {
    const view = await world.shop.returns.get(tx, id);
    if (!view.ok) return view;
    const line = view.value.lines[at] ?? view.value.lines[0];
    return line
      ? world.shop.returns.receive(tx, id, { actor, lines: [{ variantId: line.variantId, outcome, quantity: 1 }] })
      : refuse('return.not_found');
  };
});

/** Made at the gateway itself, by somebody who did not ask the shop. */
const gatewayRefund: Maker = (world, choices) => {
  const event = recent(
    world.events.filter((each) => each.kind === 'payment_captured'),
    choices,
  );
  if (event?.kind !== 'payment_captured') return undefined;
  const { providerPaymentId } = event.payment;
  const [providerRefundId, wanted] = [`rfnd_${newId<string>()}`, BigInt(1 + choices.whole(500))];
  return {
    name: 'refund made at the gateway',
    async work(tx) {
      const left = await leftOf(tx, providerPaymentId);
      if (left <= 0n) return refuse('payment.refund_too_large');
      const amount = money(wanted < left ? wanted : left, 'INR');
      return file(world, tx, { kind: 'refund_changed', refund: { providerRefundId, providerPaymentId, amount, state: 'processed' } });
    },
  };
};

/** A gateway gives back no more than it took. */
async function leftOf(tx: Tx, providerPaymentId: string): Promise<bigint> {
  const rows = await tx.db
    .selectFrom('payments')
    .leftJoin('refunds', (join) => join.onRef('refunds.payment_id', '=', 'payments.id').on('refunds.state', '<>', 'failed'))
    .select(['payments.amount_minor as paid', 'refunds.amount_minor as back'])
    .where('payments.merchant_id', '=', tx.merchantId)
    .where('payments.provider_payment_id', '=', providerPaymentId)
    .execute();
  return rows.reduce((rest, row) => rest - (row.back ?? 0n), rows[0]?.paid ?? 0n);
}

export const saleSteps: readonly Maker[] = often([
  [4, place],
  [4, pay],
  [1, again],
  [3, refundNews],
  [1, gatewayRefund],
  [1, cancel],
  [1, confirm],
  [2, ship],
  [4, deliver],
  [1, untaken],
  [1, refundAll],
  [2, refundPart],
  [1, shrink],
  [3, askReturn],
  [3, approve],
  [1, decline],
  [1, close],
  [5, receive],
  [2, creditReturn],
]);

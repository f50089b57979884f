/** Rules of money at the gateway: an attempt makes an order, a success captures and closes the link, and tells it in three events. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { owned } from '../../../simulation/records.ts';
import { feeOf, type LinkEntity, newId, type OrderEntity, type PaymentEntity, type PaymentMethod } from './entities.ts';
import { indexLink, indexPayment } from './ledger.ts';
import { currentLink, type Desk, seconds } from './payment-links.ts';
import { type ApiRefusal, bad, unknownId } from './refusals.ts';

export interface PayOptions {
  readonly method?: PaymentMethod;
  /** Minor units; the link's own amount when absent. */
  readonly amount?: number;
  readonly currency?: string;
  /** The bank was slow: the money is captured although the link is closed or paid, and the link stays as it is. */
  readonly late?: boolean;
}

export function payLink(desk: Desk, linkId: string, options: PayOptions = {}): Result<PaymentEntity, ApiRefusal> {
  const record = currentLink(desk, linkId);
  if (!record) return unknownId();
  const { owner, entity: link } = record;
  const isOpen = link.status === 'created' || link.status === 'partially_paid';
  if (!isOpen && !options.late) return bad(`Payment link is already ${link.status}`);
  const order = orderOf(desk, owner, link);
  const payment = newPayment(desk, owner, { order, link, options });
  capture(payment);
  order.attempts += 1;
  if (isOpen) settle(desk, owner, { link, order, payment });
  else desk.events.emit(owner, [{ type: 'payment.captured', parts: { payment } }]);
  desk.ledger.changed();
  return ok(payment);
}

/** One attempt that the bank refuses. The link stays open. */
export function failLink(desk: Desk, linkId: string, options: PayOptions = {}): Result<PaymentEntity, ApiRefusal> {
  const record = currentLink(desk, linkId);
  if (!record) return unknownId();
  const { owner, entity: link } = record;
  if (link.status !== 'created' && link.status !== 'partially_paid') return bad(`Payment link is already ${link.status}`);
  const order = orderOf(desk, owner, link);
  const payment = newPayment(desk, owner, { order, link, options });
  Object.assign(payment, {
    status: 'failed',
    error_code: 'BAD_REQUEST_ERROR',
    error_description: "Your payment didn't go through as it was declined by the bank. Try another payment method or contact your bank.",
    error_source: 'bank',
    error_step: 'payment_authorization',
    error_reason: 'payment_failed',
  });
  order.attempts += 1;
  if (order.status === 'created') order.status = 'attempted';
  desk.ledger.changed();
  desk.events.emit(owner, [{ type: 'payment.failed', parts: { payment } }]);
  return ok(payment);
}

/** A payment on an order made through the API; `capture: false` leaves it authorized. */
export function payOrder(
  desk: Desk,
  orderId: string,
  options: { readonly capture?: boolean; readonly method?: PaymentMethod } = {},
): Result<PaymentEntity, ApiRefusal> {
  const record = desk.ledger.orders.get(orderId);
  if (!record) return unknownId();
  if (record.entity.status === 'paid') return bad('Order already paid');
  const payment = newPayment(desk, record.owner, { order: record.entity, options });
  payment.status = 'authorized';
  record.entity.attempts += 1;
  record.entity.status = 'attempted';
  desk.ledger.changed();
  desk.events.emit(record.owner, [{ type: 'payment.authorized', parts: { payment } }]);
  return options.capture === false
    ? ok(payment)
    : capturePayment(desk, record.owner, payment.id, { amount: payment.amount, currency: payment.currency });
}

export function capturePayment(
  desk: Desk,
  owner: string,
  paymentId: string,
  sent: { readonly amount: number; readonly currency: string },
): Result<PaymentEntity, ApiRefusal> {
  const payment = owned(desk.ledger.payments, paymentId, owner);
  if (!payment) return unknownId();
  if (payment.captured) return bad('This payment has already been captured');
  if (payment.status !== 'authorized') return bad('Only payments which have been authorized and not yet captured can be captured');
  if (sent.amount !== payment.amount || sent.currency !== payment.currency) {
    return bad('Capture amount must be equal to the amount authorized', 'amount');
  }
  capture(payment);
  const order = owned(desk.ledger.orders, payment.order_id, owner);
  const events: { type: string; parts: { payment: PaymentEntity; order?: OrderEntity } }[] = [
    { type: 'payment.captured', parts: { payment } },
  ];
  if (order) {
    Object.assign(order, { status: 'paid', amount_paid: payment.amount, amount_due: 0 });
    events.push({ type: 'order.paid', parts: { order, payment } });
  }
  desk.ledger.changed();
  desk.events.emit(owner, events);
  return ok(payment);
}

interface Attempt {
  readonly link: LinkEntity;
  readonly order: OrderEntity;
  readonly payment: PaymentEntity;
}

function settle(desk: Desk, owner: string, { link, order, payment }: Attempt): void {
  const now = seconds(desk.clock);
  link.amount_paid += payment.amount;
  const partly = link.accept_partial && link.amount_paid < link.amount;
  link.status = partly ? 'partially_paid' : 'paid';
  link.updated_at = now;
  link.payments = [
    ...(link.payments ?? []),
    {
      payment_id: payment.id,
      plink_id: link.id,
      amount: payment.amount,
      method: payment.method,
      status: 'captured',
      created_at: now,
      updated_at: now,
    },
  ];
  Object.assign(order, {
    amount_paid: link.amount_paid,
    amount_due: Math.max(link.amount - link.amount_paid, 0),
    status: partly ? 'attempted' : 'paid',
  });
  indexLink(desk.ledger, { owner, entity: link });
  desk.events.emit(owner, [
    { type: partly ? 'payment_link.partially_paid' : 'payment_link.paid', parts: { payment_link: link, order, payment } },
    { type: 'payment.authorized', parts: { payment } },
    { type: 'payment.captured', parts: { payment } },
    ...(partly ? [] : [{ type: 'order.paid', parts: { order, payment } }]),
  ]);
}

/** A link gets its order with the first attempt. */
function orderOf(desk: Desk, owner: string, link: LinkEntity): OrderEntity {
  const known = owned(desk.ledger.orders, link.order_id, owner);
  if (known) return known;
  const order: OrderEntity = {
    id: newId('order', desk.random),
    entity: 'order',
    amount: link.amount,
    amount_paid: 0,
    amount_due: link.amount,
    currency: link.currency,
    receipt: link.reference_id || null,
    offer_id: null,
    status: 'created',
    attempts: 0,
    notes: link.notes ?? [],
    created_at: seconds(desk.clock),
    product_type: 'payment_link_v2',
    product_id: link.id.replace(/^plink_/, ''),
  };
  link.order_id = order.id;
  desk.ledger.orders.set(order.id, { owner, entity: order });
  return order;
}

function newPayment(
  desk: Desk,
  owner: string,
  of: { readonly order: OrderEntity; readonly link?: LinkEntity; readonly options: PayOptions },
): PaymentEntity {
  const method = of.options.method ?? 'upi';
  const amount = of.options.amount ?? of.link?.amount ?? of.order.amount;
  const contact = of.link?.customer['contact'];
  const entity: PaymentEntity = {
    id: newId('pay', desk.random),
    entity: 'payment',
    amount,
    base_amount: amount,
    currency: of.options.currency ?? of.order.currency,
    status: 'created',
    order_id: of.order.id,
    invoice_id: null,
    international: false,
    method,
    amount_refunded: 0,
    refund_status: null,
    captured: false,
    description: of.link ? `#${of.link.id.replace(/^plink_/, '')}` : null,
    card_id: method === 'card' ? newId('card', desk.random) : null,
    bank: method === 'netbanking' ? 'HDFC' : null,
    wallet: method === 'wallet' ? 'phonepe' : null,
    vpa: method === 'upi' ? 'success@razorpay' : null,
    email: of.link?.customer['email'] ?? 'void@razorpay.com',
    contact: contact ?? null,
    notes: of.link?.notes ?? [],
    fee: null,
    tax: null,
    error_code: null,
    error_description: null,
    error_source: null,
    error_step: null,
    error_reason: null,
    acquirer_data: method === 'upi' ? { rrn: String(Math.floor(desk.random() * 1e12)).padStart(12, '0') } : { auth_code: null },
    created_at: seconds(desk.clock),
  };
  const record = { owner, entity };
  desk.ledger.payments.set(entity.id, record);
  indexPayment(desk.ledger, record);
  return entity;
}

function capture(payment: PaymentEntity): void {
  Object.assign(payment, { status: 'captured', captured: true, ...feeOf(payment.amount) });
}

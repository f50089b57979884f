/** Orders in the words of the API. Decides nothing. */
import type { shipmentAnswer } from '@parley/contract/api/fulfilment.ts';
import type { OrderAnswer, orderDetailAnswer } from '@parley/contract/api/orders.ts';
import type { paymentAnswer, paymentLinkAnswer } from '@parley/contract/api/payments.ts';
import { moneyToDecimal, times } from '@parley/contract/values/money.ts';
import { percentOf } from '@parley/contract/values/percent.ts';
import type { z } from 'zod';
import type { Address, Customer } from '../customers/index.ts';
import type { ShipmentView } from '../fulfilment/index.ts';
import type { PaymentLinkView, PaymentView } from '../payments/index.ts';
import type { OrderDetail } from './index.ts';
import type { OrderView } from './order.ts';

export function orderAnswerOf(order: OrderView, customer: Customer | undefined): OrderAnswer {
  return {
    id: order.id,
    order_number: order.orderNumber,
    status: order.status,
    payment_status: order.paymentStatus,
    total_amount: moneyToDecimal(order.total),
    items_amount: moneyToDecimal(order.itemsTotal),
    delivery_amount: moneyToDecimal(order.deliveryPrice),
    discount_amount: moneyToDecimal(order.discount),
    tax_amount: moneyToDecimal(order.tax),
    prices_include_tax: order.pricesIncludeTax,
    refunded_amount: moneyToDecimal(order.refunded),
    currency: order.total.currency,
    payment_method: order.paymentMethod,
    cod_collected_at: order.codCollectedAt?.toISOString() ?? null,
    cod_remitted_at: order.codRemittedAt?.toISOString() ?? null,
    channel: order.channel,
    customer: {
      id: order.customerId,
      name: customer?.name ?? order.contact?.name ?? null,
      phone: plusOrNull(customer?.phone ?? order.contact?.phone),
    },
    items: order.items.map((item) => ({
      product_id: item.productId,
      variant_id: item.variantId,
      name: item.name,
      options: item.options,
      sku: item.sku ?? null,
      quantity: item.quantity,
      fulfilled_quantity: item.fulfilledQuantity,
      price: moneyToDecimal(item.unitPrice),
      total: moneyToDecimal(times(item.unitPrice, item.quantity)),
      discount: moneyToDecimal(item.discount),
      tax: moneyToDecimal(item.tax),
      tax_rate: percentOf(item.taxRateBp),
      hsn_code: item.hsnCode ?? null,
    })),
    delivery: { method: order.deliveryMethod, address: order.address ? addressAnswerOf(order.address) : null },
    placed_at: order.placedAt.toISOString(),
    paid_at: order.paidAt?.toISOString() ?? null,
    expires_at: order.expiresAt?.toISOString() ?? null,
    closed_reason: order.closedReason ?? null,
    note: order.note ?? null,
    version: order.version,
  };
}

export function orderDetailAnswerOf(
  order: OrderDetail,
  customer: Customer | undefined,
  payments: readonly PaymentView[],
): z.infer<typeof orderDetailAnswer> {
  return {
    ...orderAnswerOf(order, customer),
    taxes: order.taxes.map(({ name, rateBp, taxable, tax }) => ({
      name,
      rate: percentOf(rateBp),
      taxable: moneyToDecimal({ ...order.total, minor: taxable }),
      tax: moneyToDecimal({ ...order.total, minor: tax }),
    })),
    timeline: order.timeline.map((entry) => ({ ...entry, at: entry.at.toISOString(), detail: { ...entry.detail } })),
    payment_link: order.paymentLink ? linkAnswerOf(order.paymentLink) : null,
    payments: payments.map(paymentAnswerOf),
    shipment: order.shipment ? shipmentAnswerOf(order.shipment) : null,
  };
}

export function linkAnswerOf(link: PaymentLinkView): z.infer<typeof paymentLinkAnswer> {
  return {
    id: link.id,
    state: link.state,
    url: link.url ?? null,
    amount: moneyToDecimal(link.amount),
    currency: link.amount.currency,
    expires_at: link.expiresAt.toISOString(),
  };
}

function paymentAnswerOf(payment: PaymentView): z.infer<typeof paymentAnswer> {
  return {
    id: payment.id,
    gateway: payment.gateway,
    gateway_payment_id: payment.providerPaymentId,
    amount: moneyToDecimal(payment.amount),
    currency: payment.amount.currency,
    verdict: payment.verdict,
    method: payment.method ?? null,
    captured_at: payment.capturedAt.toISOString(),
    refunded_amount: moneyToDecimal(payment.refunded),
  };
}

export function shipmentAnswerOf(shipment: ShipmentView): z.infer<typeof shipmentAnswer> {
  return {
    id: shipment.id,
    state: shipment.state,
    courier: shipment.courierName ?? null,
    awb: shipment.awb ?? null,
    tracking_url: shipment.trackingUrl ?? null,
    label_url: shipment.labelUrl ?? null,
    estimated_on: shipment.estimatedOn ?? null,
    detail: shipment.detail ?? null,
  };
}

function addressAnswerOf(address: Address): NonNullable<OrderAnswer['delivery']['address']> {
  const { postalCode, line2, landmark, phone, ...rest } = address;
  return { ...rest, phone: plus(phone), line2: line2 ?? null, landmark: landmark ?? null, postal_code: postalCode };
}

/** Phones are kept as digits with the country code. */
function plus(digits: string): string {
  // Nothing is left of an erased person.
  return digits === '' ? '' : `+${digits.replace(/^\+/, '')}`;
}

function plusOrNull(digits: string | undefined): string | null {
  return digits === undefined ? null : plus(digits);
}

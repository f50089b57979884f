/** Returns in the words of the API. Decides nothing. */
import type { ReturnAnswer, returnDetailAnswer } from '@parley/contract/api/returns.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import type { z } from 'zod';
import type { Customer } from '../customers/index.ts';
import type { ReturnDetail } from './index.ts';
import { worthOf } from './refund-return.ts';
import type { ReturnView } from './return.ts';

export function returnAnswerOf(view: ReturnView, customer: Customer | undefined): ReturnAnswer {
  return {
    id: view.id,
    return_number: view.number,
    order_id: view.orderId,
    order_number: view.orderNumber,
    state: view.state,
    reason: view.reason,
    message: view.message,
    asked_by: view.askedBy,
    customer: {
      id: view.customerId,
      name: customer?.name ?? null,
      phone: customer?.phone ? `+${customer.phone.replace(/^\+/, '')}` : null,
    },
    lines: view.lines.map((line) => ({
      variant_id: line.variantId,
      name: line.name,
      options: line.options,
      quantity: line.quantity,
      restocked: line.restocked,
      damaged: line.damaged,
      missing: line.missing,
    })),
    refundable_amount: moneyToDecimal(worthOf(view).total),
    refund_amount: moneyToDecimal(view.refund),
    refund_by: view.refundBy ?? null,
    currency: view.refund.currency,
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  };
}

export function returnDetailAnswerOf(view: ReturnDetail, customer: Customer | undefined): z.infer<typeof returnDetailAnswer> {
  return {
    ...returnAnswerOf(view, customer),
    timeline: view.timeline.map((step) => ({ ...step, at: step.at.toISOString(), detail: { ...step.detail } })),
  };
}

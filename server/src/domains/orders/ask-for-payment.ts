/** Asks payments for a link over an order, with the words its customer sees there. */
import type { Result } from '@parley/contract/values/result.ts';
import { after } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { PaymentLinkView } from '../payments/index.ts';
import type { OrderHead } from './order.store.ts';
import { holdMsOf } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Refuses `connection.missing`. */
export async function askForPayment(deps: OrdersDeps, tx: Tx, order: OrderHead, shopName: string): Promise<Result<PaymentLinkView>> {
  const customer = await deps.customers.get(tx, order.customerId);
  const name = order.contact?.name ?? customer?.name;
  const phone = customer?.phone ?? order.contact?.phone;
  return deps.payments.requestLink(tx, {
    orderId: order.id,
    amount: order.total,
    description: `${shopName} · ${order.orderNumber}`,
    customer: {
      ...(name === undefined ? {} : { name }),
      ...(phone === undefined ? {} : { phone: `+${phone.replace(/^\+/, '')}` }),
      ...(customer?.email === undefined ? {} : { email: customer.email }),
    },
    expiresAt: order.expiresAt ?? after(deps.clock.now(), holdMsOf(order)),
    returnUrl: deps.paymentReturnUrl(order.publicId),
  });
}

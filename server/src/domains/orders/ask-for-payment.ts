/** Asks payments for a link over an order, with the words its customer sees there. */
import { phoneFromWaId } from '@parley/contract/values/phone.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { after } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { GatewayName, Payer, PaymentLinkView } from '../payments/index.ts';
import type { OrderHead } from './order.store.ts';
import { holdMsOf } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Refuses `connection.missing`. */
export async function askForPayment(
  deps: OrdersDeps,
  tx: Tx,
  order: OrderHead,
  shopName: string,
  which: { readonly gateway?: GatewayName | undefined; readonly isFirst?: boolean } = {},
): Promise<Result<PaymentLinkView>> {
  // Who orders on the web is not proved to be the customer: the gateway's page shows what they typed, and nothing that is kept.
  const customer = order.channel === 'storefront' ? undefined : await deps.customers.get(tx, order.customerId);
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
    returnUrl: (name) => deps.paymentReturnUrl(order.publicId, name),
    ...countryOf(phone, order),
    ...(which.gateway === undefined ? {} : { gateway: which.gateway }),
    ...(which.isFirst === undefined ? {} : { isFirst: which.isFirst }),
  });
}

/** What of an order, or of a checkout that becomes one, decides who may take its money. */
export type PayableOrder = Pick<OrderHead, 'customerId' | 'total'> & Partial<Pick<OrderHead, 'contact' | 'address'>>;

export async function payerOf(deps: Pick<OrdersDeps, 'customers'>, tx: Tx, order: PayableOrder): Promise<Payer> {
  const phone = (await deps.customers.get(tx, order.customerId))?.phone ?? order.contact?.phone;
  return { currency: order.total.currency, ...countryOf(phone, order) };
}

/** That of their number, since it goes where they go; else where the goods go. */
function countryOf(phone: string | undefined, { address }: Partial<Pick<OrderHead, 'address'>>): { readonly country?: string } {
  const country = (phone === undefined ? undefined : phoneFromWaId(phone.replace(/^\+/, ''))?.country) ?? address?.country;
  return country === undefined ? {} : { country };
}

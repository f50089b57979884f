/** Asks for payment links and closes them. The gateway is called by jobs; here are only rows, so that an order and its link commit together. */
import type { OrderId, PaymentLinkId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';
import { isLiving, type PaymentLinkView, sameMoney } from './payment.ts';
import { closeLinkJob, createLinkJob } from './payment-job-kinds.ts';
import { insertLink, type Link, linksOf, moveLink } from './payment-link.store.ts';

export interface RequestLinkInput {
  readonly orderId: OrderId;
  readonly amount: Money;
  readonly description: string;
  readonly customer: { readonly name?: string; readonly phone?: string; readonly email?: string };
  readonly expiresAt: Date;
  readonly returnUrl: (gateway: GatewayName) => string;
  /** Of the customer, ISO 3166-1 alpha-2, where it is known. */
  readonly country?: string;
  /** The customer's choice; without it the one they had, else the merchant's favourite. */
  readonly gateway?: GatewayName;
  /** The order is made just now and has no link yet. */
  readonly isFirst?: boolean;
}

/** Who is to pay, as far as it decides between gateways. */
export interface Payer {
  readonly currency: string;
  readonly country?: string;
}

export interface RequestLinkDeps {
  readonly clock: Clock;
  /** Connected and fitting, the merchant's favourite first; reads in the transaction, calls nobody. */
  readonly gatewaysFor: (tx: Tx, payer: Payer) => Promise<readonly GatewayName[]>;
}

/**
 * The living link of the same amount again, else a new one; one by another gateway closes the one before it, and money that comes by
 * that nevertheless meets the order as any late payment does. The caller holds the order. Refuses `connection.missing`.
 */
export async function requestLink(deps: RequestLinkDeps, tx: Tx, input: RequestLinkInput): Promise<Result<PaymentLinkView>> {
  const now = deps.clock.now();
  const [newest] = input.isFirst === true ? [] : await linksOf(tx, input.orderId);
  const isWanted = newest !== undefined && (input.gateway === undefined || newest.gateway === input.gateway);
  if (isWanted && isLiving(newest.state) && newest.expiresAt > now && sameMoney(newest.amount, input.amount)) return ok(viewOf(newest));
  const { country } = input;
  const fitting = await deps.gatewaysFor(tx, { currency: input.amount.currency, ...(country === undefined ? {} : { country }) });
  const gateway = chosen(fitting, input.gateway, newest);
  if (gateway === undefined) return refuse('connection.missing', { message: 'This shop cannot take payments yet.' });
  if (newest && isLiving(newest.state)) await closeLink(tx, now, newest, 'cancelled');
  const id = newId<PaymentLinkId>();
  const link = await insertLink(tx, {
    id,
    orderId: input.orderId,
    gateway,
    reference: id.replaceAll('-', ''),
    amount: input.amount,
    expiresAt: input.expiresAt,
    createdAt: now,
  });
  const { description, customer } = input;
  await enqueue(tx, now, createLinkJob, { linkId: id, description, customer, returnUrl: input.returnUrl(gateway) }, { key: input.orderId });
  return ok(viewOf(link));
}

/** What failed before is tried last. */
function chosen(fitting: readonly GatewayName[], wanted: GatewayName | undefined, newest: Link | undefined): GatewayName | undefined {
  const failed = newest?.state === 'failed' ? newest.gateway : undefined;
  const first = wanted ?? (failed === undefined ? newest?.gateway : undefined);
  if (first !== undefined && fitting.includes(first)) return first;
  return fitting.find((name) => name !== failed) ?? fitting[0];
}

/** Closes every living link of the order, except one that was just paid. */
export async function closeLinks(
  clock: Clock,
  tx: Tx,
  orderId: OrderId,
  state: 'expired' | 'cancelled',
  except?: PaymentLinkId,
): Promise<void> {
  for (const link of await linksOf(tx, orderId))
    if (isLiving(link.state) && link.id !== except) await closeLink(tx, clock.now(), link, state);
}

/** Nothing happens to a link that no longer lives. */
export async function closeLink(tx: Tx, now: Date, link: Link, state: 'expired' | 'cancelled'): Promise<void> {
  if (await moveLink(tx, link.id, { from: ['asked', 'open'], to: state }))
    await enqueue(tx, now, closeLinkJob, { linkId: link.id }, { key: link.orderId });
}

export function viewOf(link: Link): PaymentLinkView {
  const { id, orderId, gateway, state, amount, expiresAt } = link;
  return { id, orderId, gateway, state, amount, expiresAt, ...(link.url === undefined ? {} : { url: link.url }) };
}

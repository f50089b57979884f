/** Where the order shall go. Stores what was typed and asks for the price of that place; the courier itself is asked by a job. */
import type { CheckoutId } from '@parley/contract/values/id.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Address } from '../customers/index.ts';
import type { DeliveryQuote } from '../fulfilment/index.ts';
import { type Checkout, changeCheckout, lockCheckout } from './checkout.store.ts';
import { type Contact, type DeliveryMethod, type PaymentMethod, weightOf } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { addressFor, checkLiving } from './start-checkout.ts';

export interface SetDeliveryInput {
  /** Absent: as it was. */
  readonly paymentMethod?: PaymentMethod;
  readonly method: DeliveryMethod;
  /** Absent: what was typed before, else the customer's last one. */
  readonly address?: Address;
  /** For a pickup: who comes. */
  readonly contact?: Contact;
}

/** Refuses `checkout.not_found`, `checkout.expired`. An ordered checkout stays as it is. */
export async function setDelivery(deps: OrdersDeps, tx: Tx, id: CheckoutId, input: SetDeliveryInput): Promise<Result<void>> {
  const living = checkLiving(await lockCheckout(tx, id), deps.clock.now());
  if (!living.ok) return living;
  const checkout = { ...living.value, paymentMethod: input.paymentMethod ?? living.value.paymentMethod };
  if (checkout.state !== 'ordered')
    await (input.method === 'pickup' ? toPickup(tx, checkout, input) : toDelivery(deps, tx, checkout, input));
  return ok(undefined);
}

async function toPickup(tx: Tx, checkout: Checkout, input: SetDeliveryInput): Promise<void> {
  const contact = input.contact ?? checkout.contact;
  await changeCheckout(tx, checkout.id, {
    deliveryMethod: 'pickup',
    paymentMethod: checkout.paymentMethod,
    quoteId: null,
    ...(contact ? { delivery: { contact } } : {}),
  });
}

async function toDelivery(deps: OrdersDeps, tx: Tx, checkout: Checkout, input: SetDeliveryInput): Promise<void> {
  const address = input.address ?? (await addressFor(deps, tx, checkout));
  const postalCode = address?.postalCode ?? checkout.postalCode;
  const quote =
    postalCode === undefined
      ? undefined
      : await quoteFor(deps, tx, checkout, { postalCode, cashOnDelivery: checkout.paymentMethod === 'cod' });
  await changeCheckout(tx, checkout.id, {
    deliveryMethod: 'delivery',
    paymentMethod: checkout.paymentMethod,
    quoteId: quote?.id ?? null,
    ...(address ? { delivery: { address } } : {}),
    ...(postalCode === undefined ? {} : { postalCode }),
  });
}

async function quoteFor(
  deps: OrdersDeps,
  tx: Tx,
  { cartId }: Checkout,
  to: { readonly postalCode: string; readonly cashOnDelivery: boolean },
): Promise<DeliveryQuote> {
  const cart = await deps.carts.viewById(tx, cartId);
  const lines = cart.lines.map((line) => ({ quantity: line.quantity, weightGrams: line.variant.weightGrams }));
  return deps.fulfilment.requestQuote(tx, { ...to, weightGrams: weightOf(lines), value: cart.subtotal });
}

/** A checkout link over the customer's cart, and what its page needs to show. The random id is the only key to it. */
import type { CartId, CheckoutId, CustomerId, OrderId, QuoteId, ThreadId } from '@parley/contract/values/id.ts';
import { newSecretId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CartView } from '../carts/index.ts';
import type { Address } from '../customers/index.ts';
import { type DeliveryQuote, tidyPostalCode } from '../fulfilment/index.ts';
import { type Checkout, changeCheckout, checkoutById, insertCheckout, lockCart, openCheckoutOf } from './checkout.store.ts';
import type { Contact, DeliveryMethod, PaymentMethod } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

export interface StartCheckoutInput {
  readonly customerId: CustomerId;
  readonly threadId?: ThreadId;
  readonly postalCode?: string;
  readonly quoteId?: QuoteId;
  readonly deliveryMethod?: DeliveryMethod;
  /** A visitor's cart instead of the customer's own. */
  readonly cartId?: CartId;
  /** Nobody has proved to be this customer: nothing kept about them is shown, nothing typed is kept for them. */
  readonly asksAnew?: boolean;
  /** As typed just before, to stand in the form. */
  readonly contact?: Contact;
}

export interface CheckoutStarted {
  readonly checkoutId: CheckoutId;
  readonly url: string;
  readonly expiresAt: Date;
}

export interface CheckoutView {
  readonly id: CheckoutId;
  readonly state: 'open' | 'ordered' | 'expired';
  readonly customerId: CustomerId;
  readonly threadId?: ThreadId;
  readonly cart: CartView;
  readonly cartId: Checkout['cartId'];
  readonly paymentMethod: PaymentMethod;
  readonly deliveryMethod?: DeliveryMethod;
  readonly postalCode?: string;
  /** As typed so far, or the customer's last one; for a pickup only its name and phone count. */
  readonly address?: Address;
  readonly contact?: Contact;
  readonly quote?: DeliveryQuote;
  readonly orderId?: OrderId;
  readonly expiresAt: Date;
  /** Nothing kept about the customer may stand on the page. */
  readonly asksAnew: boolean;
}

/** Refuses `cart.empty`. */
export async function startCheckout(deps: OrdersDeps, tx: Tx, input: StartCheckoutInput): Promise<Result<CheckoutStarted>> {
  const cartId = await deps.carts.filled(tx, input.cartId === undefined ? input.customerId : { cartId: input.cartId });
  const asksAnew = input.asksAnew ?? false;
  if (cartId === undefined) return refuse('cart.empty');
  const now = deps.clock.now();
  await lockCart(tx, cartId);
  const open = await openCheckoutOf(tx, input.customerId, cartId, asksAnew, now);
  const checkout = open ?? { id: newSecretId<CheckoutId>(), expiresAt: after(now, dayMs) };
  if (!open) await insertCheckout(tx, { ...checkout, customerId: input.customerId, cartId, asksAnew, createdAt: now });
  const { threadId, postalCode, quoteId, deliveryMethod, contact } = input;
  await changeCheckout(tx, checkout.id, {
    ...(threadId === undefined ? {} : { threadId }),
    ...(postalCode === undefined ? {} : { postalCode }),
    ...(quoteId === undefined ? {} : { quoteId }),
    ...(deliveryMethod === undefined ? {} : { deliveryMethod }),
    ...(contact === undefined ? {} : { delivery: { contact } }),
  });
  return ok({ checkoutId: checkout.id, url: `${deps.publicUrl}/checkout/${checkout.id}`, expiresAt: checkout.expiresAt });
}

/** Refuses `checkout.not_found`, `checkout.expired`. */
export async function viewCheckout(deps: OrdersDeps, tx: Tx, id: CheckoutId): Promise<Result<CheckoutView>> {
  const checkout = await checkoutById(tx, id);
  const living = checkLiving(checkout, deps.clock.now());
  return living.ok ? ok(await viewOf(deps, tx, living.value)) : living;
}

/** An ordered checkout still leads to its order, whatever the hour. */
export function checkLiving(checkout: Checkout | undefined, now: Date): Result<Checkout> {
  if (!checkout) return refuse('checkout.not_found');
  const isOver = checkout.state === 'expired' || (checkout.state === 'open' && checkout.expiresAt <= now);
  return isOver ? refuse('checkout.expired') : ok(checkout);
}

export async function viewOf(deps: OrdersDeps, tx: Tx, checkout: Checkout): Promise<CheckoutView> {
  const { quoteId, address: typed, ...rest } = checkout;
  const cart = await deps.carts.viewById(tx, checkout.cartId);
  const quote = quoteId && (await deps.fulfilment.quote(tx, quoteId));
  const address =
    typed ??
    pickerOf(checkout) ??
    (checkout.asksAnew ? await typedContact(deps, tx, checkout) : await lastAddress(deps, tx, checkout.customerId));
  return { ...rest, cart, ...(quote ? { quote: inWordsOf(quote, address) } : {}), ...(address ? { address } : {}) };
}

/** Who comes for a pickup, in the form of an address without a place. */
function pickerOf({ deliveryMethod, contact }: Checkout): Address | undefined {
  if (deliveryMethod !== 'pickup' || !contact) return undefined;
  return { ...contact, line1: '', city: '', state: '', postalCode: '', country: '' };
}

/** Who it is for, as a visitor said before the checkout: the place is still to be asked. */
async function typedContact(deps: OrdersDeps, tx: Tx, { contact }: Checkout): Promise<Address | undefined> {
  if (!contact) return undefined;
  return { ...contact, line1: '', city: '', state: '', postalCode: '', country: (await deps.shop(tx)).country };
}

/** A quote knows its postal code tidied; the page compares it with what was typed. */
function inWordsOf(quote: DeliveryQuote, address: Address | undefined): DeliveryQuote {
  const isSame = address !== undefined && tidyPostalCode(address.postalCode) === quote.postalCode;
  return isSame ? { ...quote, postalCode: address.postalCode } : quote;
}

/** Where the order goes: as typed, else the customer's last address if it lies where the chat was told. */
export async function addressFor(deps: OrdersDeps, tx: Tx, checkout: Checkout): Promise<Address | undefined> {
  if (checkout.address) return checkout.address;
  if (checkout.asksAnew) return undefined;
  const last = await lastAddress(deps, tx, checkout.customerId);
  const { postalCode } = checkout;
  const isThere = last && (postalCode === undefined || tidyPostalCode(last.postalCode) === tidyPostalCode(postalCode));
  return isThere ? last : undefined;
}

async function lastAddress(deps: OrdersDeps, tx: Tx, customerId: CustomerId): Promise<Address | undefined> {
  const [newest] = await deps.customers.addresses(tx, customerId);
  return newest?.address;
}

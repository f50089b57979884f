/** The steps of a purchase that many journeys share: to the checkout link, and on to the gateway's page. */
import type { Shopper } from './shopper.ts';

/** Adds the variant, asks for checkout with this PIN code; answers the link. */
export async function toCheckoutLink(shopper: Shopper, variantId: string, pin = '560034'): Promise<string> {
  shopper.mark();
  shopper.say(`add:${variantId}`);
  await shopper.hears('that it is in the cart', (message) => message.ids.includes('checkout'));
  shopper.mark();
  shopper.say('checkout');
  await shopper.hears('the question for the PIN code', (message) => /PIN/i.test(message.text));
  shopper.mark();
  shopper.say(pin);
  const offer = await shopper.hears('the checkout link', (message) => message.urls.some((url) => url.includes('/checkout/')));
  shopper.mark();
  return offer.urls.find((url) => url.includes('/checkout/')) ?? '';
}

/** The gateway's own id of the link behind its page. */
export function linkIdOf(gatewayUrl: string): string {
  return gatewayUrl.split('/l/')[1]?.split(/[?#]/)[0] ?? '';
}

/** To the payment page of a new order, at whatever gateway it is. */
export async function toPaymentPage(
  shopper: Shopper,
  variantId: string,
  how: { readonly address?: Readonly<Record<string, string>>; readonly gateway?: string } = {},
): Promise<string> {
  return shopper.checkOut(await toCheckoutLink(shopper, variantId), how.address, how.gateway);
}

/** To the open payment link of a new order, at Razorpay. */
export async function toPaymentLink(shopper: Shopper, variantId: string): Promise<string> {
  const link = await toCheckoutLink(shopper, variantId);
  return linkIdOf(await shopper.checkOut(link));
}

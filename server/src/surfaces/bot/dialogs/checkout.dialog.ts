/** From the cart to the link of the checkout page: where to, what delivery costs, or pickup. Takes no money and books no parcel. */
import type { QuoteId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import type { CartView } from '../../../domains/carts/index.ts';
import type { DeliveryQuote } from '../../../domains/fulfilment/index.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { bare, defineDialog, type Reply, type Scene } from '../dialog.ts';
import { readPostcode } from '../postcode.ts';
import { emptyCartScreen, problemsScreen } from '../screens/cart-screens.ts';
import {
  type AskWhy,
  askPostcodeScreen,
  checkingScreen,
  pickupScreen,
  quoteFailedScreen,
  servedScreen,
  unservedScreen,
} from '../screens/checkout-screens.ts';
import { waysOn } from '../screens/menu-screens.ts';

export type CheckoutIntent =
  | { readonly do: 'begin' | 'other' | 'pickup' }
  | { readonly do: 'ask_again'; readonly why: 'bad' | 'place' }
  | { readonly do: 'postcode'; readonly typed: string }
  | { readonly do: 'quote_answered'; readonly quoteId: string };

const country = z.string();
const stepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('ask_postcode'), data: z.object({ country }) }),
  /** `quoteId` is how the courier's answer finds the threads that wait for it. */
  z.object({ step: z.literal('await_quote'), data: z.object({ country, quoteId: z.uuid(), postalCode: z.string() }) }),
  z.object({ step: z.literal('offered'), data: z.object({ country, postalCode: z.string() }) }),
]);
type CheckoutStep = z.infer<typeof stepSchema>;
type CheckoutReply = Reply<CheckoutStep>;

export const checkoutDialog = defineDialog<CheckoutIntent, CheckoutStep>({
  name: 'checkout',
  version: 1,
  steps: stepSchema,
  ids: {
    checkout: bare('checkout', 'where to deliver; then the price and the link', { do: 'begin' }),
    'checkout.pickup': bare('checkout.pickup', 'pick it up instead', { do: 'pickup' }),
    'checkout.other': bare('checkout.other', 'ask for another postal code', { do: 'other' }),
    'checkout.postcode': {
      form: 'checkout.postcode:<code>',
      means: 'deliver to this postal code',
      read: ([typed = '', ...more]) =>
        typed.trim() === '' || typed.length > 20 || more.length > 0 ? undefined : { do: 'postcode', typed },
    },
  },
  answer(state, content) {
    const asked = state.step === 'ask_postcode';
    if (content.kind === 'location') return asked ? { do: 'ask_again', why: 'place' } : undefined;
    if (content.kind !== 'text') return undefined;
    const typed = content.text;
    if (asked) return readPostcode(typed, state.data.country) === undefined ? { do: 'ask_again', why: 'bad' } : { do: 'postcode', typed };
    // Later only what can be nothing else counts as another PIN.
    const isPin = state.data.country === 'IN' && /^\D{0,12}\d{3} ?\d{3}$/.test(typed.trim());
    return isPin && readPostcode(typed, 'IN') !== undefined ? { do: 'postcode', typed } : undefined;
  },
  hear: (content) =>
    content.kind === 'event' && content.event.kind === 'quote_answered'
      ? { do: 'quote_answered', quoteId: content.event.quoteId }
      : undefined,
  keeps: (state) => state.step !== 'ask_postcode',
  act,
});

async function act(scene: Scene, intent: CheckoutIntent, state: CheckoutStep | undefined): Promise<CheckoutReply> {
  if (intent.do === 'quote_answered') return onQuote(scene, intent.quoteId, state);
  const cart = await scene.deps.carts.view(scene.tx, scene.customer.id);
  if (cart.lines.length === 0) return { screen: [emptyCartScreen(scene.voice)], next: null };
  if (cart.lines.some((line) => line.problem !== undefined)) return { screen: [problemsScreen(scene.voice, cart)] };
  switch (intent.do) {
    case 'begin':
      return ask(scene, 'first', await knownPostcode(scene, state));
    case 'other':
      return ask(scene, 'first', undefined);
    case 'ask_again':
      return { ...ask(scene, intent.why, undefined), unclear: intent.why === 'bad' };
    case 'postcode': {
      const postalCode = readPostcode(intent.typed, scene.shop.country);
      if (postalCode === undefined) return { ...ask(scene, 'bad', undefined), unclear: true };
      return deliverTo(scene, cart, postalCode);
    }
    default:
      return pickup(scene, cart);
  }
}

function ask(scene: Scene, why: AskWhy, known: string | undefined): CheckoutReply {
  const { country } = scene.shop;
  return { screen: [askPostcodeScreen(scene.voice, { country, known, why })], next: { step: 'ask_postcode', data: { country } } };
}

/** The one of this conversation, else that of the last address; only if it is one. */
async function knownPostcode(scene: Scene, state: CheckoutStep | undefined): Promise<string | undefined> {
  if (state && state.step !== 'ask_postcode') return state.data.postalCode;
  const [last] = await scene.deps.customers.addresses(scene.tx, scene.customer.id);
  const code = last?.address.country === scene.shop.country ? readPostcode(last.address.postalCode, scene.shop.country) : undefined;
  return code !== undefined && code.length <= 12 ? code : undefined;
}

async function deliverTo(scene: Scene, cart: CartView, postalCode: string): Promise<CheckoutReply> {
  const quote = await quoteFor(scene, cart, postalCode);
  if (quote.state === 'asked') return { screen: [checkingScreen(scene.voice, postalCode)], next: awaiting(scene, quote) };
  const { content, next } = await answerQuote(scene, cart, quote);
  return { screen: [content], next };
}

/** The courier answered. Asked anew for the cart as it is now: it may have grown since. */
async function onQuote(scene: Scene, quoteId: string, state: CheckoutStep | undefined): Promise<CheckoutReply> {
  if (state?.step !== 'await_quote' || state.data.quoteId !== quoteId) return { next: 'same' };
  const { customer, deps, tx } = scene;
  const answered = await deps.fulfilment.quote(tx, quoteId as QuoteId);
  if (!answered || answered.state === 'asked') return { next: 'same' };
  const cart = await deps.carts.view(tx, customer.id);
  if (cart.lines.length === 0) return { next: null };
  const quote = answered.state === 'failed' ? answered : await quoteFor(scene, cart, state.data.postalCode);
  if (quote.state === 'asked') return { next: awaiting(scene, quote) };
  const { content, next } = await answerQuote(scene, cart, quote);
  return { messages: [content], next };
}

function quoteFor(scene: Scene, cart: CartView, postalCode: string): Promise<DeliveryQuote> {
  return scene.deps.fulfilment.requestQuote(scene.tx, {
    postalCode,
    weightGrams: cart.weightGrams,
    value: cart.subtotal,
    cashOnDelivery: false,
  });
}

function awaiting(scene: Scene, quote: DeliveryQuote): CheckoutStep {
  return { step: 'await_quote', data: { country: scene.shop.country, quoteId: quote.id, postalCode: quote.postalCode } };
}

async function answerQuote(
  scene: Scene,
  cart: CartView,
  quote: DeliveryQuote,
): Promise<{ readonly content: OutboundContent; readonly next: CheckoutStep | null }> {
  const { customer, deps, shop, thread, tx, voice } = scene;
  const { postalCode } = quote;
  const again: CheckoutStep = { step: 'ask_postcode', data: { country: shop.country } };
  if (quote.state === 'unserved') return { content: unservedScreen(voice, postalCode), next: again };
  if (quote.state !== 'served') return { content: quoteFailedScreen(voice, postalCode), next: again };
  const started = await deps.orders.startCheckout(tx, {
    customerId: customer.id,
    threadId: thread.id,
    postalCode,
    quoteId: quote.id,
    deliveryMethod: 'delivery',
  });
  if (!started.ok) return { content: refusedScreen(scene, started.refusal.code), next: null };
  const { url, expiresAt: until } = started.value;
  return {
    content: servedScreen(voice, { quote, items: cart.subtotal, url, until, addsTax: shop.pricesIncludeTax === false }),
    next: { step: 'offered', data: { country: shop.country, postalCode } },
  };
}

async function pickup(scene: Scene, cart: CartView): Promise<CheckoutReply> {
  const { customer, deps, shop, thread, tx, voice } = scene;
  const started = await deps.orders.startCheckout(tx, { customerId: customer.id, threadId: thread.id, deliveryMethod: 'pickup' });
  if (!started.ok) return { screen: [refusedScreen(scene, started.refusal.code)], next: null };
  const { url, expiresAt: until } = started.value;
  return {
    screen: [pickupScreen(voice, { shop: shop.name, items: cart.subtotal, url, until, addsTax: shop.pricesIncludeTax === false })],
    next: null,
  };
}

function refusedScreen(scene: Scene, code: string): OutboundContent {
  return code === 'cart.empty' ? emptyCartScreen(scene.voice) : waysOn(scene.voice, scene.voice.say('unclear.failed'));
}

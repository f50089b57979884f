/** From the postal code to the link of the checkout page, as messages. Pure. */
import type { Money } from '@parley/contract/values/money.ts';
import { add } from '@parley/contract/values/money.ts';
import type { DeliveryQuote } from '../../../domains/fulfilment/index.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { lines, paragraphs } from '../fit.ts';
import type { Voice } from '../phrases/voice.ts';
import { postcodeWord } from '../postcode.ts';
import { button, buttons, linkButton, text } from './compose.ts';
import { shopName } from './menu-screens.ts';

/** Why the postal code is asked: the first time, after one that was none, or instead of a place on the map. */
export type AskWhy = 'first' | 'bad' | 'place';

export function askPostcodeScreen(
  voice: Voice,
  ask: { readonly country: string; readonly known: string | undefined; readonly why: AskWhy },
): OutboundContent {
  const { say } = voice;
  const isPin = postcodeWord(ask.country) === 'pin';
  const { known } = ask;
  const body =
    ask.why === 'bad'
      ? say(isPin ? 'checkout.bad_pin' : 'checkout.bad_postcode')
      : ask.why === 'place'
        ? say(isPin ? 'checkout.type_pin' : 'checkout.type_postcode')
        : known === undefined
          ? say(isPin ? 'checkout.ask_pin' : 'checkout.ask_postcode')
          : say(isPin ? 'checkout.ask_known_pin' : 'checkout.ask_known_postcode', { postcode: known });
  return buttons({
    body,
    buttons: [
      known === undefined ? undefined : button(`checkout.postcode:${known}`, say('button.deliver_to', { postcode: known })),
      button('checkout.pickup', say('button.pickup')),
      button('cart', say('button.cart')),
    ],
  });
}

export function checkingScreen(voice: Voice, postalCode: string): OutboundContent {
  return text(voice.say('checkout.checking', { postcode: postalCode }));
}

export function servedScreen(
  voice: Voice,
  offer: { readonly quote: DeliveryQuote; readonly items: Money; readonly url: string; readonly until: Date; readonly addsTax?: boolean },
): OutboundContent {
  const { say } = voice;
  const { price, estimatedDays, postalCode } = offer.quote;
  const isFree = price === undefined || price.minor === 0n;
  return linkButton({
    body: paragraphs(
      say('checkout.served', { postcode: postalCode }),
      lines(
        say('checkout.items', { total: voice.money(offer.items) }),
        isFree ? say('checkout.delivery_free') : say('checkout.delivery', { price: voice.money(price) }),
        say('checkout.total', { total: voice.money(isFree ? offer.items : add(offer.items, price)) }),
        offer.addsTax ? say('checkout.plus_tax') : undefined,
        estimatedDays === undefined || estimatedDays < 1 ? undefined : say('checkout.days', { count: Math.ceil(estimatedDays) }),
      ),
      say('checkout.link', { until: voice.moment(offer.until) }),
    ),
    label: say('button.go_checkout'),
    url: offer.url,
  });
}

export function pickupScreen(
  voice: Voice,
  offer: { readonly shop: string; readonly items: Money; readonly url: string; readonly until: Date; readonly addsTax?: boolean },
): OutboundContent {
  const { say } = voice;
  return linkButton({
    body: paragraphs(
      say('checkout.pickup', { shop: shopName(offer.shop) }),
      lines(say('checkout.total', { total: voice.money(offer.items) }), offer.addsTax ? say('checkout.plus_tax') : undefined),
      say('checkout.link', { until: voice.moment(offer.until) }),
    ),
    label: say('button.go_checkout'),
    url: offer.url,
  });
}

export function unservedScreen(voice: Voice, postalCode: string): OutboundContent {
  const { say } = voice;
  return buttons({
    body: say('checkout.unserved', { postcode: postalCode }),
    buttons: [
      button('checkout.pickup', say('button.pickup')),
      button('checkout.other', say('button.other_area')),
      button('menu', say('button.menu')),
    ],
  });
}

export function quoteFailedScreen(voice: Voice, postalCode: string): OutboundContent {
  const { say } = voice;
  return buttons({
    body: say('checkout.failed', { postcode: postalCode }),
    buttons: [
      button(`checkout.postcode:${postalCode}`, say('button.try_again')),
      button('checkout.pickup', say('button.pickup')),
      button('menu', say('button.menu')),
    ],
  });
}

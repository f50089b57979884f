/** The menu, the languages, and what is said when there is nothing better to say. Pure. */
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { fitLine } from '../fit.ts';
import { languageNames, languages } from '../phrases/languages.ts';
import type { Voice } from '../phrases/voice.ts';
import { button, buttons, list, row } from './compose.ts';

export function shopName(name: string): string {
  return fitLine(name, 80);
}

/** @param prints a row for files is among them */
export function menuScreen(voice: Voice, body: string, prints = false): OutboundContent {
  const { say } = voice;
  return list({
    body,
    footer: say('footer.type'),
    button: say('button.menu'),
    rows: [
      row('shop', say('row.shop'), say('hint.shop')),
      ...(prints ? [row('print', say('row.print'), say('hint.print'))] : []),
      row('cart', say('row.cart'), say('hint.cart')),
      row('orders', say('row.orders'), say('hint.orders')),
      row('track', say('row.track'), say('hint.track')),
      row('repeat', say('row.repeat'), say('hint.repeat')),
      row('web', say('row.web'), say('hint.web')),
      row('language', say('row.language'), Object.values(languageNames).join(' · ')),
      row('human', say('row.human'), say('hint.human')),
    ],
  });
}

/** @param name the customer's, where it is known. */
export function helloScreen(voice: Voice, shop: string, name: string | undefined, prints = false): OutboundContent {
  const said =
    name === undefined || !/[\p{L}\p{N}]/u.test(name)
      ? voice.say('menu.hello', { shop: shopName(shop) })
      : voice.say('menu.hello_named', { shop: shopName(shop), name: fitLine(name, 40) });
  return menuScreen(voice, said, prints);
}

export function languageScreen(voice: Voice): OutboundContent {
  return list({
    body: voice.say('language.ask'),
    button: voice.say('button.languages'),
    rows: languages.map((language) => row(`language:${language}`, languageNames[language])),
  });
}

/** A sentence and the ways on: menu, shop, a person. */
export function waysOn(voice: Voice, body: string): OutboundContent {
  const { say } = voice;
  return buttons({
    body,
    buttons: [button('menu', say('button.menu')), button('shop', say('button.shop')), button('human', say('button.human'))],
  });
}

export function humanCalledScreen(voice: Voice, shop: string): OutboundContent {
  return buttons({
    body: voice.say('human.called', { shop: shopName(shop) }),
    buttons: [button('menu', voice.say('button.menu'))],
  });
}

/** After the second failure in a row: a person first. */
export function humanOfferScreen(voice: Voice, shop: string): OutboundContent {
  const { say } = voice;
  return buttons({
    body: say('human.offer', { shop: shopName(shop) }),
    buttons: [button('human', say('button.human')), button('menu', say('button.menu')), button('shop', say('button.shop'))],
  });
}

/** The shop's pages of words: about it and its rules, finding an order, being offline, a page that is not there. */
import { type Html, html } from '../../foundation/html/html.ts';
import { fieldOf } from './cart.page.ts';
import { paragraphs } from './product.page.ts';
import { type ShopFrame, shopLayout } from './shop-layout.page.ts';
import type { WordKey } from './words/en.ts';
import type { ShopWordKey } from './words/shop/en.ts';

export function aboutPage(frame: ShopFrame): Html {
  const { shop, speech } = frame;
  const { say } = speech;
  const { look } = shop;
  const parts: readonly (readonly [string, ShopWordKey, string])[] = [
    ['about', 'about.title', look.about],
    ['contact', 'about.contact', look.contact],
    ['shipping', 'about.shipping', look.shipping_policy],
    ['returns', 'about.returns', look.returns_policy],
    ['privacy', 'about.privacy', look.privacy_policy],
    ['terms', 'about.terms', look.terms],
  ];
  const written = parts.filter(([, , text]) => text !== '');
  return shopLayout(
    frame,
    html`<div class="narrow prose"><h1>${shop.name}</h1>${look.tagline === '' ? '' : html`<p class="quiet">${look.tagline}</p>`}
${written.length === 0 ? html`<p class="quiet">${say('about.empty')}</p>` : ''}
${written.map(([id, label, text]) => html`<section id="${id}"><h2>${say(label)}</h2>${paragraphs(text)}</section>`)}
${shop.chatUrl ? html`<a class="button" href="${shop.chatUrl}">${say('shop.chat')}</a>` : ''}</div>`,
  );
}

export interface FindForm {
  readonly number: string;
  readonly digits: string;
  readonly problems: Readonly<Partial<Record<'number' | 'digits', WordKey | ShopWordKey>>>;
}

export function findOrderPage(frame: ShopFrame, form: FindForm): Html {
  const { speech, base } = frame;
  const { say } = speech;
  return shopLayout(
    frame,
    html`<div class="narrow"><h1>${say('find.title')}</h1><p class="quiet">${say('find.text')}</p>
<form method="post" action="${base}/find-order" novalidate>${fieldOf(frame, { name: 'number', label: 'find.number', hint: 'find.number.hint', value: form.number, problem: form.problems.number, autocomplete: 'off', inputmode: 'text' })}${fieldOf(frame, { name: 'digits', label: 'find.digits', value: form.digits, problem: form.problems.digits, autocomplete: 'off', inputmode: 'numeric' })}<button class="button">${say('find.send')}</button></form></div>`,
  );
}

/** One thing said, and the way back to the shelves. */
export function sayPage(frame: ShopFrame, text: string, action: ShopWordKey = 'lost.home'): Html {
  const { base, shop, speech } = frame;
  return shopLayout(
    frame,
    html`<section class="empty"><h1>${frame.title}</h1><p class="quiet">${text}</p><a class="button" href="${base || '/'}">${speech.say(action)}</a>${shop.chatUrl ? html`<a class="button plain" href="${shop.chatUrl}">${speech.say('shop.chat')}</a>` : ''}</section>`,
  );
}

/** The cart, and what is asked of a visitor before the checkout. Forms only; each change is one press. */
import type { CartLine, CartView } from '../../domains/carts/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { chatAbout } from './product.page.ts';
import { picture } from './shelf.page.ts';
import { type ShopFrame, shopLayout } from './shop-layout.page.ts';
import type { WordKey } from './words/en.ts';
import type { ShopWordKey } from './words/shop/en.ts';

export interface CartScreen {
  readonly cart: CartView;
  /** Where each product's page lies, by its id. */
  readonly slugs: ReadonlyMap<string, string>;
  /** The word that brings it into the chat; undefined for a cart that is the chat's already. */
  readonly code: string | undefined;
  readonly isFromChat: boolean;
  readonly notice?: Html;
}

export function cartPage(frame: ShopFrame, screen: CartScreen): Html {
  const { speech, base, shop } = frame;
  const { say } = speech;
  const { cart } = screen;
  if (cart.lines.length === 0)
    return shopLayout(
      frame,
      html`${screen.notice ?? ''}<section class="empty"><h1>${say('empty.title')}</h1><p class="quiet">${say('cart.empty')}</p><a class="button" href="${base || '/'}">${say('cart.keep')}</a></section>`,
      html``,
    );
  const hasProblem = cart.lines.some((line) => line.problem !== undefined);
  return shopLayout(
    frame,
    html`<h1>${say('cart.title')}</h1>
${screen.notice ?? ''}
${screen.isFromChat ? html`<p class="quiet">${say('cart.joined')}</p>` : ''}
${hasProblem ? html`<div class="notice warn" role="alert"><p>${say('cart.mend')}</p></div>` : ''}
<ul class="cart">${cart.lines.map((line) => lineRow(frame, line, screen.slugs))}</ul>
<p class="quiet small">${say('cart.later')}</p>
<div class="stack">${toChat(frame, screen)}<a class="button plain" href="${base || '/'}">${say('cart.keep')}</a></div>
${shop.look.shipping_policy === '' ? '' : html`<p class="small"><a href="${base}/about#shipping">${say('about.shipping')}</a></p>`}`,
    html`<div class="bar" id="bar"><form method="post" action="${base}/cart/checkout"><div class="sum"><small>${countOf(frame, cart)}</small><b>${speech.money(cart.subtotal)}</b></div><button class="button"${hasProblem ? html` disabled` : ''}>${say('cart.checkout')}</button></form></div>`,
  );
}

function countOf({ speech }: ShopFrame, { count }: CartView): string {
  return count === 1 ? speech.say('cart.count_one') : speech.say('cart.count', { count });
}

function toChat({ shop, speech }: ShopFrame, { code, isFromChat }: CartScreen): Html {
  const { say } = speech;
  if (!shop.chatUrl) return html``;
  if (isFromChat) return html`<a class="button plain" href="${chatAbout(shop.chatUrl, 'cart')}">${say('cart.whatsapp')}</a>`;
  if (code === undefined) return html``;
  return html`<a class="button plain" href="${chatAbout(shop.chatUrl, `Cart ${code}`)}">${say('cart.whatsapp')}</a><p class="quiet small">${say('cart.whatsapp_note', { code })}</p>`;
}

function lineRow(frame: ShopFrame, line: CartLine, slugs: ReadonlyMap<string, string>): Html {
  const { speech, base } = frame;
  const { say } = speech;
  const { variant, quantity, problem } = line;
  const slug = slugs.get(variant.productId);
  const name = html`<b>${variant.productName}</b>`;
  const most = Math.min(99, line.available ?? 99);
  const step = (to: number, sign: string, isOff: boolean, label: string) =>
    html`<button name="quantity" value="${to}" aria-label="${label}"${isOff ? html` disabled` : ''}>${sign}</button>`;
  const told =
    problem === 'gone'
      ? say('cart.gone')
      : problem === 'out_of_stock'
        ? say('cart.out')
        : problem === 'too_few'
          ? say('cart.few', { count: line.available ?? 0 })
          : undefined;
  return html`<li${problem ? html` class="wrong"` : ''}><span class="picture">${picture(variant.imageBlob, { alt: '', name: variant.productName, isEager: false, sizes: '96px' })}</span>
<div class="what">${slug === undefined ? name : html`<a href="${base}/p/${encodeURIComponent(slug)}">${name}</a>`}${variant.optionLabel ? html`<span class="quiet small">${variant.optionLabel}</span>` : ''}<span class="quiet small">${say('cart.each', { amount: speech.money(variant.price) })}</span>${told === undefined ? '' : html`<span class="problem">${told}</span>`}</div>
<form class="count" method="post" action="${base}/cart/set" data-set><input type="hidden" name="variant_id" value="${variant.variantId}">${step(Math.min(quantity - 1, Math.max(most, 0)), '−', quantity <= 0, quantity === 1 ? say('cart.remove') : `${say('shop.quantity')} −`)}<output>${quantity}</output>${step(quantity + 1, '+', quantity >= most, `${say('shop.quantity')} +`)}</form>
<div class="sum">${speech.money(line.total)}<form method="post" action="${base}/cart/set" data-set><input type="hidden" name="variant_id" value="${variant.variantId}"><button class="link" name="quantity" value="0">${say('cart.remove')}</button></form></div></li>`;
}

export interface WhoForm {
  readonly name: string;
  readonly phone: string;
  readonly problems: Readonly<Partial<Record<'name' | 'phone', WordKey | ShopWordKey>>>;
}

/** Before the checkout of somebody who is not known: a name, and a number to write to. */
export function whoPage(frame: ShopFrame, cart: CartView, form: WhoForm): Html {
  const { speech, base } = frame;
  const { say } = speech;
  return shopLayout(
    frame,
    html`<div class="narrow"><h1>${say('who.title')}</h1><p class="quiet">${say('who.text')}</p>
<form method="post" action="${base}/cart/who" id="who" novalidate>${fieldOf(frame, { name: 'name', label: 'address.name', value: form.name, problem: form.problems.name, autocomplete: 'name', inputmode: 'text' })}${fieldOf(frame, { name: 'phone', label: 'who.phone', hint: 'who.phone.hint', value: form.phone, problem: form.problems.phone, autocomplete: 'tel', inputmode: 'tel' })}</form></div>`,
    html`<div class="bar" id="bar"><div><div class="sum"><small>${say('items')}</small><b>${speech.money(cart.subtotal)}</b></div><button class="button" form="who">${say('continue')}</button></div></div>`,
  );
}

export interface Field {
  readonly name: string;
  readonly label: WordKey | ShopWordKey;
  readonly hint?: ShopWordKey;
  readonly value: string;
  readonly problem: WordKey | ShopWordKey | undefined;
  readonly autocomplete: string;
  readonly inputmode: 'text' | 'tel' | 'numeric';
}

export function fieldOf({ speech }: Pick<ShopFrame, 'speech'>, field: Field): Html {
  const id = `field-${field.name}`;
  const described = field.problem ? `${id}-problem` : field.hint ? `${id}-hint` : undefined;
  return html`<div class="field${field.problem ? ' wrong' : ''}"><label for="${id}">${speech.say(field.label)}</label><input type="${field.inputmode === 'tel' ? 'tel' : 'text'}" id="${id}" name="${field.name}" value="${field.value}" autocomplete="${field.autocomplete}" inputmode="${field.inputmode}"${described ? html` aria-describedby="${described}"` : ''}${field.problem ? html` aria-invalid="true"` : ''}>${field.problem ? html`<p class="problem" id="${id}-problem">${speech.say(field.problem)}</p>` : field.hint ? html`<p class="hint" id="${id}-hint">${speech.say(field.hint)}</p>` : ''}</div>`;
}

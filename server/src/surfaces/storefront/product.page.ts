/** A product's page: pictures that can be swiped without script, options as links, one button. Price, picture and stock are the chosen variant's. */
import type { ProductDetail, ProductSummary } from '../../domains/catalog/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { type Chosen, type OptionGroup, unitsOf, type Variant } from './choose-variant.ts';
import { picture, productCard } from './shelf.page.ts';
import { crumbTrail, type ShopFrame, shopLayout } from './shop-layout.page.ts';

export interface ProductScreen {
  readonly product: ProductDetail;
  readonly chosen: Chosen;
  readonly more: readonly ProductSummary[];
}

/** From so few on it is said how many are left. */
const FEW = 5;

export function productPage(frame: ShopFrame, { product, chosen, more }: ProductScreen): Html {
  const { speech, shop } = frame;
  const { say } = speech;
  const { variant } = chosen;
  const units = variant ? unitsOf(variant) : 0;
  const price = speech.money(variant?.price ?? product.price);
  return shopLayout(
    frame,
    html`${crumbTrail(frame, (crumb) => frame.base + crumb.url.slice(shop.url.length) || '/')}
<article class="product" id="product">${gallery(frame, product, variant)}
<div class="facts"><h1>${product.name}</h1>
<p class="price">${price}</p>
${stockLine(frame, variant, units)}
${chosen.groups.map((group) => optionGroup(frame, group))}
${units > 0 && variant ? addForm(frame, variant, units) : html`<p class="notice warn">${say('window.sold_out')}</p>`}
${shop.chatUrl ? html`<a class="button plain" href="${chatAbout(shop.chatUrl, say('shop.ask_text', { product: product.name, url: `${shop.url}${frame.path}` }))}">${say('shop.ask')}</a>` : ''}
${product.description === '' ? '' : html`<div class="prose">${paragraphs(product.description)}</div>`}</div></article>
${more.length === 0 ? '' : html`<section><h2>${say('shop.more_from', { category: product.subcategory ?? product.category })}</h2><ul class="shelf row">${more.map((each) => productCard(frame, each))}</ul></section>`}`,
  );
}

function gallery(frame: ShopFrame, product: ProductDetail, variant: Variant | undefined): Html {
  const { say } = frame.speech;
  const own = variant?.imageBlob;
  // The chosen variant's picture first.
  const images = product.images.toSorted((a, b) => Number(b.blob === own) - Number(a.blob === own));
  if (images.length === 0)
    return html`<div class="gallery"><span class="picture low">${picture(undefined, { alt: '', name: product.name, isEager: false, sizes: '' })}</span></div>`;
  const alt = (at: number): string =>
    images.length === 1 ? product.name : say('shop.picture', { product: product.name, number: at + 1, count: images.length });
  return html`<div class="gallery"><ul class="slides"${images.length > 1 ? html` tabindex="0" aria-label="${say('shop.pictures')}"` : ''}>${images.map((image, at) => html`<li id="picture-${at + 1}" class="picture">${picture(image.blob, { alt: alt(at), name: product.name, isEager: at === 0, sizes: '(min-width: 720px) 540px, 100vw' })}</li>`)}</ul>
${images.length > 1 ? html`<p class="thumbs">${images.map((image, at) => html`<a href="#picture-${at + 1}" aria-label="${alt(at)}"><img src="/files/images/${image.blob}?size=160" alt="" width="64" height="64" loading="lazy"></a>`)}</p>` : ''}</div>`;
}

function stockLine({ speech }: ShopFrame, variant: Variant | undefined, units: number): Html {
  if (units === 0) return html``;
  return variant?.isTracked && units <= FEW
    ? html`<p class="stock few">${speech.say('shop.left', { count: units })}</p>`
    : html`<p class="stock">${speech.say('shop.now')}</p>`;
}

function optionGroup(frame: ShopFrame, group: OptionGroup): Html {
  const { say } = frame.speech;
  return html`<div class="options" role="group" aria-label="${group.name}"><p>${group.name}</p><div class="chips">${group.choices.map(
    (choice) =>
      choice.query === undefined
        ? html`<span class="chip off"${choice.isChosen ? html` aria-current="true"` : ''}>${choice.value}<span class="hidden"> (${say('shop.not_available')})</span></span>`
        : html`<a class="chip" data-swap href="${frame.base}${frame.path}${choice.query}" rel="nofollow"${choice.isChosen ? html` aria-current="true"` : ''}>${choice.value}</a>`,
  )}</div></div>`;
}

function addForm(frame: ShopFrame, variant: Variant, units: number): Html {
  const { say } = frame.speech;
  return html`<form class="buy" method="post" action="${frame.base}/cart/add" data-add><input type="hidden" name="variant_id" value="${variant.variantId}"><input type="hidden" name="back" value="${frame.path}${frame.view ?? ''}"><label><span class="hidden">${say('shop.quantity')}</span><input type="number" name="quantity" value="1" min="1" max="${units}" inputmode="numeric"></label><button class="button">${say('shop.add_to_cart')}</button></form>`;
}

export function paragraphs(text: string): readonly Html[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => html`<p>${part.split('\n').map((line, at) => html`${at > 0 ? html`<br>` : ''}${line}`)}</p>`);
}

/** A chat address that starts with this text, where it can carry one. */
export function chatAbout(chatUrl: string, text: string): string {
  const url = new URL(chatUrl, 'http://local');
  url.searchParams.set('text', text);
  return url.host === 'local' ? `${url.pathname}${url.search}` : url.toString();
}

/** The shop window: what the shop has, by category and search, with the way into the chat. Pictures have fixed places and load late. */
import type { CategoryView, ProductDetail, ProductSummary } from '../../domains/catalog/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { type Frame, layout } from './layout.page.ts';

export interface WindowScreen {
  readonly products: readonly ProductSummary[];
  readonly total: number;
  readonly categories: readonly CategoryView[];
  readonly search: string;
  readonly category: string;
  readonly page: number;
  readonly pages: number;
}

export function windowPage(frame: Frame, screen: WindowScreen): Html {
  const { shop, speech } = frame;
  const { say } = speech;
  const at = (more: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(
      Object.entries({ q: screen.search, category: screen.category, ...more }).filter(([, value]) => value !== ''),
    );
    return `/${shop.slug}${query.size > 0 ? `?${query}` : ''}`;
  };
  const chip = (id: string, name: string) =>
    html`<a class="chip" href="${at({ category: id, page: '', q: '' })}"${id === screen.category ? html` aria-current="true"` : ''}>${name}</a>`;
  return layout(
    { ...frame, wide: true },
    html`<h1 class="hidden">${shop.name}</h1>
<form class="search" role="search" action="/${shop.slug}"><label class="hidden" for="q">${say('window.search')}</label><input type="search" id="q" name="q" value="${screen.search}" placeholder="${say('window.search.hint')}" enterkeyhint="search"><button class="button">${say('window.search')}</button></form>
<nav class="chips">${chip('', say('window.all'))}${screen.categories.filter((each) => each.parentId === undefined && each.productCount > 0).map((each) => chip(each.id, each.name))}</nav>
${
  screen.products.length === 0
    ? html`<section class="card"><h2>${screen.search ? say('window.none', { text: screen.search }) : say('window.empty')}</h2><p class="quiet">${screen.search ? say('window.none.text') : say('window.empty.text')}</p></section>`
    : html`<p class="quiet small">${say('window.count', { count: screen.total })}</p><ul class="shelf">${screen.products.map((product, index) => productCard(frame, product, index))}</ul>`
}
<nav class="pager">${screen.page > 1 ? html`<a class="button plain" rel="prev" href="${at({ page: `${screen.page - 1}` })}">${say('window.previous')}</a>` : ''}${screen.page < screen.pages ? html`<a class="button plain" rel="next" href="${at({ page: `${screen.page + 1}` })}">${say('window.next')}</a>` : ''}</nav>
${shop.chatUrl ? html`<div class="bar"><div class="one"><a class="button" href="${shop.chatUrl}">${say('window.order')}</a></div></div>` : ''}`,
  );
}

export function productPage(frame: Frame, product: ProductDetail): Html {
  const { shop, speech } = frame;
  const { say } = speech;
  return layout(
    { ...frame, wide: true },
    html`<p class="small"><a href="/${shop.slug}">${shop.name}</a> · ${product.category}${product.subcategory ? html` · ${product.subcategory}` : ''}</p>
<article class="product"><div class="picture">${picture(product, 1024, true)}</div><div>
<h1>${product.name}</h1>
<p class="price">${product.hasOptions ? say('window.from', { amount: speech.money(product.price) }) : speech.money(product.price)}</p>
<p>${product.description}</p>
${product.hasOptions ? html`<h2>${say('window.options')}</h2><ul class="lines">${product.variants.filter((each) => each.isForSale).map((each) => html`<li><span></span><span>${each.optionLabel}</span><span>${isOut(each) ? say('window.sold_out') : speech.money(each.price)}</span></li>`)}</ul>` : product.inStock ? '' : html`<p class="notice warn">${say('window.sold_out')}</p>`}
</div></article>
${shop.chatUrl ? html`<div class="bar"><div class="one"><a class="button" href="${chatAbout(shop.chatUrl, say('window.ask', { product: product.name }))}">${say('window.order')}</a></div></div>` : ''}`,
  );
}

function productCard(frame: Frame, product: ProductSummary, index: number): Html {
  const { speech, shop } = frame;
  const price = speech.money(product.price);
  return html`<li><a href="/${shop.slug}/p/${product.slug}"><div class="picture">${picture(product, 480, index < 2)}</div><span class="name">${product.name}</span><span class="price">${product.hasOptions ? speech.say('window.from', { amount: price }) : price}</span>${product.inStock ? '' : html`<span class="sold">${speech.say('window.sold_out')}</span>`}</a></li>`;
}

function picture(product: ProductSummary, size: number, isFirst: boolean): Html {
  return product.imageBlob
    ? html`<img src="/files/images/${product.imageBlob}?size=${size}" alt="" width="${size}" height="${size}"${isFirst ? '' : html` loading="lazy"`} decoding="async">`
    : html``;
}

function isOut(variant: ProductDetail['variants'][number]): boolean {
  return variant.isTracked ? (variant.available ?? 0) <= 0 : !variant.inStock;
}

/** A chat address that starts with this text, where it can carry one. */
export function chatAbout(chatUrl: string, text: string): string {
  const url = new URL(chatUrl, 'http://local');
  url.searchParams.set('text', text);
  return url.host === 'local' ? `${url.pathname}${url.search}` : url.toString();
}

/** Shelves of products with filters and paging: the home page, a category, a search. Pictures have fixed places and load late. */
import type { CategoryView, ProductSummary } from '../../domains/catalog/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import type { CategoryNode } from './category-slugs.ts';
import type { Asked } from './shelf-query.ts';
import { queryOf, sorts } from './shelf-query.ts';
import { crumbTrail, type ShopFrame, shopLayout } from './shop-layout.page.ts';

export interface Shelf {
  readonly products: readonly ProductSummary[];
  readonly total: number;
  readonly pages: number;
}

export interface ShelfScreen extends Shelf {
  readonly asked: Asked;
  readonly top: readonly CategoryNode[];
  /** Where we are among the categories. */
  readonly here?: CategoryNode;
  readonly parent?: CategoryNode;
}

/** Pictures of the first rows are fetched at once; all others when they come near. */
const EAGER = 4;
/** A row shows two on a phone, larger than those below: the page stands once they do. */
const EAGER_IN_ROW = 2;

export function homePage(frame: ShopFrame, screen: ShelfScreen & { readonly featured: readonly ProductSummary[] }): Html {
  const { speech, base, shop } = frame;
  const { say } = speech;
  const { featured, products, total } = screen;
  if (total === 0 && featured.length === 0)
    return shopLayout(frame, html`<h1 class="hidden">${shop.name}</h1>${emptyNote(frame, say('window.empty'), say('window.empty.text'))}`);
  return shopLayout(
    frame,
    html`<h1 class="hidden">${shop.name}</h1>
${chips(frame, screen)}
${featured.length === 0 ? '' : html`<section><h2>${say('shop.featured')}</h2><ul class="shelf row">${featured.map((product, index) => productCard(frame, product, index < EAGER_IN_ROW))}</ul></section>`}
<section><header class="line"><h2>${say('shop.everything')}</h2><a href="${base}/search">${countOf(frame, total)}</a></header>
${grid(frame, products, featured.length === 0 ? EAGER : 0)}
${screen.pages > 1 ? html`<nav class="pager"><a class="button plain" rel="next" href="${base}/search?sort=newest&amp;page=2">${say('window.next')}</a></nav>` : ''}</section>`,
  );
}

export function shelfPage(frame: ShopFrame, screen: ShelfScreen): Html {
  const { speech } = frame;
  const { say } = speech;
  const { asked, here, products, total } = screen;
  const title = here?.name ?? (asked.q === '' ? say('shop.everything') : say('shop.results', { count: total, text: asked.q }));
  const isNarrowed = asked.in !== '' || asked.from !== '' || asked.to !== '' || asked.stock !== '';
  const empty = isNarrowed
    ? emptyNote(frame, say('shop.none_here'), say('shop.none_here.text'))
    : asked.q === ''
      ? emptyNote(frame, say('window.empty'), say('window.empty.text'))
      : emptyNote(frame, say('window.none', { text: asked.q }), say('window.none.text'));
  return shopLayout(
    frame,
    html`${crumbTrail(frame, (crumb) => frame.base + crumb.url.slice(frame.shop.url.length) || '/')}
<h1>${title}</h1>
${chips(frame, screen)}
${filters(frame, screen, isNarrowed)}
${products.length === 0 ? empty : grid(frame, products, EAGER)}
${pager(frame, screen)}`,
  );
}

export function productCard(frame: ShopFrame, product: ProductSummary, isEager = false): Html {
  const { speech, base } = frame;
  const { say } = speech;
  const price = speech.money(product.price);
  const href = `${base}/p/${encodeURIComponent(product.slug)}`;
  const act = !product.inStock
    ? html`<span class="sold">${say('window.sold_out')}</span>`
    : product.hasOptions
      ? html`<a class="button small plain" href="${href}" aria-label="${say('shop.choose_option', { option: product.name })}">${say('shop.choose')}</a>`
      : html`<form method="post" action="${base}/cart/add" data-add><input type="hidden" name="product_id" value="${product.id}"><input type="hidden" name="back" value="${frame.path}${frame.query ?? ''}"><button class="button small" aria-label="${say('shop.add_to_cart')}: ${product.name}">${say('shop.add')}</button></form>`;
  return html`<li id="p-${product.id}"><a class="card-link" href="${href}"><span class="picture">${picture(product.imageBlob, { alt: '', name: product.name, isEager, sizes: '(min-width: 1120px) 200px, (min-width: 720px) 24vw, 46vw' })}</span><span class="name">${product.name}</span><span class="price">${product.hasOptions ? say('window.from', { amount: price }) : price}</span></a>${act}</li>`;
}

export interface PictureAt {
  readonly alt: string;
  /** Of what is shown; its first letter stands where there is no picture. */
  readonly name: string;
  readonly isEager: boolean;
  /** How wide it is shown, for the browser to choose. */
  readonly sizes: string;
}

export function picture(blob: string | undefined, { alt, name, isEager, sizes }: PictureAt): Html {
  if (blob === undefined)
    return html`<span class="blank" aria-hidden="true">${/[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '·'}</span>`;
  const at = `/files/images/${blob}?size=`;
  return html`<img src="${at}480" srcset="${at}160 160w, ${at}480 480w, ${at}1024 1024w" sizes="${sizes}" alt="${alt}" width="480" height="480"${isEager ? '' : html` loading="lazy"`} decoding="async">`;
}

export function grid(frame: ShopFrame, products: readonly ProductSummary[], eager: number): Html {
  return html`<ul class="shelf">${products.map((product, index) => productCard(frame, product, index < eager))}</ul>`;
}

function emptyNote(frame: ShopFrame, title: string, text: string): Html {
  const { shop, speech } = frame;
  return html`<section class="empty"><h2>${title}</h2><p class="quiet">${text}</p>${shop.chatUrl ? html`<a class="button plain" href="${shop.chatUrl}">${speech.say('shop.chat')}</a>` : ''}</section>`;
}

function chips(frame: ShopFrame, { top, here, parent }: ShelfScreen): Html {
  const { base, speech } = frame;
  if (top.length === 0) return html``;
  const open = parent ?? here;
  const chip = (href: string, name: string, isHere: boolean) =>
    html`<a class="chip" href="${href}"${isHere ? html` aria-current="true"` : ''}>${name}</a>`;
  const row = (list: readonly (CategoryView & { readonly path: string })[], current: string | undefined) =>
    list.map((each) => chip(base + each.path, each.name, each.id === current));
  return html`<nav class="chips" aria-label="${speech.say('shop.category')}">${chip(base || '/', speech.say('window.all'), open === undefined)}${row(top, open?.id)}</nav>
${open && open.children.length > 0 ? html`<nav class="chips second" aria-label="${open.name}">${chip(base + open.path, speech.say('window.all'), here?.id === open.id)}${row(open.children, here?.id)}</nav>` : ''}`;
}

function filters(frame: ShopFrame, { asked, here, top, total }: ShelfScreen, isNarrowed: boolean): Html {
  const { speech, base, path } = frame;
  const { say } = speech;
  const field = (name: 'from' | 'to', label: 'shop.price_from' | 'shop.price_to') =>
    html`<label>${say(label)}<input type="text" name="${name}" value="${asked[name]}" inputmode="decimal" size="6"></label>`;
  return html`<details class="filters"${isNarrowed ? html` open` : ''}><summary><span>${say('shop.filters')}</span><span class="quiet">${countOf(frame, total)}</span></summary>
<form action="${base}${path}">${asked.q === '' ? '' : html`<input type="hidden" name="q" value="${asked.q}">`}
${here || top.length === 0 ? '' : html`<label>${say('shop.category')}<select name="in"><option value="">${say('window.all')}</option>${top.flatMap((node) => [node, ...node.children]).map((node) => categoryOption(node, asked.in))}</select></label>`}
<label>${say('shop.sort')}<select name="sort">${sorts.filter((sort) => sort !== 'best' || asked.q !== '').map((sort) => html`<option value="${sort}"${sort === asked.sort ? html` selected` : ''}>${say(`shop.sort.${sort}`)}</option>`)}</select></label>
${field('from', 'shop.price_from')}${field('to', 'shop.price_to')}
<label class="tick"><input type="checkbox" name="stock" value="1"${asked.stock === '' ? '' : html` checked`}> ${say('shop.in_stock')}</label>
<button class="button small">${say('shop.apply')}</button>${isNarrowed ? html`<a href="${base}${path}${queryOf({ q: asked.q })}">${say('shop.clear')}</a>` : ''}</form></details>`;
}

/** One of the second level stands a little to the right. */
function categoryOption({ path, name, parentId }: CategoryNode, chosen: string): Html {
  const value = path.slice('/c/'.length);
  return html`<option value="${value}"${value === chosen ? html` selected` : ''}>${parentId === undefined ? '' : '– '}${name}</option>`;
}

function pager(frame: ShopFrame, { asked, pages }: ShelfScreen): Html {
  const { say } = frame.speech;
  if (pages <= 1) return html``;
  const at = (page: number): string => `${frame.base}${frame.path}${queryOf({ ...asked, page })}`;
  return html`<nav class="pager">${asked.page > 1 ? html`<a class="button plain" rel="prev" href="${at(asked.page - 1)}">${say('window.previous')}</a>` : html`<span></span>`}<span class="quiet">${say('shop.page', { page: asked.page, pages })}</span>${asked.page < pages ? html`<a class="button plain" rel="next" href="${at(asked.page + 1)}">${say('window.next')}</a>` : html`<span></span>`}</nav>`;
}

function countOf({ speech }: ShopFrame, count: number): string {
  return count === 1
    ? speech.say('shop.count_one')
    : speech.say('window.count', { count: new Intl.NumberFormat(speech.language).format(count) });
}

/** Products with price and what is left; stock levels and the latest movements, each with its reason and what caused it. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import type { ProductSummary } from '../../domains/catalog/index.ts';
import type { StoredMovement } from '../../domains/stock/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { LOW_STOCK } from './home.page.ts';
import { type DeskFrame, deskPage } from './layout.page.ts';
import { actorName, addressOf, chip, emptyState, pager, searchBox, tabs } from './list-parts.page.ts';
import type { StockRow } from './reads/stock-list.store.ts';
import { say, sayCode, sayCount } from './words.ts';

export interface ProductScreen {
  readonly products: readonly ProductSummary[];
  readonly units: ReadonlyMap<ProductId, number>;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly search: string;
}

export function productsPage(frame: DeskFrame, screen: ProductScreen): Html {
  const { search } = screen;
  return deskPage(
    frame,
    { here: 'products', title: say('products.title') },
    html`<header class="head"><h1>${say('products.title')}</h1>${searchBox({ path: '/app/products', label: say('products.search'), value: search })}</header>
${
  screen.products.length > 0
    ? html`<div class="sheet"><table class="list products"><thead><tr><th>${say('col.product')}</th><th class="wide">${say('col.category')}</th><th>${say('col.state')}</th><th class="num">${say('col.free')}</th><th class="num">${say('col.price')}</th></tr></thead><tbody>${screen.products.map((each) => productRow(frame, each, screen.units.get(each.id)))}</tbody></table></div><p class="quiet small">${sayCount('products.count', screen.total)}</p>${pager(screen.page, screen.pages, (page) => addressOf('/app/products', { q: search, page }))}`
    : search !== ''
      ? emptyState({
          title: say('products.none'),
          text: say('products.none.text'),
          action: html`<a class="button plain" href="/app/products">${say('products.none.button')}</a>`,
        })
      : emptyState({
          title: say('products.empty'),
          text: say('products.empty.text'),
          action: html`<a class="button plain" href="/docs" target="_blank" rel="noopener">API</a>`,
        })
}`,
  );
}

function productRow(frame: DeskFrame, product: ProductSummary, units: number | undefined): Html {
  const picture = product.imageBlob
    ? html`<img src="/files/images/${product.imageBlob}?size=160" alt="" width="40" height="40" loading="lazy" decoding="async">`
    : '';
  return html`<tr data-row="${product.id}"><td class="key"><span class="with-picture"><span class="thumb">${picture}</span><span><a href="/${frame.shop.slug}/p/${product.slug}" target="_blank" rel="noopener">${product.name}</a>${product.externalId ? html`<span class="sub">${product.externalId}</span>` : ''}</span></span></td><td class="wide">${product.category}${product.subcategory ? html` <span class="quiet">· ${product.subcategory}</span>` : ''}</td><td class="state">${stateChip(product, units)}</td><td class="num">${units === undefined ? html`<span class="quiet" title="${say('products.uncounted')}">–</span>` : frame.format.number(units)}</td><td class="num">${product.hasOptions ? html`<span class="quiet">${say('products.from')}</span> ` : ''}${frame.format.money(product.price)}</td></tr>`;
}

function stateChip(product: ProductSummary, units: number | undefined): Html {
  if (product.state !== 'published') return chip('plain', sayCode('products', product.state));
  if (!product.inStock) return chip('bad', say('products.out'));
  return units !== undefined && units <= LOW_STOCK ? chip('wait', say('products.low')) : chip('good', say('products.in'));
}

export interface StockScreen {
  readonly rows: readonly StockRow[];
  readonly movements: readonly StoredMovement[];
  readonly variantNames: ReadonlyMap<VariantId, string>;
  readonly orderNumbers: ReadonlyMap<string, string>;
  readonly staffNames: ReadonlyMap<string, string>;
  readonly page: number;
  readonly pages: number;
  readonly onlyLow: boolean;
  readonly search: string;
}

export function stockPage(frame: DeskFrame, screen: StockScreen): Html {
  const show = screen.onlyLow ? 'low' : '';
  const isFiltered = screen.onlyLow || screen.search !== '';
  return deskPage(
    frame,
    { here: 'stock', title: say('stock.title'), refreshes: true },
    html`<header class="head"><h1>${say('stock.title')}</h1>${searchBox({ path: '/app/stock', label: say('stock.search'), value: screen.search, keep: { show } })}</header>
${tabs(say('stock.title'), [
  { name: say('stock.all'), href: addressOf('/app/stock', { q: screen.search }), isHere: !screen.onlyLow },
  { name: say('stock.low'), href: addressOf('/app/stock', { show: 'low', q: screen.search }), isHere: screen.onlyLow },
])}
<div class="halves"><section><h2>${say('stock.levels')}</h2>${
      screen.rows.length > 0
        ? html`<div class="sheet"><table class="list"><thead><tr><th>${say('col.product')}</th><th class="num">${say('col.free')}</th><th class="num">${say('col.held')}</th><th class="num">${say('col.on_hand')}</th></tr></thead><tbody>${screen.rows.map((row) => levelRow(frame, row))}</tbody></table></div>${pager(screen.page, screen.pages, (page) => addressOf('/app/stock', { show, q: screen.search, page }))}`
        : isFiltered
          ? emptyState({
              title: say('stock.none'),
              text: say('stock.none.text'),
              action: html`<a class="button plain" href="/app/stock">${say('stock.none.button')}</a>`,
            })
          : emptyState({ title: say('stock.empty'), text: say('stock.empty.text') })
    }</section>
<section><h2>${say('stock.movements')}</h2>${screen.movements.length > 0 ? html`<div class="sheet"><table class="list moves"><tbody>${screen.movements.map((each) => movementRow(frame, screen, each))}</tbody></table></div>` : html`<p class="quiet">${say('stock.moves.empty')}</p>`}</section></div>`,
  );
}

function levelRow(frame: DeskFrame, row: StockRow): Html {
  const free = row.onHand - row.held;
  const { number } = frame.format;
  return html`<tr data-row="${row.variantId}"><td class="key">${row.name}${row.options || row.sku ? html`<span class="sub">${[row.options, row.sku].filter(Boolean).join(' · ')}</span>` : ''}</td><td class="num"><strong class="${free <= 0 ? 'out' : free <= LOW_STOCK ? 'low' : ''}">${number(free)}</strong></td><td class="num${row.held > 0 ? '' : ' dim'}"${row.held > 0 ? html` title="${say('stock.held', { count: row.held })}"` : ''}>${number(row.held)}</td><td class="num">${number(row.onHand)}</td></tr>`;
}

function movementRow(frame: DeskFrame, screen: StockScreen, each: StoredMovement): Html {
  const orderNumber = each.causeKind === 'order' ? screen.orderNumbers.get(each.causeId) : undefined;
  return html`<tr data-row="${each.id}"><td class="num move ${each.quantity < 0 ? 'down' : 'up'}">${each.quantity < 0 ? '−' : '+'}${frame.format.number(Math.abs(each.quantity))}</td><td>${screen.variantNames.get(each.variantId) ?? '–'}<span class="sub">${sayCode('reason', each.reason)}${orderNumber ? html` · <a href="/app/orders/${each.causeId}">${orderNumber}</a>` : each.note ? html` · ${each.note}` : html` · ${actorName(each.actor, screen.staffNames)}`}</span></td><td class="num"><span class="sub">${frame.format.time(each.at)}</span></td></tr>`;
}

/** Categories, lists of products, one product, its options. Pure: catalogue views in, messages out. */
import type { CategoryView, Paged, ProductDetail, ProductSummary, VariantForSale } from '../../../domains/catalog/index.ts';
import type { ListRow, OutboundContent, OutboundMedia } from '../../../providers/messaging/messaging.port.ts';
import { fitLine, fitText, lines, paragraphs } from '../fit.ts';
import { clampPage, pageOf, pagesOf } from '../paging.ts';
import type { Voice } from '../phrases/voice.ts';
import { bold, button, buttons, list, room, row } from './compose.ts';
import { waysOn } from './menu-screens.ts';

type VariantOfProduct = ProductDetail['variants'][number];

/** Below this many the number left is told. */
const FEW = 5;

export function itemName(variant: Pick<VariantForSale, 'productName' | 'optionLabel'>): string {
  const name = fitLine(variant.productName, 80);
  return variant.optionLabel === '' ? name : `${name} (${fitLine(variant.optionLabel, 40)})`;
}

/** Top categories, or the parts of one (`parent`), with a row for everything in it. */
export function categoriesScreen(
  voice: Voice,
  shown: { readonly categories: readonly CategoryView[]; readonly page: number; readonly parent?: CategoryView },
): OutboundContent {
  const { say } = voice;
  const { parent } = shown;
  const page = pageOf(shown.categories, shown.page, parent ? 1 : 0);
  const rows = page.items.map((each) => row(`category:${each.id}`, each.name, namedCount(voice, each)));
  return list({
    body: parent ? say('category.parts', { name: fitLine(parent.name, 80) }) : say('shop.categories'),
    footer: pageFooter(voice, page.page, page.pages),
    button: say('button.categories'),
    rows: [
      ...(parent ? [row(`category.all:${parent.id}`, say('row.all'), namedCount(voice, parent))] : []),
      ...rows,
      ...moreRow(voice, page.page, page.pages, (next) => (parent ? `category:${parent.id}:${next}` : `shop:${next}`)),
    ],
  });
}

/** One page of products, as the catalogue answered for `pagesOf(total)` pages of nine (or ten where that is all). */
export function productsScreen(
  voice: Voice,
  shown: { readonly found: Paged<ProductSummary>; readonly page: number; readonly body: string; readonly moreId: (page: number) => string },
): OutboundContent {
  const pages = pagesOf(shown.found.total);
  const page = clampPage(shown.page, pages);
  return list({
    body: shown.body,
    footer: pageFooter(voice, page, pages),
    button: voice.say('button.products'),
    rows: [...shown.found.items.map((product) => productRow(voice, product)), ...moreRow(voice, page, pages, shown.moreId)],
  });
}

export function productRow(voice: Voice, product: ProductSummary): ListRow {
  const price = priceOf(voice, product);
  const isCut = product.name.trim().length > room.rowTitle;
  const parts = [price, voice.say(product.inStock ? 'stock.in' : 'stock.out'), ...(isCut ? [product.name] : [])];
  return row(`product:${product.id}`, product.name, parts.join(' · '));
}

/** @param picture its first picture, as a file that may stand in a header. */
export function productScreen(voice: Voice, product: ProductDetail, picture: OutboundMedia | undefined): OutboundContent {
  const { say } = voice;
  const variants = product.variants.filter((variant) => variant.isForSale);
  const [only] = variants;
  if (variants.length > 1 && !picture) return optionsScreen(voice, product, 1);
  const choose = button(`options:${product.id}`, say('button.choose'));
  const add = only && canBuy(only) ? button(`add:${only.variantId}`, say('button.add')) : button('shop', say('button.keep_shopping'));
  return buttons({
    header: picture && { image: picture },
    body: productBody(voice, product, variants),
    buttons: [variants.length > 1 ? choose : add, button('cart', say('button.cart')), button('menu', say('button.menu'))],
  });
}

/** Its options as rows; choosing one puts it into the cart. */
export function optionsScreen(voice: Voice, product: ProductDetail, page: number): OutboundContent {
  const variants = product.variants.filter((variant) => variant.isForSale);
  const shown = pageOf(variants, page);
  return list({
    body: paragraphs(
      bold(product.name),
      product.images.length > 0 || product.description.trim() === '' ? undefined : fitText(product.description, 500),
      voice.say('product.options', { name: fitLine(product.name, 80) }),
    ),
    footer: pageFooter(voice, shown.page, shown.pages),
    button: voice.say('button.options'),
    rows: [
      ...shown.items.map((variant) =>
        row(
          `add:${variant.variantId}`,
          variant.optionLabel || product.name,
          `${voice.money(variant.price)} · ${stockWord(voice, variant)}`,
        ),
      ),
      ...moreRow(voice, shown.page, shown.pages, (next) => `options:${product.id}:${next}`),
    ],
  });
}

export function goneScreen(voice: Voice, what: 'category' | 'product'): OutboundContent {
  return waysOn(voice, voice.say(what === 'category' ? 'category.gone' : 'product.gone'));
}

export function moreRow(voice: Voice, page: number, pages: number, id: (page: number) => string): readonly ListRow[] {
  return page < pages ? [row(id(page + 1), voice.say('row.more'), voice.say('hint.more', { page: page + 1, pages }))] : [];
}

export function pageFooter(voice: Voice, page: number, pages: number): string | undefined {
  return pages > 1 ? voice.say('footer.page', { page, pages }) : undefined;
}

function productBody(voice: Voice, product: ProductDetail, variants: readonly VariantOfProduct[]): string {
  const [only] = variants;
  const stock = variants.length === 1 && only ? stockWord(voice, only) : voice.say(variants.some(canBuy) ? 'stock.in' : 'stock.out');
  const head = lines(bold(product.name), `${priceOf(voice, product)} · ${stock}`);
  const left = room.body - head.length - 2;
  return paragraphs(head, product.description.trim() === '' ? undefined : fitText(product.description, left));
}

function priceOf(voice: Voice, product: ProductSummary): string {
  const price = voice.money(product.price);
  return product.hasOptions ? voice.say('product.from', { price }) : price;
}

function stockWord(voice: Voice, variant: VariantOfProduct): string {
  if (!canBuy(variant)) return voice.say('stock.out');
  const { available } = variant;
  return available !== undefined && available <= FEW ? voice.say('stock.left', { count: available }) : voice.say('stock.in');
}

function canBuy(variant: VariantOfProduct): boolean {
  return variant.isForSale && (variant.isTracked ? (variant.available ?? 0) > 0 : variant.inStock);
}

function namedCount(voice: Voice, category: CategoryView): string {
  return voice.say('category.products', { name: fitLine(category.name, 40), count: category.productCount });
}

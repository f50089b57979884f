/** Looking around: categories, products, options, search. Puts nothing into the cart. */
import type { CategoryId, ProductId } from '@parley/contract/values/id.ts';
import type { CategoryView, ProductDetail } from '../../../domains/catalog/index.ts';
import type { OutboundMedia } from '../../../providers/messaging/messaging.port.ts';
import { defineDialog, type Reply, type Scene } from '../dialog.ts';
import { fitLine } from '../fit.ts';
import { PAGE_ROWS, ROWS } from '../paging.ts';
import { menuScreen, waysOn } from '../screens/menu-screens.ts';
import { categoriesScreen, goneScreen, optionsScreen, productScreen, productsScreen } from '../screens/product-screens.ts';
import { searchesFor } from '../search-words.ts';
import { showNatively } from '../show-natively.ts';
import { idArg, pageArg } from '../stable-id.ts';

export type ShopIntent =
  | { readonly do: 'categories'; readonly page: number }
  | { readonly do: 'category'; readonly id: CategoryId; readonly page: number; readonly everything: boolean }
  | { readonly do: 'product'; readonly id: ProductId }
  | { readonly do: 'options'; readonly id: ProductId; readonly page: number }
  | { readonly do: 'search'; readonly query: string; readonly page: number }
  | { readonly do: 'plainly'; readonly retailerIds: readonly string[] }
  | { readonly do: 'about'; readonly retailerId: string; readonly text: string };

export const shopDialog = defineDialog<ShopIntent>({
  name: 'shop',
  version: 1,
  ids: {
    shop: {
      form: 'shop[:page]',
      means: 'the categories',
      read(args) {
        const page = pageArg(args[0]);
        return page === undefined || args.length > 1 ? undefined : { do: 'categories', page };
      },
    },
    category: {
      form: 'category:<id>[:page]',
      means: 'the parts of a category, or its products where it has none',
      read: (args) => categoryOf(args, false),
    },
    'category.all': {
      form: 'category.all:<id>[:page]',
      means: 'all products of a category that has parts',
      read: (args) => categoryOf(args, true),
    },
    product: {
      form: 'product:<id>',
      means: 'one product with picture, price and buttons',
      read(args) {
        const id = idArg<ProductId>(args[0]);
        return id === undefined || args.length > 1 ? undefined : { do: 'product', id };
      },
    },
    options: {
      form: 'options:<product_id>[:page]',
      means: 'the options of a product as rows',
      read(args) {
        const [id, page] = [idArg<ProductId>(args[0]), pageArg(args[1])];
        return id === undefined || page === undefined || args.length > 2 ? undefined : { do: 'options', id, page };
      },
    },
    search: {
      form: 'search:<page>:<words>',
      means: 'a page of search results',
      read(args) {
        const page = pageArg(args[0]);
        const query = args.slice(1).join(':').trim();
        return page === undefined || query === '' || query.length > 180 ? undefined : { do: 'search', query, page };
      },
    },
  },
  hear: (content) =>
    content.kind === 'event' && content.event.kind === 'shelf_refused'
      ? { do: 'plainly', retailerIds: content.event.retailerIds }
      : undefined,
  act,
});

function categoryOf(args: readonly string[], everything: boolean): ShopIntent | undefined {
  const [id, page] = [idArg<CategoryId>(args[0]), pageArg(args[1])];
  return id === undefined || page === undefined || args.length > 2 ? undefined : { do: 'category', id, page, everything };
}

async function act(scene: Scene, intent: ShopIntent): Promise<Reply<never>> {
  switch (intent.do) {
    case 'categories':
      return showCategories(scene, intent.page);
    case 'category':
      return showCategory(scene, intent);
    case 'product':
      return showProduct(scene, intent.id);
    case 'options':
      return showOptions(scene, intent.id, intent.page);
    case 'search':
      return search(scene, intent.query, intent.page);
    case 'plainly':
      return showPlainly(scene, intent.retailerIds);
    default:
      return showAbout(scene, intent);
  }
}

async function showCategories(scene: Scene, page: number): Promise<Reply<never>> {
  const all = await scene.deps.catalog.categories(scene.tx);
  const categories = all.filter((each) => each.parentId === undefined && each.productCount > 0);
  if (categories.length === 0) return { screen: [waysOn(scene.voice, scene.voice.say('shop.empty'))] };
  return { screen: [categoriesScreen(scene.voice, { categories, page })] };
}

async function showCategory(
  scene: Scene,
  wanted: { readonly id: CategoryId; readonly page: number; readonly everything: boolean },
): Promise<Reply<never>> {
  const all = await scene.deps.catalog.categories(scene.tx);
  const category = all.find((each) => each.id === wanted.id);
  if (!category) return { screen: [goneScreen(scene.voice, 'category')] };
  const parts = all.filter((each) => each.parentId === category.id && each.productCount > 0);
  if (parts.length > 0 && !wanted.everything)
    return { screen: [categoriesScreen(scene.voice, { categories: parts, page: wanted.page, parent: category })] };
  return showProducts(scene, category, wanted.page, parts.length > 0 ? 'category.all' : 'category');
}

async function showProducts(scene: Scene, category: CategoryView, page: number, id: string): Promise<Reply<never>> {
  const { deps, tx, voice } = scene;
  const name = fitLine(category.name, 80);
  const read = (at: { readonly page: number; readonly limit: number }) =>
    deps.catalog.products(tx, { categoryId: category.id, state: 'published', sort: 'featured', ...at });
  const native = await showNatively(scene, {
    page,
    read,
    title: category.name,
    body: (count) => voice.say('category.products', { name, count }),
  });
  if (native) return { screen: [native] };
  const found = await rowsOf(page, read);
  if (found.total === 0) return { screen: [waysOn(voice, voice.say('category.empty', { name }))] };
  const body = voice.say('category.products', { name, count: found.total });
  return { screen: [productsScreen(voice, { found, page: found.page, body, moreId: (next) => `${id}:${category.id}:${next}` })] };
}

async function search(scene: Scene, query: string, page: number): Promise<Reply<never>> {
  const { deps, tx, voice } = scene;
  const shown = fitLine(query, 60);
  for (const words of searchesFor(query)) {
    const read = (at: { readonly page: number; readonly limit: number }) =>
      deps.catalog.products(tx, { search: words, state: 'published', ...at });
    const found = await rowsOf(page, read);
    const [only] = found.items;
    // One thing to choose is no choice.
    if (found.total === 1 && only) return showProduct(scene, only.id);
    if (found.total === 0) continue;
    const body = voice.say('search.found', { count: found.total, query: fitLine(words, 60) });
    const native = await showNatively(scene, { page, read, title: words, body: () => body });
    if (native) return { screen: [native] };
    return { screen: [productsScreen(voice, { found, page: found.page, body, moreId: (next) => `search:${next}:${words}` })] };
  }
  return { screen: [menuScreen(voice, voice.say('search.none', { query: shown }))], unclear: true };
}

async function showProduct(scene: Scene, id: ProductId): Promise<Reply<never>> {
  const product = await scene.deps.catalog.product(scene.tx, id);
  if (!product.ok || product.value.state !== 'published') return { screen: [goneScreen(scene.voice, 'product')] };
  return { screen: [productScreen(scene.voice, product.value, pictureOf(scene, product.value))] };
}

async function showOptions(scene: Scene, id: ProductId, page: number): Promise<Reply<never>> {
  const product = await scene.deps.catalog.product(scene.tx, id);
  if (!product.ok || product.value.state !== 'published') return { screen: [goneScreen(scene.voice, 'product')] };
  const choices = product.value.variants.filter((variant) => variant.isForSale).length;
  if (choices > 1) return { screen: [optionsScreen(scene.voice, product.value, page)] };
  return { screen: [productScreen(scene.voice, product.value, pictureOf(scene, product.value))] };
}

function pictureOf(scene: Scene, product: ProductDetail): OutboundMedia | undefined {
  const blob = product.images[0]?.blob ?? product.imageBlob;
  return blob === undefined ? undefined : scene.deps.pictureOf(blob);
}

/** The service would not show these itself: what it should have shown comes as a list of ours, or from the categories on. */
async function showPlainly(scene: Scene, retailerIds: readonly string[]): Promise<Reply<never>> {
  const { deps, tx, voice } = scene;
  await deps.shelf?.doubt(tx);
  const known = await deps.catalog.variantsByRetailerId(tx, retailerIds);
  const ids = [...new Set(retailerIds.flatMap((id) => known.get(id)?.productId ?? []))];
  const items: ProductDetail[] = [];
  for (const id of ids.length <= ROWS ? ids : []) {
    const product = await deps.catalog.product(tx, id);
    if (product.ok && product.value.state === 'published') items.push(product.value);
  }
  if (items.length === 0) return { ...(await showCategories(scene, 1)), next: 'same' };
  const found = { items, total: items.length };
  return { screen: [productsScreen(voice, { found, page: 1, body: voice.say('shelf.plain'), moreId: () => 'shop' })], next: 'same' };
}

/** A message that came from a product of the WhatsApp catalogue begins with that product. */
async function showAbout(scene: Scene, about: { readonly retailerId: string; readonly text: string }): Promise<Reply<never>> {
  const known = await scene.deps.catalog.variantsByRetailerId(scene.tx, [about.retailerId]);
  const variant = known.get(about.retailerId);
  return variant ? showProduct(scene, variant.productId) : { screen: [goneScreen(scene.voice, 'product')] };
}

/** Ten rows where that is all there is, else nine of the page asked for; a page beyond the last becomes the last. */
async function rowsOf<T>(
  page: number,
  read: (at: { readonly page: number; readonly limit: number }) => Promise<{ readonly items: readonly T[]; readonly total: number }>,
): Promise<{ readonly items: readonly T[]; readonly total: number; readonly page: number }> {
  if (page === 1) {
    const first = await read({ page: 1, limit: ROWS });
    return first.total <= ROWS ? { ...first, page } : { items: first.items.slice(0, PAGE_ROWS), total: first.total, page };
  }
  const found = await read({ page, limit: PAGE_ROWS });
  if (found.items.length > 0 && found.total > ROWS) return { ...found, page };
  const last = found.total <= ROWS ? 1 : Math.ceil(found.total / PAGE_ROWS);
  return last === page ? { ...found, page } : rowsOf(last, read);
}

/** The shop's shelves and products: /{slug}, /c/…, /search, /p/{product}, /about. Shows published products only, never a cost, never another shop's. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Catalog } from '../../domains/catalog/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { type CategoryNode, categoryTree } from './category-slugs.ts';
import { chooseVariant, queryFor } from './choose-variant.ts';
import type { MadePage } from './page-cache.ts';
import { productPage } from './product.page.ts';
import { type Crumb, productFacts, shopFacts } from './share-card.ts';
import { homePage, type ShelfScreen, shelfPage } from './shelf.page.ts';
import { type Asked, productQuery, queryOf, readAsked } from './shelf-query.ts';
import type { ShopFace } from './shop-face.ts';
import { oneLine } from './shop-layout.page.ts';
import { enter, sendShared, type Visit, type VisitDeps } from './shop-visit.ts';
import { aboutPage, sayPage } from './text.page.ts';

export interface WindowDeps extends VisitDeps {
  readonly catalog: Pick<Catalog, 'categories' | 'products' | 'productBySlug'>;
}

const PAGE_SIZE = 24;
const MORE = 8;
const FEW = 12;
const segment = z.string().max(200);
const config = { access: 'public' as const };

export function windowRoutes(deps: WindowDeps): (scope: Edge) => Promise<void> {
  const shared = async (
    request: FastifyRequest,
    reply: FastifyReply,
    slug: string,
    make: (visit: Visit, tx: Tx) => Promise<MadePage>,
    key: readonly unknown[],
  ) => {
    const visit = await enter(deps, request, reply, slug);
    if (!visit) return reply;
    return sendShared(deps, request, reply, visit, key, () => deps.inTx(visit.shop.merchantId, (tx) => make(visit, tx)));
  };
  return async (scope) => {
    const shop = { config, schema: { hide: true, params: z.object({ slug: segment }) } };
    scope.get('/:slug', shop, async (request, reply) => {
      const asked = readAsked(request.query);
      // Addresses of before: a search and a category were queries of the home page.
      const old = (request.query as Readonly<Record<string, unknown>>)['category'];
      if (asked.q !== '' || asked.page > 1 || typeof old === 'string') return leadOn(deps, request, reply, request.params.slug, asked, old);
      return shared(request, reply, request.params.slug, (visit, tx) => home(deps, visit, tx), ['home']);
    });
    scope.get('/:slug/search', shop, async (request, reply) => {
      const asked = readAsked(request.query);
      return shared(request, reply, request.params.slug, (visit, tx) => shelf(deps, visit, tx, asked, undefined), ['search', asked]);
    });
    const inCategory = (request: FastifyRequest, reply: FastifyReply, slug: string, segments: readonly string[]) => {
      const asked = { ...readAsked(request.query), q: '', in: '' };
      return shared(request, reply, slug, (visit, tx) => shelf(deps, visit, tx, asked, segments), ['category', segments, asked]);
    };
    scope.get(
      '/:slug/c/:category',
      { config, schema: { hide: true, params: z.object({ slug: segment, category: segment }) } },
      (request, reply) => inCategory(request, reply, request.params.slug, [request.params.category]),
    );
    scope.get(
      '/:slug/c/:category/:second',
      { config, schema: { hide: true, params: z.object({ slug: segment, category: segment, second: segment }) } },
      (request, reply) => inCategory(request, reply, request.params.slug, [request.params.category, request.params.second]),
    );
    scope.get(
      '/:slug/p/:product',
      { config, schema: { hide: true, params: z.object({ slug: segment, product: segment }) } },
      async (request, reply) => {
        const query = (request.query ?? {}) as Readonly<Record<string, unknown>>;
        const options = ['o1', 'o2', 'o3'].map((name) => (typeof query[name] === 'string' ? query[name].slice(0, 200) : undefined));
        const { slug, product } = request.params;
        return shared(request, reply, slug, (visit, tx) => productOf(deps, visit, tx, product, query), ['product', product, options]);
      },
    );
    scope.get('/:slug/about', shop, async (request, reply) =>
      shared(
        request,
        reply,
        request.params.slug,
        async (visit) => ({ status: 200, html: aboutPage(visit.frame('/about', visit.speech.say('about.title'))) }),
        ['about'],
      ),
    );
    // What no page of the shop has: its own "not here". Where there is no shop either, the program answers.
    scope.get('/:slug/*', { config, schema: { hide: true } }, async (request, reply) => {
      const { slug } = request.params as { readonly slug: string };
      if (!(await deps.faces.bySlug(slug))) return reply.callNotFound();
      return shared(request, reply, slug, async (visit) => notHere(visit), ['lost']);
    });
  };
}

async function home(deps: WindowDeps, visit: Visit, tx: Tx): Promise<MadePage> {
  const { shop } = visit;
  const tree = categoryTree(await deps.catalog.categories(tx));
  const featured = await deps.catalog.products(tx, { state: 'published', isPriority: true, sort: 'name', page: 1, limit: MORE });
  const all = await deps.catalog.products(tx, { state: 'published', sort: 'newest', page: 1, limit: PAGE_SIZE });
  const picture = [...featured.items, ...all.items].find((each) => each.imageBlob)?.imageBlob;
  const frame = visit.frame('', shop.name, {
    facts: [shopFacts(shop)],
    ...(picture === undefined || shop.logo !== undefined ? {} : { picture }),
    ...(shop.look.tagline === '' && shop.look.about !== '' ? { description: oneLine(shop.look.about, 160) } : {}),
  });
  const pages = Math.ceil(all.total / PAGE_SIZE);
  return {
    status: 200,
    html: homePage(frame, {
      asked: readAsked({}),
      products: all.items,
      total: all.total,
      pages,
      top: tree.top,
      // A shop of a few things shows each of them once.
      featured: all.total >= FEW ? featured.items.filter((each) => each.inStock) : [],
    }),
  };
}

/** @param segments of a category's address; undefined: all of the shop, or what was searched. */
async function shelf(deps: WindowDeps, visit: Visit, tx: Tx, asked: Asked, segments: readonly string[] | undefined): Promise<MadePage> {
  const { shop, speech } = visit;
  const tree = categoryTree(await deps.catalog.categories(tx));
  const here = segments && tree.find(segments);
  if (segments && !here) return notHere(visit);
  const parent = here?.parentId === undefined ? undefined : tree.byId.get(here.parentId);
  const within = here ?? (asked.in === '' ? undefined : tree.find(asked.in.split('/')));
  const query = productQuery(asked, shop.currency, PAGE_SIZE);
  const found = await deps.catalog.products(tx, within ? { ...query, categoryId: within.id } : query);
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
  const path = here?.path ?? '/search';
  const turned = (page: number) => queryOf({ ...asked, page });
  const isNarrowed = asked.q !== '' || asked.in !== '' || asked.from !== '' || asked.to !== '' || asked.stock !== '';
  const picture = found.items.find((each) => each.imageBlob)?.imageBlob;
  const frame = visit.frame(path, here?.name ?? (asked.q === '' ? speech.say('shop.everything') : asked.q), {
    query: turned(asked.page),
    search: asked.q,
    isHidden: isNarrowed,
    ...(picture === undefined ? {} : { picture }),
    ...(here ? { crumbs: crumbsOf(shop, speech.say('shop.home'), [parent, here]) } : {}),
    previous: asked.page > 1 ? turned(asked.page - 1) : undefined,
    next: asked.page < pages ? turned(asked.page + 1) : undefined,
  });
  const screen: ShelfScreen = {
    asked,
    products: found.items,
    total: found.total,
    pages,
    top: tree.top,
    ...(here ? { here } : {}),
    ...(parent ? { parent } : {}),
  };
  return { status: 200, html: shelfPage(frame, screen) };
}

async function productOf(
  deps: WindowDeps,
  visit: Visit,
  tx: Tx,
  slug: string,
  query: Readonly<Record<string, unknown>>,
): Promise<MadePage> {
  const { shop, speech } = visit;
  const found = await deps.catalog.productBySlug(tx, slug);
  if (!found.ok || found.value.state !== 'published') return notHere(visit);
  const product = found.value;
  const chosen = chooseVariant(product, query);
  const tree = categoryTree(await deps.catalog.categories(tx));
  const here = tree.byId.get(product.categoryId);
  const parent = here?.parentId === undefined ? undefined : tree.byId.get(here.parentId);
  const near = await deps.catalog.products(tx, { state: 'published', categoryId: product.categoryId, page: 1, limit: MORE + 1 });
  const path = `/p/${encodeURIComponent(product.slug)}`;
  const url = `${shop.url}${path}`;
  const isDefault = ['o1', 'o2', 'o3'].every((name) => query[name] === undefined);
  const picture = product.images[0]?.blob;
  const frame = visit.frame(path, product.name, {
    kind: 'product',
    // To those who list pages every choice of options is the same page.
    ...(isDefault || !chosen.variant ? {} : { view: queryFor(chosen.variant) }),
    description: oneLine(product.description === '' ? `${product.name} · ${speech.money(product.price)}` : product.description, 200),
    ...(picture === undefined ? {} : { picture }),
    crumbs: [...crumbsOf(shop, speech.say('shop.home'), [parent, here]), { name: product.name, url }],
    facts: [productFacts(shop, product, url)],
  });
  return {
    status: 200,
    html: productPage(frame, { product, chosen, more: near.items.filter((each) => each.id !== product.id).slice(0, MORE) }),
  };
}

function crumbsOf(shop: ShopFace, home: string, nodes: readonly (CategoryNode | undefined)[]): readonly Crumb[] {
  return [{ name: home, url: shop.url }, ...nodes.flatMap((node) => (node ? [{ name: node.name, url: `${shop.url}${node.path}` }] : []))];
}

function notHere(visit: Visit): MadePage {
  const { say } = visit.speech;
  return { status: 404, html: sayPage(visit.frame('', say('not_found.title'), { isHidden: true }), say('lost.text')) };
}

async function leadOn(deps: WindowDeps, request: FastifyRequest, reply: FastifyReply, slug: string, asked: Asked, category: unknown) {
  const visit = await enter(deps, request, reply, slug);
  if (!visit) return reply;
  const node =
    typeof category === 'string'
      ? await deps.inTx(visit.shop.merchantId, async (tx) =>
          [...categoryTree(await deps.catalog.categories(tx)).byId.values()].find((each) => each.id === category),
        )
      : undefined;
  return reply.redirect(`${visit.base}${node?.path ?? '/search'}${queryOf(asked)}`, 301);
}

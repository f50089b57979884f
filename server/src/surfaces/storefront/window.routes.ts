/** /{slug} and /{slug}/p/{product}: the shop window. Shows published products only, never a cost, never another shop's. */
import type { CategoryId, MerchantId } from '@parley/contract/values/id.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import type { Catalog } from '../../domains/catalog/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { sendHtml } from '../../foundation/html/html.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { noticePage, type Shop } from './layout.page.ts';
import { speechFor } from './speak.ts';
import { strangerFrame } from './storefront-deps.ts';
import { productPage, windowPage } from './window.page.ts';

export interface WindowDeps {
  readonly inTx: <T>(merchantId: MerchantId, work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly catalog: Catalog;
  readonly shopOf: (tx: Tx) => Promise<Shop & { readonly language: string }>;
  readonly merchantBySlug: (slug: string) => Promise<MerchantId | undefined>;
}

const PAGE_SIZE = 24;
const slugShape = /^[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$/;
const query = z.object({
  q: z.string().trim().max(80).catch(''),
  category: z.string().refine(isUuid).catch(''),
  page: z.coerce.number().int().min(1).max(5_000).catch(1),
});

export function windowRoutes(deps: WindowDeps): (scope: Edge) => Promise<void> {
  const find = async (slug: string): Promise<MerchantId | undefined> => (slugShape.test(slug) ? deps.merchantBySlug(slug) : undefined);
  return async (scope) => {
    const config = { access: 'public' as const };
    scope.get('/:slug', { config, schema: { hide: true, params: z.object({ slug: z.string() }) } }, async (request, reply) => {
      const merchantId = await find(request.params.slug);
      if (!merchantId) return lost(reply);
      const asked = query.parse(request.query);
      const page = await deps.inTx(merchantId, async (tx) => {
        const shop = await deps.shopOf(tx);
        const speech = speechFor(languageOf(request.headers['accept-language'], shop.language), shop);
        const categories = await deps.catalog.categories(tx);
        const found = await deps.catalog.products(tx, {
          state: 'published',
          page: asked.page,
          limit: PAGE_SIZE,
          sort: 'featured',
          ...(asked.q ? { search: asked.q } : {}),
          ...(asked.category ? { categoryId: asked.category as CategoryId } : {}),
        });
        const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
        return windowPage(
          { shop, speech, title: shop.name },
          { products: found.items, total: found.total, categories, search: asked.q, category: asked.category, page: asked.page, pages },
        );
      });
      return sendHtml(reply, page);
    });
    scope.get(
      '/:slug/p/:product',
      { config, schema: { hide: true, params: z.object({ slug: z.string(), product: z.string().max(200) }) } },
      async (request, reply) => {
        const merchantId = await find(request.params.slug);
        if (!merchantId) return lost(reply);
        const page = await deps.inTx(merchantId, async (tx) => {
          const product = await deps.catalog.productBySlug(tx, request.params.product);
          if (!product.ok || product.value.state !== 'published') return undefined;
          const shop = await deps.shopOf(tx);
          const speech = speechFor(languageOf(request.headers['accept-language'], shop.language), shop);
          return productPage({ shop, speech, title: product.value.name }, product.value);
        });
        return page ? sendHtml(reply, page) : lost(reply);
      },
    );
  };
}

/** The first of the visitor's languages that we speak. */
function languageOf(header: string | undefined, otherwise: string): string {
  for (const part of (header ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? '';
    if (tag.startsWith('pt')) return 'pt-BR';
    const base = tag.split('-')[0] ?? '';
    if (['en', 'hi', 'es', 'fr'].includes(base)) return base;
  }
  return otherwise;
}

function lost(reply: Parameters<typeof sendHtml>[0]): unknown {
  const frame = strangerFrame('not_found.title');
  return sendHtml(reply, noticePage(frame, { text: frame.speech.say('not_found.text') }), 404);
}

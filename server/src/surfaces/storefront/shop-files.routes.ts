/** What programs ask a shop for: sitemap, robots.txt, the manifest of its app, the worker that keeps pages for when there is no connection. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Catalog } from '../../domains/catalog/index.ts';
import { createShortMemory } from '../../foundation/clock/short-memory.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { assetUrl, workerScript } from './assets.routes.ts';
import { categoryTree } from './category-slugs.ts';
import { enter, sendShared, type Visit, type VisitDeps } from './shop-visit.ts';
import { sayPage } from './text.page.ts';

export interface ShopFilesDeps extends VisitDeps {
  readonly clock: Parameters<typeof createShortMemory>[0];
  readonly catalog: Pick<Catalog, 'categories' | 'publishedAddresses' | 'products'>;
}

/** Of one file of the sitemap. */
const MOST_ADDRESSES = 5_000;
const SITEMAP_LIFE_MS = 60_000;
const params = z.object({ slug: z.string().max(80) });

export function shopFileRoutes(deps: ShopFilesDeps): (scope: Edge) => Promise<void> {
  const sitemaps = createShortMemory<string | undefined>(deps.clock, SITEMAP_LIFE_MS, 50);
  return async (scope) => {
    const file = { config: { access: 'public' as const }, schema: { hide: true, params } };
    const visiting =
      (work: (visit: Visit, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply) =>
      async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        const visit = await enter(deps, request, reply, (request.params as { readonly slug: string }).slug);
        return visit ? work(visit, request, reply) : reply;
      };
    scope.get(
      '/:slug/sitemap.xml',
      file,
      visiting(async (visit, request, reply) => {
        const page = z.coerce
          .number()
          .int()
          .min(1)
          .max(1_000)
          .optional()
          .catch(undefined)
          .parse((request.query as { page?: unknown }).page);
        const xml = await sitemaps.remember(`${visit.shop.merchantId} ${visit.shop.url} ${page ?? 'index'}`, () =>
          sitemap(deps, visit, page),
        );
        if (xml === undefined) {
          reply.callNotFound();
          return reply;
        }
        return reply.header('cache-control', 'public, max-age=300').type('application/xml; charset=utf-8').send(xml);
      }),
    );
    scope.get(
      '/:slug/robots.txt',
      file,
      visiting((visit, _request, reply) =>
        reply
          .header('cache-control', 'public, max-age=3600')
          .type('text/plain; charset=utf-8')
          .send(
            `User-agent: *\nDisallow: ${visit.base}/cart\nDisallow: ${visit.base}/find-order\nDisallow: /checkout/\nDisallow: /order/\n\nSitemap: ${visit.shop.url}/sitemap.xml\n`,
          ),
      ),
    );
    scope.get(
      '/:slug/manifest.webmanifest',
      file,
      visiting((visit, _request, reply) =>
        reply.header('cache-control', 'public, max-age=300').type('application/manifest+json; charset=utf-8').send(manifest(visit)),
      ),
    );
    scope.get(
      '/:slug/sw.js',
      file,
      visiting((visit, _request, reply) =>
        reply
          .header('cache-control', 'no-cache')
          .header('service-worker-allowed', visit.base || '/')
          .type('text/javascript; charset=utf-8')
          .send(workerScript([`${visit.base}/offline`, assetUrl('storefront.css'), assetUrl('shop.js')])),
      ),
    );
    scope.get(
      '/:slug/offline',
      file,
      visiting((visit, request, reply) => {
        const { say } = visit.speech;
        const frame = visit.frame('/offline', say('offline.title'), { isHidden: true });
        return sendShared(deps, request, reply, { ...visit, holder: undefined }, ['offline'], async () => ({
          status: 200,
          html: sayPage(frame, say('offline.text')),
        }));
      }),
    );
    scope.get('/robots.txt', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .send('User-agent: *\nDisallow: /api/\nDisallow: /app\nDisallow: /checkout/\nDisallow: /order/\nDisallow: /sandbox/\n'),
    );
  };
}

/** Up to 5,000 addresses in one file; beyond that an index of such files. Undefined for a file that does not exist. */
async function sitemap(deps: ShopFilesDeps, { shop }: Visit, page: number | undefined): Promise<string | undefined> {
  return deps.inTx(shop.merchantId, async (tx) => {
    const { total } = await deps.catalog.products(tx, { state: 'published', page: 1, limit: 1 });
    const files = Math.max(1, Math.ceil(total / MOST_ADDRESSES));
    if (page === undefined && files > 1)
      return xml(
        html`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from({ length: files }, (_, at) => html`<sitemap><loc>${shop.url}/sitemap.xml?page=${at + 1}</loc></sitemap>`)}</sitemapindex>`,
      );
    if (page !== undefined && page > files) return undefined;
    const products = await deps.catalog.publishedAddresses(tx, { page: page ?? 1, limit: MOST_ADDRESSES });
    const categories = (page ?? 1) === 1 ? [...categoryTree(await deps.catalog.categories(tx)).byId.values()] : [];
    return xml(
      html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${(page ?? 1) === 1 ? html`<url><loc>${shop.url}</loc></url>` : ''}${categories.map((each) => html`<url><loc>${shop.url}${each.path.split('/').map(encodeURIComponent).join('/')}</loc></url>`)}${products.map((each) => html`<url><loc>${shop.url}/p/${encodeURIComponent(each.slug)}</loc><lastmod>${each.updatedAt.toISOString()}</lastmod></url>`)}</urlset>`,
    );
  });
}

function xml(body: Html): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body.toString()}`;
}

function manifest({ shop, base, speech }: Visit): string {
  const icons =
    shop.logo === undefined
      ? [{ src: '/assets/icon.svg', type: 'image/svg+xml', sizes: 'any' }]
      : [192, 512].map((size) => ({ src: `/files/logos/${shop.logo}/icon-${size}.png`, type: 'image/png', sizes: `${size}x${size}` }));
  return JSON.stringify({
    name: shop.name,
    short_name: shop.name.slice(0, 12).trim(),
    lang: speech.language,
    start_url: base || '/',
    scope: base || '/',
    display: 'minimal-ui',
    theme_color: shop.look.primary_color,
    background_color: '#fbfaf7',
    icons,
  });
}

/** /app/products, /app/stock and /app/settings: reads only. */
import { managing } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Html } from '../../foundation/html/html.ts';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { DeskDeps } from './desk-deps.ts';
import { productsPage, stockPage } from './goods.page.ts';
import { LOW_STOCK } from './home.page.ts';
import { mayDo } from './order-acts.ts';
import { settingsPage } from './settings.page.ts';
import { forbiddenPage, type Look, show, staffNames } from './show.ts';

const PAGE_SIZE = 25;
const LATEST_MOVES = 30;
const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
const listQuery = z.object({
  q: z.string().trim().max(80).catch(''),
  show: z.enum(['', 'low']).catch(''),
  page: z.coerce.number().int().min(1).max(5_000).catch(1),
});
type ListQuery = z.infer<typeof listQuery>;

export function goodsRoutes(deps: DeskDeps): (scope: Edge) => void {
  return (scope) => {
    scope.get('/app/products', hidden, (request, reply) =>
      show(deps, request, reply, (look) => productList(deps, look, listQuery.parse(request.query))),
    );
    scope.get('/app/stock', hidden, (request, reply) =>
      show(deps, request, reply, (look) => stockList(deps, look, listQuery.parse(request.query))),
    );
    scope.get('/app/settings', hidden, async (request, reply) => {
      const isAllowed = mayDo(actorOf(request).role, managing);
      return show(
        deps,
        request,
        reply,
        async ({ tx, frame }) =>
          isAllowed ? settingsPage(frame, await deps.merchants.connections(tx), deps.publicUrl) : forbiddenPage(frame),
        isAllowed ? 200 : 403,
      );
    });
  };
}

async function productList(deps: DeskDeps, { tx, frame }: Look, { q, page }: ListQuery): Promise<Html> {
  const found = await deps.catalog.products(tx, { page, limit: PAGE_SIZE, sort: 'name', ...(q ? { search: q } : {}) });
  const units = await deps.reads.unitsOf(
    tx,
    found.items.map((each) => each.id),
  );
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
  return productsPage(frame, { products: found.items, units, total: found.total, page, pages, search: q });
}

async function stockList(deps: DeskDeps, { tx, frame }: Look, asked: ListQuery): Promise<Html> {
  const onlyLow = asked.show === 'low';
  const found = await deps.reads.stock(tx, {
    page: asked.page,
    limit: PAGE_SIZE,
    ...(onlyLow ? { lowStock: LOW_STOCK } : {}),
    ...(asked.q ? { search: asked.q } : {}),
  });
  const { items: movements } = await deps.stock.movementPage(tx, { limit: LATEST_MOVES });
  const variants = await deps.catalog.variants(tx, [...new Set(movements.map((each) => each.variantId))]);
  const orders = movements.flatMap((each) => (each.causeKind === 'order' ? [each.causeId] : []));
  return stockPage(frame, {
    rows: found.items,
    movements,
    variantNames: new Map(variants.map((each) => [each.variantId, [each.productName, each.optionLabel].filter(Boolean).join(' · ')])),
    orderNumbers: await deps.reads.orderNumbers(tx, [...new Set(orders)]),
    staffNames: await staffNames(
      deps,
      tx,
      movements.map((each) => each.actor),
    ),
    page: asked.page,
    pages: Math.max(1, Math.ceil(found.total / PAGE_SIZE)),
    onlyLow,
    search: asked.q,
  });
}

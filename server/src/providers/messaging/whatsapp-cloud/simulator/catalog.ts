/** Catalogues: items in batches, their listing, the link to a business account, and what a product message may name. */
import { z } from 'zod';
import type { RouteCall } from '../../../simulation/router.ts';
import { type Exchange, randomText } from './exchange.ts';
import { answerFault, type GraphFault, graphFault } from './graph-fault.ts';
import { interactiveBody } from './interactive-schema.ts';
import type { CatalogItem, World } from './world.ts';

const batch = z.looseObject({
  item_type: z.string(),
  requests: z
    .array(z.looseObject({ method: z.enum(['CREATE', 'UPDATE', 'DELETE']), data: z.looseObject({ id: z.string().min(1).max(100) }) }))
    .max(5_000),
});

export async function storeItems(exchange: Exchange, catalogId: string, request: Request): Promise<Response> {
  const parsed = batch.safeParse(await request.json().catch(() => undefined));
  if (!parsed.success) return answerFault(graphFault(100, `Param requests: ${parsed.error.issues[0]?.message ?? 'is not valid'}`));
  const items = exchange.world.catalogs.get(catalogId) ?? new Map<string, CatalogItem>();
  exchange.world.catalogs.set(catalogId, items);
  for (const { method, data } of parsed.data.requests) {
    if (method === 'DELETE') items.delete(data.id);
    else items.set(data.id, { ...items.get(data.id), ...data });
  }
  exchange.world.onChange(undefined);
  return Response.json({ handles: [randomText(exchange.random, 24)], validation_status: [] });
}

/** Items are usable at once here, so a batch is always finished. */
export function batchStatus({ url }: RouteCall): Response {
  const handle = url.searchParams.get('handle');
  if (handle === null || handle === '') return answerFault(graphFault(100, 'The parameter handle is required.'));
  const done = {
    handle,
    status: 'finished',
    errors: [],
    errors_total_count: 0,
    warnings: [],
    warnings_total_count: 0,
    ids_of_invalid_requests: [],
  };
  return Response.json({ data: [done] });
}

export function listItems({ world }: Exchange, catalogId: string, { url }: RouteCall): Response {
  const items = [...(world.catalogs.get(catalogId)?.values() ?? [])];
  const from = Number(url.searchParams.get('after') ?? 0) || 0;
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 25) || 25, 1_000);
  const page = items.slice(from, from + limit);
  const next = from + page.length;
  return Response.json({
    data: page.map(({ id, title, ...rest }) => ({
      ...rest,
      id: `${catalogId}${id}`,
      retailer_id: id,
      name: title,
      review_status: 'approved',
    })),
    paging: next < items.length ? { cursors: { after: String(next) } } : {},
  });
}

export async function linkCatalog({ world }: Exchange, accountId: string, { request, url }: RouteCall): Promise<Response> {
  if (request.method === 'GET') {
    const id = world.linkedCatalogs.get(accountId);
    return Response.json({ data: id === undefined ? [] : [{ id, name: 'Catalogue' }] });
  }
  const json: unknown = await request.json().catch(() => ({}));
  const told = z.looseObject({ catalog_id: z.string() }).safeParse({ catalog_id: url.searchParams.get('catalog_id'), ...(json as object) });
  if (request.method === 'DELETE') world.linkedCatalogs.delete(accountId);
  else if (told.success) world.linkedCatalogs.set(accountId, told.data.catalog_id);
  else return answerFault(graphFault(100, 'The parameter catalog_id is required.'));
  world.onChange(undefined);
  return Response.json({ success: true });
}

/** Products must be in the catalogue: the one product, or at least one of several. */
export function productFault({ catalogs }: World, body: unknown): GraphFault | undefined {
  const parsed = interactiveBody.safeParse(body);
  if (!parsed.success) return undefined;
  const message = parsed.data;
  if (message.type !== 'product' && message.type !== 'product_list') return undefined;
  const items = catalogs.get(message.action.catalog_id);
  const named =
    message.type === 'product'
      ? [message.action.product_retailer_id]
      : message.action.sections.flatMap((section) => section.product_items.map((item) => item.product_retailer_id));
  if (named.some((id) => items?.has(id))) return undefined;
  return graphFault(131009, `Products not found in FB Catalog ${message.action.catalog_id}`);
}

/** A catalogue's link to a business account, and what a product message may name. */
import { z } from 'zod';
import type { RouteCall } from '../../../simulation/router.ts';
import type { RegisteredNumber } from '../phone.port.ts';
import { isApproved, itemsOf } from './catalog-batch.ts';
import type { Exchange } from './exchange.ts';
import { answerFault, type GraphFault, graphFault } from './graph-fault.ts';
import { interactiveBody } from './interactive-schema.ts';

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

/** Products must be in the account's own catalogue and approved: the one product, or at least one of several. */
export function productFault(exchange: Exchange, number: RegisteredNumber, body: unknown): GraphFault | undefined {
  const parsed = interactiveBody.safeParse(body);
  if (!parsed.success) return undefined;
  const message = parsed.data;
  if (message.type !== 'product' && message.type !== 'product_list') return undefined;
  const catalogId = message.action.catalog_id;
  if (exchange.world.linkedCatalogs.get(number.businessAccountId) !== catalogId)
    return graphFault(131009, `The catalog ${catalogId} is not connected to this business account`);
  const items = itemsOf(exchange, catalogId);
  const named =
    message.type === 'product'
      ? [message.action.product_retailer_id]
      : message.action.sections.flatMap((section) => section.product_items.map((item) => item.product_retailer_id));
  if (named.some((id) => items.has(id) && isApproved(exchange, catalogId, id))) return undefined;
  return graphFault(131009, `Products not found in FB Catalog ${catalogId}`);
}

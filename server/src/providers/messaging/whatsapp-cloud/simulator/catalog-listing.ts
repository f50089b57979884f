/** `GET /{catalogue}/products`: what is there, page by page, prices written for people as they write them. */
import { formatMoney, parseMoney } from '@parley/contract/values/money.ts';
import type { RouteCall } from '../../../simulation/router.ts';
import { isApproved, itemsOf } from './catalog-batch.ts';
import type { Exchange } from './exchange.ts';
import { answerFault, graphFault } from './graph-fault.ts';
import type { CatalogItem } from './world.ts';

const MOST = 1_000;

export function listItems(exchange: Exchange, catalogId: string, { url }: RouteCall): Response {
  const after = url.searchParams.get('after');
  const from = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) return answerFault(graphFault(100, 'Param after is not a valid cursor'));
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 25) || 25, MOST);
  const asked = new Set(['id', ...(url.searchParams.get('fields') ?? 'name,retailer_id').split(',')]);
  const all = [...itemsOf(exchange, catalogId).values()];
  const page = all.slice(from, from + limit);
  const cursor = (at: number): string => Buffer.from(String(at)).toString('base64url');
  const next = from + page.length;
  const data = page.map((item) =>
    Object.fromEntries(Object.entries(listed(exchange, catalogId, item)).filter(([name]) => asked.has(name))),
  );
  if (page.length === 0) return Response.json({ data });
  const more = new URL(url);
  more.searchParams.set('after', cursor(next));
  return Response.json({
    data,
    // A cursor stands on the last page too; only `next` tells that something follows.
    paging: { cursors: { before: cursor(from), after: cursor(next) }, ...(next < all.length ? { next: more.href } : {}) },
  });
}

function listed(exchange: Exchange, catalogId: string, item: CatalogItem): Readonly<Record<string, unknown>> {
  const [amount = '', currency = ''] = (typeof item['price'] === 'string' ? item['price'] : '').split(' ');
  const price = parseMoney(amount, currency);
  return {
    id: `${catalogId}${item.id}`,
    retailer_id: item.id,
    name: item['title'],
    description: item['description'],
    price: price ? formatMoney(price, 'en-US') : item['price'],
    currency,
    availability: item['availability'],
    url: item['link'],
    image_url: item['image_link'],
    brand: item['brand'],
    retailer_product_group_id: item['item_group_id'],
    visibility: 'published',
    review_status: isApproved(exchange, catalogId, item.id) ? 'approved' : 'pending',
  };
}

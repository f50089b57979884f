/** Shows a list of products as the service's own product message, where every one of them can stand there; else says nothing. */
import type { Paged, ProductSummary } from '../../domains/catalog/index.ts';
import type { OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { Scene } from './dialog.ts';
import { room } from './screens/compose.ts';
import { shelfScreen } from './screens/shelf-screens.ts';

export interface NativeWish {
  readonly page: number;
  readonly read: (at: { readonly page: number; readonly limit: number }) => Promise<Paged<ProductSummary>>;
  readonly title: string;
  readonly body: (count: number) => string;
}

/** Such a message has no next page and leaves out silently what it does not know: so it is all of the list, or the list as ever. */
export async function showNatively(scene: Scene, { page, read, title, body }: NativeWish): Promise<OutboundContent | undefined> {
  const { deps, tx, voice, thread } = scene;
  // A catalogue belongs to WhatsApp's own connection; whoever brings its chats otherwise has no such message.
  if (thread.provider !== 'whatsapp') return undefined;
  if (page !== 1 || (await deps.shelf?.inChat(tx, [])) === undefined) return undefined;
  const { items, total } = await read({ page: 1, limit: room.products });
  if (total === 0 || total > room.products) return undefined;
  const shelf = await deps.shelf?.inChat(
    tx,
    items.map((each) => each.id),
  );
  if (!shelf || items.some((each) => !shelf.items.has(each.id))) return undefined;
  const products = items.flatMap((each) =>
    (shelf.items.get(each.id) ?? []).map((retailerId) => ({ retailerId, section: each.subcategory ?? each.category })),
  );
  if (products.length > room.products) return undefined;
  return shelfScreen(voice, { catalogId: shelf.catalogId, products, title, body: body(total) });
}

/** Puts the customer's web pages onto the edge: files, checkout, orders, and last the shops, whose addresses begin with a name somebody chose. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Carts } from '../../domains/carts/index.ts';
import type { Catalog } from '../../domains/catalog/index.ts';
import type { Conversations } from '../../domains/conversations/index.ts';
import type { Storefront } from '../../domains/storefronts/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { cartRoutes } from './cart.routes.ts';
import { findOrderRoutes } from './find-order.routes.ts';
import type { Shop } from './layout.page.ts';
import { createPageCache } from './page-cache.ts';
import { createShopFaces, type ShopFace } from './shop-face.ts';
import { shopFileRoutes } from './shop-files.routes.ts';
import { originAt, type ShopHosts, shopUrlOf } from './shop-hosts.ts';
import type { ShopSessions } from './shop-session.ts';
import type { StorefrontDeps } from './storefront-deps.ts';
import { windowRoutes } from './window.routes.ts';

export interface ShopfrontDeps extends StorefrontDeps {
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly hosts: ShopHosts;
  readonly sessions: ShopSessions;
  readonly carts: Carts;
  readonly catalog: Catalog;
  readonly conversations: Conversations;
  readonly storefrontOf: (tx: Tx) => Promise<Storefront>;
  readonly shopOf: (tx: Tx) => Promise<Shop & { readonly language: string; readonly currency: string }>;
  readonly merchantBySlug: (slug: string) => Promise<MerchantId | undefined>;
}

const HOSTS_EVERY_MS = 15_000;

/** Mounted after every other surface. */
export function mountShops(edge: Edge, deps: ShopfrontDeps): void {
  const { clock, hosts } = deps;
  const visits = { ...deps, faces: createShopFaces({ clock, load: (slug) => loadFace(deps, slug) }), pages: createPageCache(clock) };
  edge.register(windowRoutes(visits));
  edge.register(cartRoutes(visits));
  edge.register(findOrderRoutes(visits));
  edge.register(shopFileRoutes(visits));
  let timer: NodeJS.Timeout | undefined;
  // Another process may have seen a host proved.
  edge.addHook('onReady', async () => {
    await hosts.refresh();
    timer = setInterval(() => void hosts.refresh().catch(() => undefined), HOSTS_EVERY_MS).unref();
  });
  edge.addHook('preClose', async () => clearInterval(timer));
}

async function loadFace(deps: ShopfrontDeps, slug: string): Promise<ShopFace | undefined> {
  const merchantId = await deps.merchantBySlug(slug);
  if (!merchantId) return undefined;
  return deps.inTx(merchantId, async (tx) => {
    const storefront = await deps.storefrontOf(tx);
    const shop = await deps.shopOf(tx);
    const { host } = storefront;
    return {
      ...shop,
      merchantId,
      look: storefront.look,
      programUrl: deps.publicUrl,
      url: shopUrlOf(deps.publicUrl, { slug: shop.slug, host }),
      origin: host === undefined ? deps.publicUrl : originAt(deps.publicUrl, host),
    };
  });
}

/** What the shops' pages get of the rooms: a part of the doors. It decides nothing itself. */
import type { AppOptions, Domains } from './rooms.ts';
import type { ShopfrontDeps } from './surfaces/storefront/mount-storefront.ts';
import type { StorefrontDeps } from './surfaces/storefront/storefront-deps.ts';

export function shopfrontDeps(options: AppOptions, domains: Domains, web: StorefrontDeps): ShopfrontDeps {
  const { database, clock, config } = options;
  const { merchants, storefronts, shopfront, carts, catalog, conversations } = domains;
  return {
    ...web,
    clock,
    publicUrl: config.publicUrl,
    hosts: shopfront.hosts,
    sessions: shopfront.sessions,
    carts,
    catalog,
    conversations,
    storefrontOf: (tx) => storefronts.storefront(tx),
    shopOf: async (tx) => ({ ...(await web.shopOf(tx)), currency: await catalog.currency(tx) }),
    merchantBySlug: (slug) => database.inPlatformTx((tx) => merchants.findBySlug(tx, slug)),
  };
}

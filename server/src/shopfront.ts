/** The part of the composition root that gives shops their hosts, browsers their carts, and chats their way to the web. It decides nothing itself. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Config } from './config.ts';
import type { Merchants } from './domains/merchants/index.ts';
import type { Storefronts } from './domains/storefronts/index.ts';
import type { Database, Tx } from './foundation/db/database.ts';
import type { Secrets } from './foundation/secrets/secrets.ts';
import { createShopHosts, hostBelow, originAt, shopUrlOf } from './surfaces/storefront/shop-hosts.ts';
import { createShopSessions } from './surfaces/storefront/shop-session.ts';

export function createShopfront(deps: {
  readonly config: Config;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly merchants: Pick<Merchants, 'getMerchant'>;
  readonly storefronts: Pick<Storefronts, 'storefront' | 'servedHosts'>;
}) {
  const { clock, secrets, database, merchants, storefronts } = deps;
  const { publicUrl } = deps.config;
  const sessions = createShopSessions({ secrets, clock, secure: publicUrl.startsWith('https:') });
  const urlOf = async (tx: Tx): Promise<string> => {
    const [{ slug }, { host }] = [await merchants.getMerchant(tx), await storefronts.storefront(tx)];
    return shopUrlOf(publicUrl, { slug, host });
  };
  return {
    sessions,
    hosts: createShopHosts({ publicUrl, load: () => database.inPlatformTx((tx) => storefronts.servedHosts(tx)) }),
    async addressOf(tx: Tx) {
      const below = hostBelow(publicUrl, (await merchants.getMerchant(tx)).slug);
      return { url: await urlOf(tx), subdomainUrl: below === undefined ? undefined : originAt(publicUrl, below) };
    },
    /** A link for this customer's chat that shows their cart on the web, once. */
    webCart: async (tx: Tx, customerId: CustomerId): Promise<string> =>
      `${await urlOf(tx)}/cart?h=${sessions.handoffToken(tx.merchantId, customerId)}`,
  };
}

/** What every page of a shop knows of it: name, look, where it lives, who may be written to. Read once a moment, shared by all visitors. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Storefront } from '../../domains/storefronts/index.ts';
import { createShortMemory } from '../../foundation/clock/short-memory.ts';
import { brandColours, brandStyle } from './brand-colours.ts';
import type { Shop } from './layout.page.ts';

export interface ShopFace extends Shop {
  readonly merchantId: MerchantId;
  readonly language: string;
  readonly currency: string;
  readonly look: Storefront['look'];
  /** Where customers find it, for canonical addresses and links that leave the page. No slash at the end. */
  readonly url: string;
  /** Of the program itself. */
  readonly programUrl: string;
  /** Of `url`, for files. */
  readonly origin: string;
}

export interface ShopFaces {
  /** Undefined for a slug that nobody has. */
  bySlug(slug: string): Promise<ShopFace | undefined>;
}

/** How long a page may be behind the shop: SPEC's couple of seconds, with room. */
export const STALE_MS = 900;
const FAMILY = '#0b6b4f';
const MOST_SHOPS = 2_000;
const SLUG = /^[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$/;

export function createShopFaces(deps: {
  readonly clock: Clock;
  readonly load: (slug: string) => Promise<ShopFace | undefined>;
}): ShopFaces {
  const known = createShortMemory<ShopFace | undefined>(deps.clock, STALE_MS, MOST_SHOPS);
  return {
    async bySlug(slug) {
      return SLUG.test(slug) ? known.remember(slug, () => deps.load(slug)) : undefined;
    },
  };
}

/** The parts of a page's frame that come from the storefront. */
export function brandOf({ look, logo }: Storefront): Pick<Shop, 'brand' | 'logo'> {
  // Who chose nothing has the family's own colours, made for day and night by hand.
  const isOurs = look.primary_color === FAMILY && look.accent_color === undefined;
  return {
    ...(isOurs ? {} : { brand: brandStyle(brandColours(look.primary_color, look.accent_color)) }),
    ...(logo === undefined ? {} : { logo }),
  };
}

/** What other programs read of a page: the card when it is shared, and its facts as schema.org says them. Pure; never a cost, never a count. */
import type { Money } from '@parley/contract/values/money.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import type { ProductDetail } from '../../domains/catalog/index.ts';
import { type Html, html, raw } from '../../foundation/html/html.ts';
import type { ShopFace } from './shop-face.ts';

export interface Crumb {
  readonly name: string;
  /** Absolute. */
  readonly url: string;
}

type Facts = Readonly<Record<string, unknown>>;

/** A block of data, which is no script: the page's policy lets no script in. `<` is written so that it cannot end the block. */
export function dataBlock(facts: Facts): Html {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...facts }).replace(/</g, '\\u003c');
  return html`<script type="application/ld+json">${raw(json)}</script>`;
}

export function productFacts(shop: ShopFace, product: ProductDetail, url: string): Facts {
  const prices = product.variants.filter((each) => each.isForSale).map((each) => each.price);
  const [low, high] = [extreme(prices, (a, b) => a < b) ?? product.price, extreme(prices, (a, b) => a > b) ?? product.price];
  const availability = `https://schema.org/${product.inStock ? 'InStock' : 'OutOfStock'}`;
  const common = { priceCurrency: low.currency, availability, url, seller: { '@type': 'Organization', name: shop.name } };
  return {
    '@type': 'Product',
    name: product.name,
    ...(product.description === '' ? {} : { description: product.description.slice(0, 5_000) }),
    image: product.images.map((image) => pictureUrl(shop, image.blob)),
    sku: product.variants.length === 1 ? product.variants[0]?.sku : undefined,
    ...(product.barcode !== undefined && /^\d{8}$|^\d{12,14}$/.test(product.barcode) ? { gtin: product.barcode } : {}),
    category: product.subcategory ? `${product.category} > ${product.subcategory}` : product.category,
    offers:
      low.minor === high.minor
        ? { '@type': 'Offer', price: moneyToDecimal(low), ...common }
        : {
            '@type': 'AggregateOffer',
            lowPrice: moneyToDecimal(low),
            highPrice: moneyToDecimal(high),
            offerCount: prices.length,
            ...common,
          },
  };
}

export function crumbFacts(crumbs: readonly Crumb[]): Facts {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, url }, index) => ({ '@type': 'ListItem', position: index + 1, name, item: url })),
  };
}

export function shopFacts(shop: ShopFace): Facts {
  return {
    '@type': 'Store',
    name: shop.name,
    url: shop.url,
    ...(shop.look.tagline === '' ? {} : { description: shop.look.tagline }),
    ...(shop.logo === undefined ? {} : { logo: `${shop.origin}/files/logos/${shop.logo}/icon-512.png` }),
    potentialAction: { '@type': 'SearchAction', target: `${shop.url}/search?q={q}`, 'query-input': 'required name=q' },
  };
}

/** JPEG, absolute: what other programs are given. */
export function pictureUrl(shop: Pick<ShopFace, 'origin'>, blob: string): string {
  return `${shop.origin}/files/images/${blob}`;
}

function extreme(prices: readonly Money[], isBetter: (a: bigint, b: bigint) => boolean): Money | undefined {
  let best: Money | undefined;
  for (const price of prices) if (best === undefined || isBetter(price.minor, best.minor)) best = price;
  return best;
}

/** A variant as their catalogue shall have it, its fingerprint, and how a listed one differs from it. Pure. */
import { createHash } from 'node:crypto';
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type Money, moneyToDecimal } from '@parley/contract/values/money.ts';
import type { CatalogueItem, ListedItem } from '../../../providers/messaging/catalogue.port.ts';

/** A variant on sale, with its product's picture. */
export interface ShelfVariant {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly productName: string;
  readonly productSlug: string;
  readonly description: string;
  /** '' for a product without options. */
  readonly optionLabel: string;
  readonly price: Money;
  readonly inStock: boolean;
  readonly imageBlob: string;
}

const MOST = { title: 200, description: 9_999, brand: 100 } as const;

export function shelfItem(variant: ShelfVariant, shop: { readonly name: string; readonly slug: string }, publicUrl: string): CatalogueItem {
  const title = variant.optionLabel === '' ? variant.productName : `${variant.productName} (${variant.optionLabel})`;
  return {
    retailerId: variant.variantId,
    groupId: variant.productId,
    title: fit(title, MOST.title),
    // They want one; a product without words is described by its name.
    description: fit(variant.description.trim() === '' ? variant.productName : variant.description, MOST.description),
    inStock: variant.inStock,
    price: variant.price,
    link: `${publicUrl}/${shop.slug}/p/${encodeURIComponent(variant.productSlug)}`,
    imageLink: `${publicUrl}/files/images/${variant.imageBlob}`,
    brand: fit(shop.name, MOST.brand),
  };
}

/** Of everything that is sent: equal digests mean that nothing has to be. */
export function digestOf(item: CatalogueItem): string {
  const { price, ...rest } = item;
  const parts = Object.entries({ ...rest, price: `${moneyToDecimal(price)} ${price.currency}` }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

export interface FieldDrift {
  readonly field: 'title' | 'price' | 'availability' | 'link' | 'image_link';
  readonly ours: string;
  readonly theirs: string;
}

/** Fields that they show otherwise; what they do not say is not held against them. */
export function driftOf(ours: CatalogueItem, theirs: ListedItem): readonly FieldDrift[] {
  const priceText = (price: Money): string => `${moneyToDecimal(price)} ${price.currency}`;
  const stockText = (inStock: boolean): string => (inStock ? 'in stock' : 'out of stock');
  const found: FieldDrift[] = [];
  const compare = (field: FieldDrift['field'], mine: string, other: string | undefined): void => {
    if (other !== undefined && other !== mine) found.push({ field, ours: mine, theirs: other });
  };
  compare('title', ours.title, theirs.title);
  compare('price', priceText(ours.price), theirs.price && priceText(theirs.price));
  compare('availability', stockText(ours.inStock), theirs.inStock === undefined ? undefined : stockText(theirs.inStock));
  compare('link', ours.link, theirs.link);
  compare('image_link', ours.imageLink, theirs.imageLink);
  return found;
}

function fit(text: string, most: number): string {
  const trimmed = text.trim();
  return trimmed.length <= most ? trimmed : `${trimmed.slice(0, most - 1).trimEnd()}…`;
}

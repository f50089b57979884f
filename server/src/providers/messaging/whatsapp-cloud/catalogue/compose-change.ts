/** Our words → one request of a batch, and a listed item → our words. Pure. */
import { type Money, moneyToDecimal, parseMoney, placesOf } from '@parley/contract/values/money.ts';
import type { CatalogueChange, CatalogueItem, ListedItem } from '../../catalogue.port.ts';
import { given } from '../../given.ts';
import type { WireListed } from './wire.ts';

const methods = { create: 'CREATE', update: 'UPDATE', remove: 'DELETE' } as const;

export function composeChange(change: CatalogueChange): Readonly<Record<string, unknown>> {
  const data = change.do === 'remove' ? { id: change.retailerId } : itemData(change.item);
  return { method: methods[change.do], data };
}

function itemData(item: CatalogueItem): Readonly<Record<string, unknown>> {
  return {
    id: item.retailerId,
    item_group_id: item.groupId,
    title: item.title,
    description: item.description,
    availability: item.inStock ? 'in stock' : 'out of stock',
    condition: 'new',
    price: `${moneyToDecimal(item.price)} ${item.price.currency}`,
    link: item.link,
    image_link: item.imageLink,
    brand: item.brand,
  };
}

export function listedItem(wire: WireListed): ListedItem {
  const currency = wire.currency ?? undefined;
  return {
    retailerId: wire.retailer_id,
    ...given('title', wire.name ?? undefined),
    ...given('inStock', wire.availability == null ? undefined : /^in[ _]stock$/i.test(wire.availability)),
    ...given('price', wire.price == null || currency === undefined ? undefined : readPrice(String(wire.price), currency)),
    ...given('link', wire.url ?? undefined),
    ...given('imageLink', wire.image_url ?? undefined),
    review: wire.review_status === 'approved' || wire.review_status === 'rejected' ? wire.review_status : 'pending',
  };
}

/** They write prices for people (`₹1,249.00`, `1.249,00 €`): the last mark before as many digits as the currency has places ends the whole units. */
export function readPrice(text: string, currency: string): Money | undefined {
  const digits = /\d[\d.,’'\s\u00a0\u202f]*/.exec(text)?.[0].trim();
  if (digits === undefined) return undefined;
  const places = placesOf(currency);
  const parted = places === 0 ? null : new RegExp(`^(.*)[.,](\\d{${places}})$`, 's').exec(digits);
  const whole = (parted?.[1] ?? digits).replace(/\D/g, '');
  return whole === '' ? undefined : parseMoney(parted ? `${whole}.${parted[2]}` : whole, currency);
}

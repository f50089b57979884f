/** What an item must be made of to stand in a catalogue, in words for people. Pure. */
import { isIP } from 'node:net';
import type { CatalogItem } from './world.ts';

const availabilities = new Set(['in stock', 'out of stock', 'preorder', 'available for order', 'discontinued']);
const conditions = new Set(['new', 'refurbished', 'used']);

/** Errors: the item is not taken. @param ownOrigin an origin that counts as public and safe. */
export function itemProblems(item: CatalogItem, ownOrigin: string | undefined): readonly string[] {
  const text = (name: string): string => (typeof item[name] === 'string' ? item[name] : '');
  const found: string[] = [];
  for (const name of ['title', 'description', 'availability', 'condition', 'price', 'link', 'image_link', 'brand'])
    if (text(name).trim() === '') found.push(`The field ${name} is required.`);
  if (text('title').length > 200) found.push('The title is over 200 characters.');
  if (text('description').length > 9_999) found.push('The description is over 9999 characters.');
  if (text('brand').length > 100) found.push('The brand is over 100 characters.');
  if (text('availability') && !availabilities.has(text('availability'))) found.push(`${text('availability')} is no availability.`);
  if (text('condition') && !conditions.has(text('condition'))) found.push(`${text('condition')} is no condition.`);
  if (text('price') && !/^\d{1,12}(\.\d{1,3})? [A-Z]{3}$/.test(text('price'))) found.push('The price must look like 9.99 USD.');
  for (const name of ['link', 'image_link'])
    if (text(name) && !isPublicAddress(text(name), ownOrigin)) found.push(`The field ${name} must be a public https address.`);
  return found;
}

/** Warnings: the item is taken all the same. */
export function itemNotes(item: CatalogItem): readonly string[] {
  const title = typeof item['title'] === 'string' ? item['title'] : '';
  return title.length > 65 ? ['Titles over 65 characters may be cut.'] : [];
}

function isPublicAddress(text: string, ownOrigin: string | undefined): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  if (ownOrigin !== undefined && URL.canParse(ownOrigin) && origin === new URL(ownOrigin).origin) return true;
  const isName =
    isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && hostname.includes('.') && !/\.(?:local|internal|localhost)$/.test(hostname);
  return protocol === 'https:' && isName;
}

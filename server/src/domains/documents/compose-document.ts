/** Puts together what stands on an invoice or a credit note: parties, sums, words. Pure: the same order makes the same page. */
import { type Language, languages } from '@parley/contract/api/merchants.ts';
import { indianState } from '@parley/contract/values/tax-region.ts';
import type { Address } from '../customers/index.ts';
import { amountInWords } from './amount-in-words.ts';
import { type BilledSums, billOf } from './bill.ts';
import type { Credited } from './credit.ts';
import { localDay } from './document.ts';
import { type DocumentContent, moneyIn, type Party } from './document-content.ts';
import type { Seller } from './seller.ts';
import { speechOf } from './speak.ts';

/** What a bill needs of an order. */
export interface BilledOrder extends BilledSums {
  readonly orderNumber: string;
  readonly placedAt: Date;
  readonly deliveryMethod: 'pickup' | 'delivery';
  readonly address?: Address;
  readonly contact?: { readonly name: string; readonly phone: string };
  readonly paymentStatus: 'unpaid' | 'paid' | 'partially_refunded' | 'refunded';
  readonly paymentMethod: 'prepaid' | 'cod';
}

export interface Buyer {
  readonly name?: string;
  /** Digits with country code. */
  readonly phone?: string;
}

/** Number, day and language of a page. */
export interface Issue {
  readonly number: string;
  readonly issuedOn: string;
  readonly language: Language;
}

/** @throws when the order does not add up. */
export function composeInvoice(order: BilledOrder, seller: Seller, buyer: Buyer, issue: Issue): DocumentContent {
  const bill = billOf(order);
  const { address } = order;
  const person = personOf(order, buyer);
  const place = placeOfSupply(order, seller);
  return {
    version: 1,
    kind: 'invoice',
    number: issue.number,
    issued_on: issue.issuedOn,
    language: issue.language,
    country: seller.country,
    seller: partyOf(seller),
    buyer: { ...person, address: address && !isForAnother(address, person) ? addressLines(address, seller, issue.language) : [] },
    ...(address && isForAnother(address, person)
      ? { deliver_to: { name: address.name, address: addressLines(address, seller, issue.language), phone: plus(address.phone) } }
      : {}),
    ...(place === undefined ? {} : { place_of_supply: place }),
    order_number: order.orderNumber,
    ordered_on: localDay(order.placedAt, seller.timeZone),
    payment: order.paymentStatus !== 'unpaid' ? 'paid' : order.paymentMethod === 'cod' ? 'on_delivery' : 'open',
    ...bill,
    lines: bill.lines.map((line) =>
      line.kind === 'delivery' ? { ...line, name: speechOf(issue.language, seller.country).say('delivery') } : line,
    ),
    amount_in_words: amountInWords(moneyIn(bill, bill.total), issue.language),
  };
}

/** Seller and buyer as they stand on the invoice; its language, so that both papers read alike. */
export function composeCreditNote(
  invoice: DocumentContent,
  credited: Credited,
  issue: Omit<Issue, 'language'> & { readonly reason: string },
): DocumentContent {
  const { number, issued_on, payment: _, ...kept } = invoice;
  return {
    ...kept,
    ...credited,
    kind: 'credit_note',
    number: issue.number,
    issued_on: issue.issuedOn,
    payment: 'open',
    corrects: { number, issued_on },
    reason: issue.reason,
    amount_in_words: amountInWords(moneyIn(invoice, credited.total), invoice.language),
  };
}

export function readLanguage(text: string | undefined): Language | undefined {
  return languages.find((each) => each === text);
}

function partyOf(seller: Seller): Party {
  return {
    name: seller.name,
    address: [...seller.address],
    email: seller.email,
    ...(seller.phone === undefined ? {} : { phone: seller.phone }),
    ...(seller.taxNumber === undefined ? {} : { tax_number: seller.taxNumber }),
  };
}

function personOf(order: BilledOrder, buyer: Buyer): { readonly name: string; readonly phone?: string } {
  const name = buyer.name ?? order.contact?.name ?? order.address?.name ?? '';
  const phone = buyer.phone ?? order.contact?.phone ?? order.address?.phone;
  return { name, ...(phone === undefined ? {} : { phone: plus(phone) }) };
}

/** A present goes to somebody else than who pays. */
function isForAnother(address: Address, person: { readonly name: string; readonly phone?: string }): boolean {
  return address.name.trim().toLowerCase() !== person.name.trim().toLowerCase() || plus(address.phone) !== person.phone;
}

function addressLines(address: Address, seller: Seller, language: Language): string[] {
  const place = `${address.city}, ${address.state} ${address.postalCode}`.trim();
  const country = address.country === seller.country ? undefined : new Intl.DisplayNames(language, { type: 'region' }).of(address.country);
  return [address.line1, address.line2, address.landmark, place, country].filter((line): line is string => Boolean(line?.trim()));
}

/** India: the state the goods go to, with its number: `Maharashtra (27)`. At the counter it is the shop's own. */
function placeOfSupply(order: BilledOrder, seller: Seller): string | undefined {
  if (seller.country !== 'IN') return undefined;
  const state = order.deliveryMethod === 'delivery' ? order.address?.state : seller.taxRegion;
  if (state === undefined || state.trim() === '') return undefined;
  const number = indianState(state);
  return number === undefined || state === number ? state : `${state} (${number})`;
}

function plus(digits: string): string {
  return digits.startsWith('+') ? digits : `+${digits}`;
}

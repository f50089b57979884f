/** Who issues a document, as the merchant's own settings say on that day. Pure. */
import { type Language, languages } from '@parley/contract/api/merchants.ts';
import type { Merchant } from '../merchants/index.ts';

export interface Seller {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  /** ISO 3166. */
  readonly country: string;
  readonly language: Language;
  /** IANA name: says which day it is. */
  readonly timeZone: string;
  /** India: the state, for the place of supply. */
  readonly taxRegion?: string;
  /** GSTIN, VAT number … */
  readonly taxNumber?: string;
  /** In lines, as printed. */
  readonly address: readonly string[];
}

/** A shop's own address is where its goods can be picked up. */
export function sellerOf(merchant: Merchant): Seller {
  const { name, email, country, timeZone, taxRegion, taxNumber, pickup } = merchant;
  const phone = merchant.whatsappNumber ?? merchant.phone;
  return {
    name,
    email,
    country,
    timeZone,
    language: languages.find((each) => each === merchant.language) ?? 'en',
    ...(phone === undefined ? {} : { phone }),
    ...(taxRegion === undefined ? {} : { taxRegion }),
    ...(taxNumber === undefined ? {} : { taxNumber }),
    address: [...(pickup.address?.split(/\s*\n\s*/) ?? []), pickup.postalCode].filter(
      (line): line is string => line !== undefined && line !== '',
    ),
  };
}

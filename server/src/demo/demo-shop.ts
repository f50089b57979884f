/** What a demo merchant is made of: plain data, no ids, no behaviour. Whoever seeds a database reads it through the domains' own verbs. */
import type { Paper } from '@parley/contract/api/printing.ts';
import type { LogoName } from './pictures/logos.ts';
import type { PictureSpec } from './pictures/render-picture.ts';

export interface DemoShop {
  readonly merchant: DemoMerchant;
  readonly categories: readonly DemoCategory[];
  readonly products: readonly DemoProduct[];
  readonly bookings?: DemoBookings;
  readonly printing?: DemoPrinting;
}

export interface DemoMerchant {
  readonly name: string;
  readonly slug: string;
  readonly tagline: string;
  readonly email: string;
  /** E.164. */
  readonly phone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217; every price of the shop is in it. */
  readonly currency: string;
  readonly timeZone: string;
  readonly language: string;
  readonly languages: readonly string[];
  readonly pickupPostcode: string;
  readonly pickupAddress: { readonly line1: string; readonly city: string; readonly state: string };
  readonly colours: { readonly primary: string; readonly accent: string; readonly background: string };
  readonly logo: LogoName;
}

/** A category without `parentKey` stands at the top; there are two levels. */
export interface DemoCategory {
  readonly key: string;
  readonly name: string;
  readonly parentKey?: string;
}

export interface DemoProduct {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly categoryKey: string;
  readonly subcategoryKey?: string;
  readonly isPriority: boolean;
  /** Of the smallest variant, packing included. */
  readonly weightGrams: number;
  readonly hsnCode: string;
  /** EAN-13 of the in-store range (prefix 2): no maker's number is borrowed. */
  readonly barcode: string;
  /** Empty for a product with one variant and nothing to choose. */
  readonly optionNames: readonly string[];
  readonly variants: readonly DemoVariant[];
  readonly picture: PictureSpec;
}

export interface DemoVariant {
  /** One value for each of the product's `optionNames`, in their order. */
  readonly optionValues: readonly string[];
  readonly sku: string;
  /** Decimal text in the merchant's currency. */
  readonly price: string;
  readonly costPrice: string;
  readonly stockQuantity: number;
}

export interface DemoService {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly durationMinutes: number;
  readonly bufferMinutes: number;
  readonly picture: PictureSpec;
}

export interface DemoBookings {
  readonly staff: readonly { readonly name: string; readonly serviceKeys: readonly string[] }[];
  /** Weekday as ISO 8601 (1 Monday … 7 Sunday), local wall times. */
  readonly hours: readonly { readonly weekday: number; readonly opens: string; readonly closes: string }[];
  readonly services: readonly DemoService[];
}

export interface DemoPrinting {
  readonly blackAndWhitePagePrice: string;
  readonly colourPagePrice: string;
  /** Per cent of the price of A4. */
  readonly papers: readonly { readonly paper: Paper; readonly percent: number }[];
  readonly twoSidedPercent: number;
  /** Black-and-white sides from so many on. */
  readonly manyPages: { readonly from: number; readonly price: string };
  readonly rushPrice: string;
}

/** The single variant of a product that has nothing to choose. */
export function plain(sku: string, price: string, costPrice: string, stockQuantity: number): readonly DemoVariant[] {
  return [{ optionValues: [], sku, price, costPrice, stockQuantity }];
}

/** A variant chosen by `optionValues`. */
export function choice(optionValues: readonly string[], sku: string, price: string, costPrice: string, stockQuantity: number): DemoVariant {
  return { optionValues, sku, price, costPrice, stockQuantity };
}

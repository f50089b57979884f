/** Orders as documents see them, priced and taxed by the program's own arithmetic, and the shops that sell them. */
import { type TaxKind, taxOrder } from '@parley/contract/values/tax.ts';
import * as fc from 'fast-check';
import type { BilledOrder } from '../../src/domains/documents/compose-document.ts';
import type { Seller } from '../../src/domains/documents/seller.ts';

export interface SoldLine {
  readonly name: string;
  readonly quantity: number;
  readonly unitMinor: bigint;
  readonly rateBp: number;
  readonly options?: string;
  readonly hsnCode?: string;
}

export interface Sold {
  readonly lines: readonly SoldLine[];
  readonly kind?: TaxKind;
  readonly inclusive?: boolean;
  readonly discount?: bigint;
  readonly delivery?: bigint;
  readonly currency?: string;
}

export const puneShop: Seller = {
  name: 'Starling Market',
  email: 'hello@starling.example',
  phone: '+919812345678',
  country: 'IN',
  language: 'en',
  timeZone: 'Asia/Kolkata',
  taxRegion: 'Maharashtra',
  taxNumber: '27AAPFU0939F1ZV',
  address: ['12 MG Road, Camp', 'Pune 411001'],
};

export function billedOrder(sold: Sold): BilledOrder {
  const { kind = 'gst', inclusive = true, discount = 0n, delivery = 0n, currency = 'INR' } = sold;
  const money = (minor: bigint) => ({ minor, currency });
  const taxed = taxOrder(
    { lines: sold.lines.map((line) => ({ amount: line.unitMinor * BigInt(line.quantity), rateBp: line.rateBp })), discount, delivery },
    { kind, inclusive },
  );
  return {
    items: sold.lines.map((line, index) => ({
      variantId: `variant-${index}`,
      name: line.name,
      options: line.options ?? '',
      quantity: line.quantity,
      unitPrice: money(line.unitMinor),
      discount: money(taxed.lines[index]?.discount ?? 0n),
      tax: money(taxed.lines[index]?.tax ?? 0n),
      taxRateBp: line.rateBp,
      ...(line.hsnCode === undefined ? {} : { hsnCode: line.hsnCode }),
    })),
    deliveryPrice: money(delivery),
    total: money(taxed.total),
    rounding: money(0n),
    pricesIncludeTax: inclusive,
    taxes: taxed.taxes,
    orderNumber: 'ORD-20261120-10042',
    placedAt: new Date('2026-11-20T09:00:00Z'),
    deliveryMethod: 'delivery',
    address: {
      name: 'Asha Rao',
      phone: '919876543210',
      line1: '14, Lake Road',
      city: 'Pune',
      state: 'Maharashtra',
      postalCode: '411045',
      country: 'IN',
    },
    paymentStatus: 'paid',
    paymentMethod: 'prepaid',
  };
}

/** Any order that can be sold: rates of 0 to 40 %, free goods, discounts up to the price of the goods. */
export const anySold: fc.Arbitrary<Sold> = fc
  .record({
    lines: fc.array(
      fc.record({
        name: fc.constantFrom('Coffee', 'Tea', 'Rice', 'चाय'),
        quantity: fc.integer({ min: 1, max: 9 }),
        unitMinor: fc.bigInt({ min: 0n, max: 5_000_000n }),
        rateBp: fc.constantFrom(0, 250, 500, 1075, 1200, 1800, 4000),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    kind: fc.constantFrom<TaxKind>('gst', 'igst', 'vat'),
    inclusive: fc.boolean(),
    discounted: fc.integer({ min: 0, max: 100 }),
    delivery: fc.constantFrom(0n, 1n, 4_000n, 12_345n),
  })
  .map(({ discounted, ...sold }) => ({
    ...sold,
    discount: (sold.lines.reduce((sum, line) => sum + line.unitMinor * BigInt(line.quantity), 0n) * BigInt(discounted)) / 100n,
  }));

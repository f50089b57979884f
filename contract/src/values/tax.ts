/**
 * Taxes of an order in integers of the minor unit: inclusive or exclusive of price, India's GST in equal halves or as one, a general
 * VAT. Decides from values alone; never a float, and every part adds up to its whole.
 */
import { allocate } from './money.ts';

/** gst: CGST and SGST in equal halves (delivered in the seller's own state) · igst: one GST across states · vat: one general tax. */
export type TaxKind = 'gst' | 'igst' | 'vat';

export interface TaxRules {
  readonly kind: TaxKind;
  /** Prices carry the tax already. */
  readonly inclusive: boolean;
}

/** Names of taxes as they stand on invoices and in the books. */
export type TaxName = 'CGST' | 'SGST' | 'IGST' | 'VAT';

export interface Taxed {
  /** Without tax, minor units. */
  readonly net: bigint;
  readonly tax: bigint;
}

export interface LineToTax {
  /** Price times quantity, before any discount, in minor units, ≥ 0. */
  readonly amount: bigint;
  /** Basis points: 1800 is 18 %. */
  readonly rateBp: number;
}

export interface TaxedLine extends Taxed {
  readonly rateBp: number;
  readonly amount: bigint;
  /** The line's share of the order's discount, in price terms (with tax where prices carry it). */
  readonly discount: bigint;
}

export interface OrderTax {
  readonly name: TaxName;
  /** Of this tax alone: half of the goods' rate for CGST and SGST, rounded down. */
  readonly rateBp: number;
  readonly taxable: bigint;
  readonly tax: bigint;
}

export interface TaxedOrder {
  readonly lines: readonly TaxedLine[];
  readonly delivery: Taxed;
  /** By name and rate; their taxes add up to `tax`. */
  readonly taxes: readonly OrderTax[];
  readonly tax: bigint;
  readonly discount: bigint;
  /** What the customer pays. */
  readonly total: bigint;
}

const WHOLE = 10_000n;

/**
 * The tax in (inclusive) or on (exclusive) an amount, each half of a GST rounded by itself, half a unit up: so the halves are equal on
 * any amount and the whole is even. What rounding leaves of an inclusive price stays in the net, so net + tax is the price to the unit;
 * an exclusive price is the net and nothing is left. A net taxed, and its gross split again, is the same net.
 * @throws on a negative amount or a rate outside 0…10000.
 */
export function taxOf(amount: bigint, rateBp: number, rules: TaxRules): Taxed {
  if (amount < 0n) throw new Error('a taxed amount is not negative');
  if (!Number.isInteger(rateBp) || rateBp < 0 || rateBp > 10_000) throw new Error(`not a tax rate: ${rateBp}`);
  const rate = BigInt(rateBp);
  const base = rules.inclusive ? WHOLE + rate : WHOLE;
  const parts = rules.kind === 'gst' ? 2n : 1n;
  const tax = parts * roundHalfUp(amount * rate, parts * base);
  return { net: rules.inclusive ? amount - tax : amount, tax };
}

/**
 * Taxes a whole order. The discount is shared over the lines by their amounts, so it lowers their tax; delivery is taxed like the goods
 * it brings: shared over their rates by what was paid for them, each share at its rate.
 * @throws on a discount that is negative or above the goods.
 */
export function taxOrder(
  input: { readonly lines: readonly LineToTax[]; readonly discount: bigint; readonly delivery: bigint },
  rules: TaxRules,
): TaxedOrder {
  const { delivery } = input;
  const lines = discounted(input.lines, input.discount).map((line) => ({
    ...line,
    ...taxOf(line.amount - line.discount, line.rateBp, rules),
  }));
  const carried = shareDelivery(lines, delivery).map((share) => ({ ...share, ...taxOf(share.amount, share.rateBp, rules) }));
  const taxOfDelivery = total(carried.map((each) => each.tax));
  const tax = total(lines.map((line) => line.tax)) + taxOfDelivery;
  const goods = total(lines.map((line) => line.amount));
  return {
    lines,
    delivery: { net: rules.inclusive ? delivery - taxOfDelivery : delivery, tax: taxOfDelivery },
    taxes: taxesOf([...lines, ...carried], rules.kind),
    tax,
    discount: input.discount,
    total: goods - input.discount + delivery + (rules.inclusive ? 0n : tax),
  };
}

function discounted(lines: readonly LineToTax[], discount: bigint): readonly (LineToTax & { readonly discount: bigint })[] {
  const goods = total(lines.map((line) => line.amount));
  if (discount < 0n || discount > goods) throw new Error('a discount is between nothing and the price of the goods');
  if (discount === 0n) return lines.map((line) => ({ ...line, discount: 0n }));
  const shares = shareOf(
    discount,
    lines.map((line) => line.amount),
  );
  return lines.map((line, index) => ({ ...line, discount: shares[index] ?? 0n }));
}

/** By rate and what was paid for the goods of that rate; goods that cost nothing count alike. */
function shareDelivery(lines: readonly TaxedLine[], delivery: bigint): readonly LineToTax[] {
  if (delivery === 0n || lines.length === 0) return delivery === 0n ? [] : [{ amount: delivery, rateBp: 0 }];
  const paid = total(lines.map((line) => line.amount - line.discount));
  const weights = new Map<number, bigint>();
  for (const line of lines) weights.set(line.rateBp, (weights.get(line.rateBp) ?? 0n) + (paid === 0n ? 1n : line.amount - line.discount));
  const rates = [...weights.keys()];
  return shareOf(delivery, [...weights.values()]).map((amount, index) => ({ amount, rateBp: rates[index] ?? 0 }));
}

function taxesOf(parts: readonly (Taxed & { readonly rateBp: number })[], kind: TaxKind): readonly OrderTax[] {
  const names: readonly TaxName[] = kind === 'gst' ? ['CGST', 'SGST'] : kind === 'igst' ? ['IGST'] : ['VAT'];
  const found = new Map<string, OrderTax>();
  for (const part of parts.filter((each) => each.rateBp > 0))
    for (const name of names) {
      const rateBp = Math.floor(part.rateBp / names.length);
      const key = `${name} ${rateBp}`;
      const before = found.get(key) ?? { name, rateBp, taxable: 0n, tax: 0n };
      found.set(key, { ...before, taxable: before.taxable + part.net, tax: before.tax + part.tax / BigInt(names.length) });
    }
  return [...found.values()];
}

/**
 * What a part of a price gives back of one of its sums: its share of what is left of the sum, all of it with the last part. So any parts
 * that add up to the whole give back exactly the sum, equal sums give back equally, and nothing is given back twice.
 * @param left what of the sum was not given back yet · @param part of `rest`, what is left of the price
 */
export function shareOfRest(left: bigint, part: bigint, rest: bigint): bigint {
  if (rest <= 0n || part < 0n || part > rest || left < 0n) throw new Error('not a part of what is left');
  return part === rest ? left : roundHalfUp(left * part, rest);
}

function shareOf(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  return allocate({ minor: amount, currency: '' }, weights).map((part) => part.minor);
}

function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => a + b, 0n);
}

/**
 * From an invoice to a credit note over a part of it: units that came back, or value alone. Pure. Each share is one of what is left, so
 * that credit notes that together give back the whole invoice give back each of its sums exactly, equal halves stay equal, and nothing is
 * credited twice.
 */
import { allocate, type Money } from '@parley/contract/values/money.ts';
import { shareOfRest } from '@parley/contract/values/tax.ts';
import { type ContentLine, type ContentTax, type DocumentContent, minorOf, textOf } from './document-content.ts';

export interface CreditWish {
  /** Units that came back; absent: value alone, over every line. */
  readonly lines?: readonly { readonly variantId: string; readonly quantity: number }[];
  /** Absent: what the units were paid for, or all that was not credited yet. */
  readonly amount?: Money;
}

export type Credited = Pick<DocumentContent, 'lines' | 'taxes' | 'taxable' | 'tax' | 'rounding' | 'total'>;

/** What no earlier note has credited. */
interface Rest {
  readonly left: bigint;
  readonly unitsLeft: number;
  readonly taxesLeft: readonly bigint[];
}

interface State extends Rest {
  readonly line: ContentLine;
  /** That come back with this note; 0 where it is over value alone. */
  readonly units: number;
  /** What these units were paid for. */
  readonly worth: bigint;
}

/** Undefined where there is nothing left to credit, or not that much. */
export function creditOf(invoice: DocumentContent, earlier: readonly DocumentContent[], wish: CreditWish): Credited | undefined {
  const { currency } = invoice;
  if (wish.amount && wish.amount.currency !== currency) return undefined;
  const left = sum(invoice.lines.map((line) => restOf(line, earlier, currency).left));
  const roundingLeft = minorOf(invoice.rounding, currency) - sum(earlier.map((note) => minorOf(note.rounding, currency)));
  const isRest = wish.lines === undefined && (wish.amount === undefined || wish.amount.minor === left + roundingLeft);
  const states = invoice.lines.map((line) => stateOf(line, earlier, currency, isRest ? 'rest' : (wish.lines ?? 'value')));
  const worth = sum(states.map((state) => state.worth));
  const amount = isRest ? left : (wish.amount?.minor ?? worth);
  if (amount < 0n || amount > left || (amount === 0n && states.every((state) => state.units === 0))) return undefined;
  const rounding = isRest ? roundingLeft : 0n;
  const shares = sharesOf(states, amount, worth);
  const lines = states.flatMap((state, index) => creditLine(state, shares[index] ?? 0n, currency, invoice.prices_include_tax));
  const tax = sum(lines.flatMap((line) => line.taxes.map((each) => minorOf(each.amount, currency))));
  return {
    lines,
    taxes: taxesOf(lines, currency),
    taxable: textOf(amount - tax, currency),
    tax: textOf(tax, currency),
    rounding: textOf(rounding, currency),
    total: textOf(amount + rounding, currency),
  };
}

function restOf(line: ContentLine, earlier: readonly DocumentContent[], currency: string): Rest {
  const credited = earlier.flatMap((note) => note.lines.filter((each) => each.position === line.position));
  const less = (whole: string, gone: readonly (string | undefined)[]): bigint =>
    minorOf(whole, currency) - sum(gone.map((each) => (each === undefined ? 0n : minorOf(each, currency))));
  return {
    left: less(
      line.total,
      credited.map((each) => each.total),
    ),
    unitsLeft: line.quantity - credited.reduce((units, each) => units + each.quantity, 0),
    taxesLeft: line.taxes.map((tax, index) =>
      less(
        tax.amount,
        credited.map((each) => each.taxes[index]?.amount),
      ),
    ),
  };
}

function stateOf(
  line: ContentLine,
  earlier: readonly DocumentContent[],
  currency: string,
  wanted: 'rest' | 'value' | NonNullable<CreditWish['lines']>,
): State {
  const rest = restOf(line, earlier, currency);
  const { left, unitsLeft } = rest;
  if (wanted === 'rest') return { line, ...rest, units: unitsLeft, worth: left };
  if (wanted === 'value') return { line, ...rest, units: 0, worth: left };
  const units = Math.min(wanted.find((each) => each.variantId === line.variant_id)?.quantity ?? 0, unitsLeft);
  return { line, ...rest, units, worth: units === 0 ? 0n : shareOfRest(left, BigInt(units), BigInt(unitsLeft)) };
}

/** Over the worth where that carries the amount, else over what is left of the lines that came back, else over everything. */
function sharesOf(states: readonly State[], amount: bigint, worth: bigint): readonly bigint[] {
  if (amount === 0n) return states.map(() => 0n);
  const came = states.map((state) => (state.units > 0 ? state.left : 0n));
  const weights = amount <= worth ? states.map((state) => state.worth) : amount <= sum(came) ? came : states.map((state) => state.left);
  return allocate({ minor: amount, currency: '' }, weights).map((share) => share.minor);
}

/** A note's taxes stand in the order of its invoice's, zeros included, so that the next note finds them. */
function creditLine({ line, left, taxesLeft, units }: State, share: bigint, currency: string, inclusive: boolean): readonly ContentLine[] {
  if (share === 0n && units === 0) return [];
  const shares = taxesLeft.map((tax) => (share === 0n ? 0n : shareOfRest(tax, share, left)));
  const taxes = line.taxes.map((tax, index): ContentTax => ({ ...tax, amount: textOf(shares[index] ?? 0n, currency) }));
  const taxable = share - sum(shares);
  // What the units' price is above what they bring back, so that the line adds up on paper.
  const less = minorOf(line.unit_price, currency) * BigInt(units) - (inclusive ? share : taxable);
  const discount = textOf(units > 0 && less > 0n ? less : 0n, currency);
  return [{ ...line, quantity: units, discount, taxable: textOf(taxable, currency), taxes, total: textOf(share, currency) }];
}

/** Each tax at each rate over the lines that bear it. */
function taxesOf(lines: readonly ContentLine[], currency: string): DocumentContent['taxes'] {
  const found = new Map<string, { name: string; rate_bp: number; taxable: bigint; amount: bigint }>();
  for (const line of lines)
    for (const tax of line.taxes) {
      const key = `${tax.name} ${tax.rate_bp}`;
      const known = found.get(key) ?? { name: tax.name, rate_bp: tax.rate_bp, taxable: 0n, amount: 0n };
      found.set(key, {
        ...known,
        taxable: known.taxable + minorOf(line.taxable, currency),
        amount: known.amount + minorOf(tax.amount, currency),
      });
    }
  return [...found.values()].map((each) => ({
    ...each,
    taxable: textOf(each.taxable, currency),
    amount: textOf(each.amount, currency),
  }));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => a + b, 0n);
}

/**
 * What units of a sold line are worth when they come back: their part of what was paid, tax in and discount off. Pure; all units of a
 * line together are worth exactly the line, however they come back, and equal taxes stay equal.
 */
import { allocate, type Money } from '@parley/contract/values/money.ts';

export interface SoldTax {
  readonly name: 'CGST' | 'SGST' | 'IGST' | 'VAT';
  /** Hundredths of a per cent. */
  readonly rateBp: number;
  readonly minor: bigint;
}

/** A line as it was sold, over all its units. */
export interface SoldLine {
  readonly quantity: number;
  /** Tax in, discount off. */
  readonly paid: Money;
  readonly taxes: readonly SoldTax[];
}

export interface Credit {
  /** net + taxes. */
  readonly total: Money;
  readonly net: Money;
  readonly taxes: readonly SoldTax[];
}

/** One line's units from the `before`-th on. */
export interface CreditedUnits {
  readonly sold: SoldLine;
  /** Units of the line credited earlier. */
  readonly before: number;
  readonly units: number;
}

/** @throws when more units come than are left of the line. */
export function creditOf(lines: readonly CreditedUnits[], currency: string): Credit {
  let total = 0n;
  const taxes = new Map<string, SoldTax>();
  for (const { sold, before, units } of lines) {
    if (units < 0 || before < 0 || before + units > sold.quantity) throw new Error('more units are credited than were sold');
    total += partOf(sold.paid.minor, sold.quantity, before, units);
    for (const tax of sold.taxes) {
      const key = `${tax.name} ${tax.rateBp}`;
      const minor = partOf(tax.minor, sold.quantity, before, units);
      taxes.set(key, { ...tax, minor: (taxes.get(key)?.minor ?? 0n) + minor });
    }
  }
  return creditFrom(total, [...taxes.values()], currency);
}

/** The same credit cut to `amount`: each tax in proportion, rounded down, so that equal halves stay equal. */
export function cutCredit(credit: Credit, amount: Money): Credit {
  const whole = credit.total.minor;
  if (amount.minor > whole || amount.minor < 0n) throw new Error('a credit can only be cut to less');
  if (amount.minor === whole) return credit;
  const taxes = credit.taxes.map((tax) => ({ ...tax, minor: (tax.minor * amount.minor) / whole }));
  return creditFrom(amount.minor, taxes, amount.currency);
}

/** The same credit with no more of each tax than is still owed; what earlier credits over the whole order took is left in the net. */
export function limitTaxes(credit: Credit, owed: (name: SoldTax['name']) => bigint): Credit {
  const left = new Map(credit.taxes.map(({ name }) => [name, owed(name)]));
  const taxes = credit.taxes.map((tax) => {
    const most = left.get(tax.name) ?? 0n;
    const minor = most < 0n ? 0n : tax.minor < most ? tax.minor : most;
    left.set(tax.name, most - minor);
    return { ...tax, minor };
  });
  return creditFrom(credit.total.minor, taxes, credit.total.currency);
}

function creditFrom(total: bigint, taxes: readonly SoldTax[], currency: string): Credit {
  const inTax = taxes.reduce((sum, tax) => sum + tax.minor, 0n);
  return { total: { minor: total, currency }, net: { minor: total - inTax, currency }, taxes: taxes.filter((tax) => tax.minor > 0n) };
}

function partOf(minor: bigint, quantity: number, before: number, units: number): bigint {
  const parts = allocate(
    { minor, currency: '' },
    Array.from({ length: quantity }, () => 1n),
  );
  return parts.slice(before, before + units).reduce((sum, part) => sum + part.minor, 0n);
}

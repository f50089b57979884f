/**
 * Stripe's smallest units and ours. They differ for a few currencies, and what does not fit is refused, never rounded. Pure; integers
 * only.
 */
import { type Money, placesOf } from '@parley/contract/values/money.ts';

const zeroPlaces: ReadonlySet<string> = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
/** Their last digit must be 0. */
const threePlaces: ReadonlySet<string> = new Set('BHD JOD KWD OMR TND'.split(' '));

/** No amount has more than eight digits. */
const mostUnits = 99_999_999n;

/** Decimal places of the currency as Stripe counts them: ISK and UGX have two, always `00`. */
export function stripePlaces(currency: string): 0 | 2 | 3 {
  if (zeroPlaces.has(currency)) return 0;
  return threePlaces.has(currency) ? 3 : 2;
}

/** Stripe's integer for an amount; undefined where Stripe cannot charge exactly this. */
export function toUnits(amount: Money): number | undefined {
  const shift = stripePlaces(amount.currency) - placesOf(amount.currency);
  const factor = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && amount.minor % factor !== 0n) return undefined;
  const units = shift < 0 ? amount.minor / factor : amount.minor * factor;
  if (units < 0n || units > mostUnits) return undefined;
  return threePlaces.has(amount.currency) && units % 10n !== 0n ? undefined : Number(units);
}

/** Ours for Stripe's integer. Throws where it has places that the currency does not know: no such amount was ever asked for. */
export function fromUnits(units: bigint, currencyCode: string): Money {
  const amount = wholeFromUnits(units, currencyCode);
  if (amount === undefined) throw new Error(`${units} is no whole amount of ${currencyCode}`);
  return amount;
}

/** The same for what Stripe itself has reckoned, such as a fee; undefined where it is no whole amount. */
export function wholeFromUnits(units: bigint, currencyCode: string): Money | undefined {
  const currency = currencyCode.toUpperCase();
  const shift = placesOf(currency) - stripePlaces(currency);
  const factor = 10n ** BigInt(Math.abs(shift));
  if (shift >= 0) return { minor: units * factor, currency };
  return units % factor === 0n ? { minor: units / factor, currency } : undefined;
}

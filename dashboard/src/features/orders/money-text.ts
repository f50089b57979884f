/** Sums of decimal strings without floats, in the places the strings have. Pure. */
import type { OrderAnswer } from '@parley/contract/api/orders.ts';

const placesOf = (text: string): number => (text.split('.')[1] ?? '').length;

/** Undefined when it is no plain decimal. */
function scaled(text: string, places: number): bigint | undefined {
  if (!/^-?\d+(\.\d*)?$/.test(text)) return undefined;
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(`${whole}${part.padEnd(places, '0').slice(0, places)}`);
}

function textOf(minor: bigint, places: number): string {
  const digits = `${minor < 0n ? -minor : minor}`.padStart(places + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

export function minus(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  return textOf((scaled(a, places) ?? 0n) - (scaled(b, places) ?? 0n), places);
}

/** Prices times quantities; what is no amount counts as nothing. */
export function sumOf(lines: readonly { readonly price: string; readonly quantity: number }[]): string {
  const places = Math.max(0, ...lines.map(({ price }) => placesOf(price)));
  return textOf(
    lines.reduce((sum, { price, quantity }) => sum + (scaled(price, places) ?? 0n) * BigInt(quantity), 0n),
    places,
  );
}

export function isNothing(text: string): boolean {
  return !/[1-9]/.test(text);
}

export function leftToRefund(order: Pick<OrderAnswer, 'total_amount' | 'refunded_amount'>): string {
  return minus(order.total_amount, order.refunded_amount);
}

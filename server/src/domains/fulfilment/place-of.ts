/** City and state of a postal code from what the program knows by itself. It asks nobody and never guesses where it is not sure. */
import { cityByPrefix, stateByPrefix } from './india-pins.ts';
import { tidyPostalCode } from './quote.ts';

export interface Place {
  readonly city?: string;
  readonly state: string;
}

/** @param country ISO 3166-1 alpha-2; only India is known. */
export function placeOf(country: string, postalCode: string): Place | undefined {
  const code = tidyPostalCode(postalCode);
  if (country !== 'IN' || !/^[1-8]\d{5}$/.test(code)) return undefined;
  const state = stateByPrefix[code.slice(0, 4)] ?? stateByPrefix[code.slice(0, 3)] ?? stateByPrefix[code.slice(0, 2)];
  if (!state) return undefined;
  const city = cityByPrefix[code.slice(0, 4)];
  return city === undefined ? { state } : { city, state };
}

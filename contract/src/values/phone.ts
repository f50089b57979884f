/** Phone numbers: read leniently from people, kept as E.164 (`+919876543210`). Never printed whole where a mask will do. */
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import type { Branded } from './id.ts';

export type E164 = Branded<string, 'E164'>;

export interface Phone {
  readonly e164: E164;
  /** ISO 3166 alpha-2; where several share a calling code and the number does not tell, the largest of them. */
  readonly country: string;
}

const LOOSE = /^\+[1-9]\d{7,14}$/;
const LARGEST: Record<string, string> = {
  '1': 'US',
  '7': 'RU',
  '44': 'GB',
  '39': 'IT',
  '47': 'NO',
  '61': 'AU',
  '212': 'MA',
  '262': 'RE',
  '358': 'FI',
  '590': 'GP',
  '599': 'CW',
};

/**
 * Reads `+91 98765 43210`, `00919876543210`, `919876543210` or, with a country, `098765 43210`; undefined when no number can be meant.
 * A well-formed international number of an unknown range is believed: numbering plans change faster than libraries.
 */
export function parsePhone(text: string, country?: string): Phone | undefined {
  const trimmed = text.trim().replace(/^00(?=[1-9])/, '+');
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const national = region === undefined ? undefined : parsePhoneNumberFromString(trimmed, region);
  if (national?.isPossible()) return phoneOf(national.number, national.country, national.countryCallingCode);
  const international = trimmed.startsWith('+') ? trimmed : `+${trimmed}`;
  const parsed = parsePhoneNumberFromString(international);
  if (parsed?.isPossible()) return phoneOf(parsed.number, parsed.country, parsed.countryCallingCode);
  const digits = `+${international.replace(/[\s().-]/g, '').replace(/^\+/, '')}`;
  if (!trimmed.startsWith('+') || !LOOSE.test(digits) || parsed === undefined) return undefined;
  return phoneOf(digits, parsed.country, parsed.countryCallingCode);
}

/** The digits WhatsApp calls `wa_id`: no plus. */
export function waIdOf(e164: E164): string {
  return e164.slice(1);
}

/** From the digits WhatsApp sends; undefined when they are no number. */
export function phoneFromWaId(waId: string): Phone | undefined {
  return /^\d{7,15}$/.test(waId) ? parsePhone(`+${waId}`) : undefined;
}

/** `+91••••••3210`: enough for a person to know their own number by. */
export function maskPhone(e164: string): string {
  const head = e164.slice(0, 3);
  return `${head}${'•'.repeat(Math.max(0, e164.length - 7))}${e164.slice(-4)}`;
}

function phoneOf(number: string, country: CountryCode | undefined, callingCode: string): Phone {
  return { e164: number as E164, country: country ?? mainCountryOf(callingCode) };
}

function mainCountryOf(callingCode: string): string {
  return LARGEST[callingCode] ?? getCountries().find((each) => getCountryCallingCode(each) === callingCode) ?? 'US';
}

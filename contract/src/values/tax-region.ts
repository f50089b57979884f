/** Which tax law a sale falls under: the place of supply against the seller's own. Knows names and codes of India's states, nothing else. */
import type { TaxKind } from './tax.ts';

/** GST number, two letters, name. */
const STATES = `01 JK Jammu and Kashmir|02 HP Himachal Pradesh|03 PB Punjab|04 CH Chandigarh|05 UK Uttarakhand|06 HR Haryana|07 DL Delhi
|08 RJ Rajasthan|09 UP Uttar Pradesh|10 BR Bihar|11 SK Sikkim|12 AR Arunachal Pradesh|13 NL Nagaland|14 MN Manipur|15 MZ Mizoram
|16 TR Tripura|17 ML Meghalaya|18 AS Assam|19 WB West Bengal|20 JH Jharkhand|21 OD Odisha|22 CG Chhattisgarh|23 MP Madhya Pradesh
|24 GJ Gujarat|26 DH Dadra and Nagar Haveli and Daman and Diu|27 MH Maharashtra|29 KA Karnataka|30 GA Goa|31 LD Lakshadweep|32 KL Kerala
|33 TN Tamil Nadu|34 PY Puducherry|35 AN Andaman and Nicobar Islands|36 TS Telangana|37 AP Andhra Pradesh|38 LA Ladakh`;

const byName = new Map<string, string>(
  STATES.split('|').flatMap((entry) => {
    const [number = '', letters = '', ...name] = entry.trim().split(' ');
    return [number, letters, name.join(' ')].map((each): [string, string] => [plain(each), number]);
  }),
);
for (const [other, number] of [
  ['Orissa', '21'],
  ['Pondicherry', '34'],
  ['New Delhi', '07'],
  ['NCT of Delhi', '07'],
  ['TG', '36'],
  ['UT', '05'],
  ['OR', '21'],
  ['CT', '22'],
] as const)
  byName.set(plain(other), number);

/** The state's GST number where it is one of India's; undefined for what is none. */
export function indianState(text: string): string | undefined {
  return byName.get(plain(text));
}

/**
 * India: IGST where the goods go to another state than the seller's, equal halves else (and for a pickup, and where either state is not
 * known). Elsewhere one general tax.
 */
export function taxKindOf(
  seller: { readonly country: string; readonly region?: string | undefined },
  placeOfSupply: string | undefined,
): TaxKind {
  if (seller.country !== 'IN') return 'vat';
  if (seller.region === undefined || placeOfSupply === undefined || placeOfSupply.trim() === '') return 'gst';
  const [from, to] = [seller.region, placeOfSupply].map((text) => indianState(text) ?? plain(text));
  return from === to ? 'gst' : 'igst';
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z0-9]/g, '');
}

/** The time zones of the world by the names people know today: some browsers still list a few by older ones. Pure. */

const today: Readonly<Record<string, string>> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Godthab': 'America/Nuuk',
  'Africa/Asmera': 'Africa/Asmara',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** In the order of the alphabet; `kept` is among them whatever it is. @param listed as the browser names them */
export function zoneNames(kept: string, listed: readonly string[] = Intl.supportedValuesOf('timeZone')): readonly string[] {
  return [...new Set([kept, ...listed.map((name) => today[name] ?? name)])].toSorted();
}

/** `America/New_York` → `America/New York`. */
export const zoneLabel = (name: string): string => name.replaceAll('_', ' ');

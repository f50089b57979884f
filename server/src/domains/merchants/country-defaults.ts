/** What a shop in a country most likely uses: currency, time zone, language. Suggestions only; the merchant may say otherwise. */
import type { Language } from '@parley/contract/api/merchants.ts';

/** Country and its currency, ISO 3166 and 4217. */
const CURRENCIES: ReadonlyMap<string, string> = new Map(
  [
    'AD:EUR AE:AED AF:AFN AG:XCD AI:XCD AL:ALL AM:AMD AO:AOA AR:ARS AS:USD AT:EUR AU:AUD AW:AWG AX:EUR AZ:AZN BA:BAM',
    'BB:BBD BD:BDT BE:EUR BF:XOF BG:EUR BH:BHD BI:BIF BJ:XOF BL:EUR BM:BMD BN:BND BO:BOB BQ:USD BR:BRL BS:BSD BT:BTN',
    'BV:NOK BW:BWP BY:BYN BZ:BZD CA:CAD CC:AUD CD:CDF CF:XAF CG:XAF CH:CHF CI:XOF CK:NZD CL:CLP CM:XAF CN:CNY CO:COP',
    'CR:CRC CU:CUP CV:CVE CX:AUD CY:EUR CZ:CZK DE:EUR DJ:DJF DK:DKK DM:XCD DO:DOP DZ:DZD EC:USD EE:EUR EG:EGP EH:MAD',
    'ER:ERN ES:EUR ET:ETB FI:EUR FJ:FJD FM:USD FO:DKK FR:EUR GA:XAF GB:GBP GD:XCD GE:GEL GF:EUR GG:GBP GH:GHS GI:GIP',
    'GL:DKK GM:GMD GN:GNF GP:EUR GQ:XAF GR:EUR GS:GBP GT:GTQ GU:USD GW:XOF GY:GYD HK:HKD HM:AUD HN:HNL HR:EUR HT:HTG',
    'HU:HUF ID:IDR IE:EUR IL:ILS IM:GBP IN:INR IO:USD IQ:IQD IR:IRR IS:ISK IT:EUR JE:GBP JM:JMD JO:JOD JP:JPY KE:KES',
    'KG:KGS KH:KHR KI:AUD KM:KMF KN:XCD KR:KRW KW:KWD KY:KYD KZ:KZT LA:LAK LB:LBP LC:XCD LI:CHF LK:LKR LR:LRD LS:LSL',
    'LT:EUR LU:EUR LV:EUR LY:LYD MA:MAD MC:EUR MD:MDL ME:EUR MF:EUR MG:MGA MH:USD MK:MKD ML:XOF MM:MMK MN:MNT MO:MOP',
    'MP:USD MQ:EUR MR:MRU MS:XCD MT:EUR MU:MUR MV:MVR MW:MWK MX:MXN MY:MYR MZ:MZN NA:NAD NC:XPF NE:XOF NF:AUD NG:NGN',
    'NI:NIO NL:EUR NO:NOK NP:NPR NR:AUD NU:NZD NZ:NZD OM:OMR PA:PAB PE:PEN PF:XPF PG:PGK PH:PHP PK:PKR PL:PLN PM:EUR',
    'PN:NZD PR:USD PS:ILS PT:EUR PW:USD PY:PYG QA:QAR RE:EUR RO:RON RS:RSD RU:RUB RW:RWF SA:SAR SB:SBD SC:SCR SD:SDG',
    'SE:SEK SG:SGD SI:EUR SJ:NOK SK:EUR SL:SLE SM:EUR SN:XOF SO:SOS SR:SRD SS:SSP ST:STN SV:USD SY:SYP SZ:SZL TC:USD',
    'TD:XAF TF:EUR TG:XOF TH:THB TJ:TJS TK:NZD TL:USD TM:TMT TN:TND TO:TOP TR:TRY TT:TTD TV:AUD TW:TWD TZ:TZS UA:UAH',
    'UG:UGX UM:USD US:USD UY:UYU UZ:UZS VA:EUR VC:XCD VE:VES VG:USD VI:USD VN:VND VU:VUV WF:XPF WS:WST XK:EUR YE:YER',
    'YT:EUR ZA:ZAR ZM:ZMW ZW:ZWL',
  ].flatMap((line) => line.split(' ').map((pair): [string, string] => [pair.slice(0, 2), pair.slice(3)])),
);
const KNOWN = new Set(CURRENCIES.values());
/** Where a country has several, the one most of its people live in. */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  IN: 'Asia/Kolkata',
  US: 'America/New_York',
  BR: 'America/Sao_Paulo',
  MX: 'America/Mexico_City',
  CA: 'America/Toronto',
  AU: 'Australia/Sydney',
  RU: 'Europe/Moscow',
  ID: 'Asia/Jakarta',
  ES: 'Europe/Madrid',
  PT: 'Europe/Lisbon',
  DE: 'Europe/Berlin',
  AR: 'America/Argentina/Buenos_Aires',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  NZ: 'Pacific/Auckland',
  CD: 'Africa/Kinshasa',
  EC: 'America/Guayaquil',
  MY: 'Asia/Kuala_Lumpur',
  KZ: 'Asia/Almaty',
  UA: 'Europe/Kyiv',
  NP: 'Asia/Kathmandu',
  VN: 'Asia/Ho_Chi_Minh',
};
const LANGUAGES: Readonly<Record<Exclude<Language, 'en' | 'hi'>, string>> = {
  'pt-BR': 'BR PT AO MZ CV GW ST TL',
  es: 'ES MX AR CO PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY GQ PR',
  fr: 'FR BE SN CI ML BF NE TG BJ CM GA CG CD GN TD CF DJ KM MG HT LU MC RE GP MQ GF',
};

export interface CountryDefaults {
  readonly currency: string;
  readonly timeZone: string;
  readonly language: Language;
}

/** @param country ISO 3166 alpha-2; an unknown one gets dollars, UTC and English. */
export function defaultsOf(country: string): CountryDefaults {
  return {
    currency: CURRENCIES.get(country) ?? 'USD',
    timeZone: MAIN_ZONES[country] ?? firstZoneOf(country) ?? 'UTC',
    language: (keyHolding(LANGUAGES, country) as Language | undefined) ?? 'en',
  };
}

/** Whether money can be counted in it here. */
export function isKnownCurrency(currency: string): boolean {
  return KNOWN.has(currency);
}

function keyHolding(table: Readonly<Record<string, string>>, country: string): string | undefined {
  return Object.entries(table).find(([, countries]) => countries.split(' ').includes(country))?.[0];
}

function firstZoneOf(country: string): string | undefined {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] | undefined };
  return locale.getTimeZones?.()?.[0];
}

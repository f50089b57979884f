/**
 * Whom and what each gateway serves: the currencies it takes, and the countries whose ways to pay it brings. Pure; it knows no merchant
 * and no order.
 */
import type { GatewayName } from './payments.port.ts';

interface Reach {
  readonly currencies: ReadonlySet<string>;
  /** Where people find their own ways to pay there; absent: cards of everywhere. */
  readonly homes?: ReadonlySet<string>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const stripeCurrencies = `USD AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY
  COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY KES KGS KHR KMF
  KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
  PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX UYU UZS VND VUV WST XAF XCD XOF XPF
  YER ZAR ZMW`;

const reaches: Readonly<Record<GatewayName, Reach>> = {
  razorpay: { currencies: words('INR'), homes: words('IN') },
  paystack: { currencies: words('NGN GHS ZAR KES USD XOF EGP RWF'), homes: words('NG GH ZA KE CI EG RW') },
  stripe: { currencies: words(stripeCurrencies) },
};

/** Where a merchant names no favourite: the ways to pay at home before cards of everywhere. */
export const usualOrder: readonly GatewayName[] = ['razorpay', 'paystack', 'stripe'];

/**
 * Those of `gateways`, in their order, that take the currency; of these the ones that suit somebody of the country, or all where none
 * does: whoever wants to pay must not be turned away.
 * @param payer.country ISO 3166-1 alpha-2
 */
export function gatewaysThatFit(
  gateways: readonly GatewayName[],
  payer: { readonly currency: string; readonly country?: string },
): readonly GatewayName[] {
  const able = gateways.filter((name) => reaches[name].currencies.has(payer.currency));
  const near = able.filter((name) => payer.country === undefined || (reaches[name].homes?.has(payer.country) ?? true));
  return near.length > 0 ? near : able;
}

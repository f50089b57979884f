/** What the phone's lists show, gathered from the stand-in. Reads only. */
import type { PhoneBubble, PhoneSide } from '../../../providers/messaging/whatsapp-cloud/phone.port.ts';
import { type BusinessProfile, plainSuggestions } from './profiles.ts';

export interface BusinessCard {
  readonly phoneNumberId: string;
  readonly name: string;
  readonly displayPhone: string;
  readonly about: string;
  readonly logo?: string;
  readonly shopPath?: string;
  readonly catalogId?: string;
  readonly suggestions: BusinessProfile['suggestions'];
}

/** In the order of the profiles; the others after them. */
export function businessCards(
  side: PhoneSide,
  profiles: readonly BusinessProfile[],
  catalogIdOf: ((phoneNumberId: string) => string | undefined) | undefined,
): readonly BusinessCard[] {
  const cards = side.businesses().map(({ phoneNumberId, displayPhone, verifiedName, catalogId: linked }) => {
    const digits = displayPhone.replace(/\D/g, '');
    const at = profiles.findIndex((each) => each.phone === digits);
    const profile = profiles[at];
    const catalogId = catalogIdOf?.(phoneNumberId) ?? linked;
    const card: BusinessCard = {
      phoneNumberId,
      displayPhone,
      name: verifiedName,
      about: profile?.about ?? 'Business account',
      suggestions: profile?.suggestions ?? plainSuggestions,
      ...(profile?.logoSvg === undefined ? {} : { logo: `/sandbox/phone/api/businesses/${encodeURIComponent(phoneNumberId)}/logo.svg` }),
      ...(profile?.shopPath === undefined ? {} : { shopPath: profile.shopPath }),
      ...(catalogId === undefined ? {} : { catalogId }),
    };
    return { at: at < 0 ? profiles.length : at, card };
  });
  return cards.toSorted((one, other) => one.at - other.at).map(({ card }) => card);
}

export interface ChatRow {
  readonly phoneNumberId: string;
  readonly last?: PhoneBubble;
  readonly unread: number;
  readonly typing: boolean;
}

export function chatRows(side: PhoneSide, personId: string): readonly ChatRow[] {
  return side.businesses().map(({ phoneNumberId }) => {
    const { bubbles, typing } = side.chat(personId, phoneNumberId);
    const last = bubbles.reduce<PhoneBubble | undefined>((newest, each) => (newest && newest.at > each.at ? newest : each), undefined);
    const unread = bubbles.filter((each) => each.from === 'business' && (each.ticks === 'sent' || each.ticks === 'delivered')).length;
    return { phoneNumberId, unread, typing, ...(last ? { last } : {}) };
  });
}

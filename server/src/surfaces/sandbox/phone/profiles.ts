/** What a phone knows of a business beside its number: mark, a line about it, and what one might say first. Demo data only. */
import { demoShops } from '../../../demo/demo-shops.ts';
import { renderLogo } from '../../../demo/pictures/logos.ts';

export interface BusinessProfile {
  /** Digits of its number. */
  readonly phone: string;
  readonly about: string;
  readonly logoSvg?: string;
  /** Path of its shop window. */
  readonly shopPath?: string;
  /** By language, `en` for the rest. */
  readonly suggestions: Readonly<Record<string, readonly string[]>>;
}

const sayings: Readonly<Record<string, BusinessProfile['suggestions']>> = {
  starlingmarket: {
    en: ['Say hi', 'Show me mangoes', 'menu'],
    hi: ['नमस्ते', 'mango दिखाइए', 'menu'],
    'pt-BR': ['Oi', 'Quero mango', 'menu'],
    es: ['Hola', 'Quiero mango', 'menu'],
    fr: ['Bonjour', 'Je cherche mango', 'menu'],
  },
};
const anyShop: BusinessProfile['suggestions'] = {
  en: ['Say hi', 'menu', 'Where is my order?'],
  hi: ['नमस्ते', 'menu', 'मेरा ऑर्डर कहाँ है?'],
  'pt-BR': ['Oi', 'menu', 'Cadê o meu pedido?'],
  es: ['Hola', 'menu', '¿Dónde está mi pedido?'],
  fr: ['Bonjour', 'menu', 'Où est ma commande ?'],
};

/** The demo shops, the grocer first. */
export function demoProfiles(): readonly BusinessProfile[] {
  return demoShops.map(({ merchant }) => ({
    phone: merchant.phone.replace(/\D/g, ''),
    about: merchant.tagline,
    logoSvg: renderLogo(merchant.logo),
    shopPath: `/${merchant.slug}`,
    suggestions: sayings[merchant.slug] ?? anyShop,
  }));
}

export const plainSuggestions = anyShop;

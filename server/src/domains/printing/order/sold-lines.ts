/**
 * Under which words a line of the price is sold. In the catalogue's hidden product, and so in the shop's reports, it stands in the shop's
 * language; in the order, and so on its invoice, in the chat and on its page, in the customer's. Pure.
 */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { PriceLine } from '../printing.ts';

interface SoldWords {
  readonly name: string;
  readonly optionNames: readonly [print: string, paper: string, sides: string];
  readonly bw: string;
  readonly color: string;
  readonly one: string;
  readonly two: string;
  readonly minimum: string;
  readonly rush: string;
}

const words: Readonly<Record<Language, SoldWords>> = {
  en: {
    name: 'Printing',
    optionNames: ['Print', 'Paper', 'Sides'],
    bw: 'Black and white',
    color: 'Colour',
    one: 'One-sided',
    two: 'Two-sided',
    minimum: 'Minimum charge',
    rush: 'Rush',
  },
  hi: {
    name: 'प्रिंटिंग',
    optionNames: ['प्रिंट', 'काग़ज़', 'तरफ़'],
    bw: 'श्वेत-श्याम',
    color: 'रंगीन',
    one: 'एक तरफ़',
    two: 'दोनों तरफ़',
    minimum: 'न्यूनतम शुल्क',
    rush: 'जल्दी',
  },
  'pt-BR': {
    name: 'Impressão',
    optionNames: ['Impressão', 'Papel', 'Lados'],
    bw: 'Preto e branco',
    color: 'Colorida',
    one: 'Só frente',
    two: 'Frente e verso',
    minimum: 'Valor mínimo',
    rush: 'Urgência',
  },
  es: {
    name: 'Impresión',
    optionNames: ['Impresión', 'Papel', 'Caras'],
    bw: 'Blanco y negro',
    color: 'Color',
    one: 'Una cara',
    two: 'Doble cara',
    minimum: 'Importe mínimo',
    rush: 'Urgente',
  },
  fr: {
    name: 'Impression',
    optionNames: ['Impression', 'Papier', 'Faces'],
    bw: 'Noir et blanc',
    color: 'Couleur',
    one: 'Recto',
    two: 'Recto verso',
    minimum: 'Montant minimum',
    rush: 'Urgence',
  },
};

export function printProduct(language: Language): Pick<SoldWords, 'name' | 'optionNames'> {
  const { name, optionNames } = words[language];
  return { name, optionNames };
}

export function optionValuesOf({ kind }: PriceLine, language: Language): readonly string[] {
  const { bw, color, one, two, minimum, rush } = words[language];
  if (kind.what === 'minimum') return [minimum];
  if (kind.what === 'rush') return [rush];
  return [kind.mode === 'color' ? color : bw, kind.paper, kind.twoSided ? two : one];
}

/** As the customer reads it. */
export function saidOf(line: PriceLine, language: Language): { readonly name: string; readonly options: string } {
  return { name: words[language].name, options: optionValuesOf(line, language).join(' · ') };
}

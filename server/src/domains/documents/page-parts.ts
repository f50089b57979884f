/** What both papers share: ink, text that is shaped script by script, rows of facts, the columns of taxes. Pure. */
import type { Content, ContentText, Size } from 'pdfmake/interfaces.js';
import type { ContentLine, DocumentContent, Party } from './document-content.ts';
import { moneyIn } from './document-content.ts';
import { type Speech, speechOf } from './speak.ts';

/** The paper side of the tokens; printed on white, so the light values. */
export const ink = {
  dark: '#14211D',
  soft: '#4A5A54',
  faint: '#6B7973',
  line: '#E4E1D9',
  sunken: '#F3F1EC',
  leaf: '#0B6B4F',
  brick: '#B3361B',
} as const;

export type Words = Omit<ContentText, 'text'> & { readonly width?: Size };

/** A run is shaped by the script of its first letter, so each script becomes a run of its own. */
const RUNS = /[\u0900-\u097F\u200C\u200D]+|[^\u0900-\u097F\u200C\u200D]+/gu;
/** Pictures and control characters have no glyph in the typeface. */
const UNPRINTABLE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\p{Cc}\uFE0F]|[\u{E0000}-\u{E007F}]/gu;
const KEPT = /[©®™\d#*]/u;

/** A word longer than this would push the columns off the paper; it may break after each few of its letters. */
const LONG = /\S{25,}/gu;
const PIECE = 8;
const graphemes = new Intl.Segmenter();

/** Text as the paper can show it. */
export function printable(text: string): string {
  return text
    .replaceAll(UNPRINTABLE, (found) => (KEPT.test(found) ? found : ' '))
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .replaceAll(LONG, breakable);
}

function breakable(word: string): string {
  return Array.from(graphemes.segment(word), ({ segment }, index) =>
    index > 0 && index % PIECE === 0 ? `\u200B${segment}` : segment,
  ).join('');
}

export function words(text: string, style: Words = {}): ContentText & { readonly width?: Size } {
  const runs = printable(text).match(RUNS) ?? [];
  return { ...style, text: runs.length > 1 ? runs.map((run) => ({ text: run })) : (runs[0] ?? '') };
}

export interface Page {
  readonly content: DocumentContent;
  readonly speech: Speech;
  /** Leaf for what is owed, brick for what goes back. */
  readonly accent: string;
  readonly title: string;
  /** Names of the taxes, in the order of their columns. */
  readonly taxNames: readonly string[];
  figure(text: string): string;
  money(text: string): string;
}

export function pageOf(content: DocumentContent): Page {
  const speech = speechOf(content.language, content.country);
  const isTaxInvoice = content.country === 'IN' && content.seller.tax_number !== undefined;
  const title = content.kind === 'credit_note' ? 'title.credit_note' : isTaxInvoice ? 'title.tax_invoice' : 'title.invoice';
  return {
    content,
    speech,
    accent: content.kind === 'credit_note' ? ink.brick : ink.leaf,
    title: speech.say(title),
    taxNames: [...new Set(content.taxes.map((tax) => tax.name))],
    figure: (text) => speech.figure(moneyIn(content, text)),
    money: (text) => speech.money(moneyIn(content, text)),
  };
}

/** What the reader's language calls a tax; CGST and its like are names everywhere. */
export function taxLabel(page: Page, name: string): string {
  return name === 'VAT' ? page.speech.say('vat') : name;
}

export function taxNumberLabel(page: Page): string {
  return page.content.country === 'IN' ? 'GSTIN' : page.speech.say('tax_id');
}

/** `HSN 0901 · SKU COF-250 · 250 g` */
export function detailOf(page: Page, line: ContentLine): string {
  const { say } = page.speech;
  const code = line.code === undefined ? undefined : `${page.content.country === 'IN' ? 'HSN' : 'HS'} ${line.code}`;
  const discount = !isZero(line.discount) && line.quantity > 0 ? `${say('discount')} ${page.figure(line.discount)}` : undefined;
  const reduced = page.content.kind === 'credit_note' && line.quantity === 0 ? say('value_only') : undefined;
  return [line.detail, code, line.sku, discount, reduced].filter(Boolean).join(' · ');
}

/** The line's part of one tax: what is to be paid and at which rates. */
export function taxOfLine(page: Page, line: ContentLine, name: string): { readonly amount: string; readonly rates: string } {
  const parts = line.taxes.filter((tax) => tax.name === name);
  const minor = parts.reduce((sum, tax) => sum + moneyIn(page.content, tax.amount).minor, 0n);
  const amount = page.speech.figure({ minor, currency: page.content.currency });
  return { amount, rates: parts.map((tax) => page.speech.rate(tax.rate_bp)).join(' + ') };
}

/** `CGST 9 % ₹12.34` for each tax at each rate. */
export function taxRows(page: Page): readonly { readonly label: string; readonly amount: string }[] {
  return page.content.taxes.map((tax) => ({
    label: `${taxLabel(page, tax.name)} ${page.speech.rate(tax.rate_bp)}`,
    amount: page.figure(tax.amount),
  }));
}

export function hasTax(page: Page): boolean {
  return page.taxNames.length > 0;
}

export function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

/** Name in bold, then what is known, each on a line. */
export function partyBlock(page: Page, party: Party, options: { readonly size: number; readonly nameSize: number }): Content[] {
  const { size, nameSize } = options;
  const lines = [
    ...party.address,
    party.phone,
    party.email,
    party.tax_number === undefined ? undefined : `${taxNumberLabel(page)} ${party.tax_number}`,
  ].filter((line): line is string => line !== undefined && line !== '');
  return [
    words(party.name, { bold: true, fontSize: nameSize, margin: [0, 0, 0, 2] }),
    ...lines.map((line) => words(line, { fontSize: size, color: ink.soft })),
  ];
}

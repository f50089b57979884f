/** The noun of documents: kinds, series, numbers, and what an outsider may know of one. Pure; a document never changes once it is issued. */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { OrderId } from '@parley/contract/values/id.ts';
import type { DocumentContent } from './document-content.ts';
import type { DocumentId } from './document-id.ts';

export type DocumentKind = 'invoice' | 'credit_note';

export interface DocumentView {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  /** As printed: `INV/26-27/00042`. */
  readonly number: string;
  readonly orderId: OrderId;
  readonly returnId?: string;
  readonly language: Language;
  /** Local day of the merchant, `YYYY-MM-DD`. */
  readonly issuedOn: string;
  readonly content: DocumentContent;
  /** Where its A4 page lies; absent until it was drawn. */
  readonly blobKey?: string;
}

const PREFIX: Readonly<Record<DocumentKind, string>> = { invoice: 'INV', credit_note: 'CN' };
const DIGITS = 5;
/** Countries whose books run from the first of a month other than January. */
const YEAR_BEGINS: Readonly<Record<string, number>> = { IN: 4 };

/** `2025-03-29` in the merchant's own zone. */
export function localDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** The series a local day falls into: `26-27` for India's year of April to March, `2026` where it is the calendar's. */
export function seriesOf(day: string, country: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const begins = YEAR_BEGINS[country];
  if (begins === undefined) return String(year);
  const first = month >= begins ? year : year - 1;
  const short = (each: number): string => String(each % 100).padStart(2, '0');
  return `${short(first)}-${short(first + 1)}`;
}

/** `INV/26-27/00042`: within the 16 characters that India's rule 46 allows, up to 999,999 a year. */
export function numberOf(kind: DocumentKind, series: string, count: number): string {
  return `${PREFIX[kind]}/${series}/${String(count).padStart(DIGITS, '0')}`;
}

/** For a file on somebody's disk: `INV-26-27-00042.pdf`. */
export function fileNameOf(number: string): string {
  return `${number.replaceAll(/[^A-Za-z0-9-]/g, '-')}.pdf`;
}

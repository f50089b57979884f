/** Pieces that the pages of the books are made of: frame with tabs and month, dates, rows of figures. No page of its own. */
import { money } from '@parley/contract/values/money.ts';
import type { Figure, Section } from '../../domains/books/index.ts';
import { type Html, type HtmlValue, html } from '../../foundation/html/html.ts';
import { type DeskFrame, deskPage } from './layout.page.ts';
import { addressOf, tabs } from './list-parts.page.ts';
import { say } from './words.ts';

export const bookViews = ['profit', 'trial', 'sheet', 'journal'] as const;
export type BookView = (typeof bookViews)[number];

const paths: Readonly<Record<BookView, string>> = {
  profit: '/app/books',
  trial: '/app/books/trial-balance',
  sheet: '/app/books/balance-sheet',
  journal: '/app/books/journal',
};

/** A month of the books and its days. */
export interface BookMonth {
  /** `YYYY-MM` */
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly previous: string;
  /** Undefined for the month that runs. */
  readonly next?: string;
}

export function booksPage(frame: DeskFrame, parts: { readonly view: BookView; readonly month?: BookMonth }, body: HtmlValue): Html {
  const { view, month } = parts;
  const title = say(`books.${view}`);
  return deskPage(
    frame,
    { here: 'books', title },
    html`<header class="head"><h1>${say('books.title')}</h1>${month ? monthBar(frame, paths[view], month) : ''}</header>
${tabs(
  say('books.tabs'),
  bookViews.map((each) => ({
    name: say(`books.${each}`),
    href: addressOf(paths[each], { month: each === 'journal' ? undefined : month?.month }),
    isHere: each === view,
  })),
)}
${body}`,
  );
}

function monthBar(frame: DeskFrame, path: string, month: BookMonth): Html {
  const to = (target: string, word: 'books.previous' | 'books.next', sign: string) =>
    html`<a class="button plain" href="${addressOf(path, { month: target })}" aria-label="${say(word)}">${sign}</a>`;
  return html`<nav class="months">${to(month.previous, 'books.previous', '‹')}<strong>${monthText(frame, month.month)}</strong>${month.next === undefined ? '' : to(month.next, 'books.next', '›')}</nav>`;
}

export function monthText(frame: DeskFrame, month: string): string {
  return dateText(frame, `${month}-01`, { month: 'long', year: 'numeric' });
}

/** A local date needs no zone. */
export function dayText(frame: DeskFrame, date: string): string {
  return dateText(frame, date, { day: 'numeric', month: 'short', year: 'numeric' });
}

function dateText(frame: DeskFrame, date: string, form: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(`en-${frame.shop.country}`, { ...form, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

export function amount(frame: DeskFrame, minor: bigint): Html {
  return frame.format.money(money(minor, frame.shop.currency));
}

/** Where the entries behind a figure are shown. */
export function journalPath(account: string, range: { readonly from?: string; readonly to?: string }): string {
  return addressOf('/app/books/journal', { account, from: range.from, to: range.to });
}

/** A statement's part: its heading, one row an account with its figure as the way down, and its total. */
export function sectionRows(
  frame: DeskFrame,
  part: {
    readonly title: string;
    readonly totalTitle: string;
    readonly section: Section;
    readonly range: { readonly from?: string; readonly to: string };
  },
  more: HtmlValue = '',
): Html {
  const { title, totalTitle, section, range } = part;
  return html`<tbody><tr class="part"><th colspan="2" scope="colgroup">${title}</th></tr>${section.lines.map((line) => figureRow(frame, line, journalPath(line.id, range)))}${more}${totalRow(frame, totalTitle, section.total)}</tbody>`;
}

function figureRow(frame: DeskFrame, line: Figure, href: string): Html {
  return html`<tr><td>${accountName(line)}</td><td class="num"><a href="${href}">${amount(frame, line.amount)}</a></td></tr>`;
}

export function totalRow(frame: DeskFrame, title: string, minor: bigint, isGrand = false): Html {
  return html`<tr class="total${isGrand ? ' grand' : ''}"><th scope="row">${title}</th><td class="num">${amount(frame, minor)}</td></tr>`;
}

export function accountName(account: { readonly code: string; readonly name: string }): Html {
  return html`<span class="code">${account.code}</span> ${account.name}`;
}

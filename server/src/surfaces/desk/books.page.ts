/** The statements of the books: profit and loss, trial balance, balance sheet. Every figure is a link to its entries. */
import type { AccountTotals, BalanceSheet, ProfitLoss } from '../../domains/books/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { accountName, amount, type BookMonth, booksPage, dayText, journalPath, sectionRows, totalRow } from './books-parts.page.ts';
import type { DeskFrame } from './layout.page.ts';
import { emptyState } from './list-parts.page.ts';
import { say } from './words.ts';

export function profitPage(frame: DeskFrame, month: BookMonth, found: ProfitLoss): Html {
  const range = { from: month.from, to: month.to };
  const isEmpty = [found.income, found.costOfSales, found.expenses].every((each) => each.lines.length === 0);
  if (isEmpty) return booksPage(frame, { view: 'profit', month }, nothing());
  const part = (title: string, totalTitle: string, section: ProfitLoss['income']) =>
    sectionRows(frame, { title, totalTitle, section, range });
  return booksPage(
    frame,
    { view: 'profit', month },
    html`<div class="sheet"><table class="list books">
${part(say('books.income'), say('books.income.total'), found.income)}
${part(say('books.cost'), say('books.cost.total'), found.costOfSales)}
<tbody>${totalRow(frame, say('books.gross'), found.grossProfit, true)}</tbody>
${part(say('books.expenses'), say('books.expenses.total'), found.expenses)}
<tbody>${totalRow(frame, say('books.net'), found.netProfit, true)}</tbody>
</table></div>`,
  );
}

export function sheetPage(frame: DeskFrame, month: BookMonth, found: BalanceSheet): Html {
  const range = { to: month.to };
  const part = (title: string, totalTitle: string, section: BalanceSheet['assets'], more: Html | string = '') =>
    sectionRows(frame, { title, totalTitle, section, range }, more);
  const profit = html`<tr><td>${say('books.profit_to_date')}</td><td class="num"><a href="/app/books?month=${month.month}">${amount(frame, found.profitToDate)}</a></td></tr>`;
  return booksPage(
    frame,
    { view: 'sheet', month },
    html`<p class="quiet">${say('books.at', { day: dayText(frame, month.to) })}</p>
<div class="sheet"><table class="list books">
${part(say('books.assets'), say('books.assets.total'), found.assets)}
${part(say('books.liabilities'), say('books.liabilities.total'), found.liabilities)}
${part(say('books.equity'), say('books.equity.total'), found.equity, profit)}
<tbody>${totalRow(frame, say('books.both'), found.liabilities.total + found.equity.total, true)}</tbody>
</table></div>`,
  );
}

export function trialPage(frame: DeskFrame, month: BookMonth, totals: readonly AccountTotals[]): Html {
  const moved = totals.filter((each) => each.opening !== 0n || each.debit !== 0n || each.credit !== 0n);
  if (moved.length === 0) return booksPage(frame, { view: 'trial', month }, nothing());
  const sum = (of: (each: AccountTotals) => bigint) =>
    amount(
      frame,
      moved.reduce((total, each) => total + of(each), 0n),
    );
  return booksPage(
    frame,
    { view: 'trial', month },
    html`<div class="sheet"><table class="list books"><thead><tr><th>${say('books.account')}</th><th class="num wide">${say('books.opening')}</th><th class="num">${say('books.debit')}</th><th class="num">${say('books.credit')}</th><th class="num wide">${say('books.closing')}</th></tr></thead>
<tbody>${moved.map((each) => trialRow(frame, month, each))}</tbody>
<tfoot><tr class="total grand"><th scope="row">${say('books.total')}</th><td class="num wide">${sum((each) => each.opening)}</td><td class="num">${sum((each) => each.debit)}</td><td class="num">${sum((each) => each.credit)}</td><td class="num wide">${sum((each) => each.opening + each.debit - each.credit)}</td></tr></tfoot></table></div>`,
  );
}

function trialRow(frame: DeskFrame, month: BookMonth, each: AccountTotals): Html {
  const figure = (minor: bigint) => (minor === 0n ? '' : html`<a href="${journalPath(each.id, month)}">${amount(frame, minor)}</a>`);
  return html`<tr><td>${accountName(each)}</td><td class="num wide">${each.opening === 0n ? '' : amount(frame, each.opening)}</td><td class="num">${figure(each.debit)}</td><td class="num">${figure(each.credit)}</td><td class="num wide">${amount(frame, each.opening + each.debit - each.credit)}</td></tr>`;
}

function nothing(): Html {
  return emptyState({ title: say('books.empty'), text: say('books.empty.text') });
}

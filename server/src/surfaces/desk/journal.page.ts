/** The journal as an accountant reads it, and one entry with its way to the order and the chat behind it. */
import type { EntryView } from '../../domains/books/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { accountName, booksPage, dayText, journalPath } from './books-parts.page.ts';
import { icon } from './icons.ts';
import { type DeskFrame, deskPage } from './layout.page.ts';
import { actorName, addressOf, emptyState } from './list-parts.page.ts';
import { say, sayCode } from './words.ts';

export interface JournalScreen {
  readonly entries: readonly EntryView[];
  readonly orderNumbers: ReadonlyMap<string, string>;
  /** Which account's entries these are; absent: all. */
  readonly account?: { readonly id: string; readonly code: string; readonly name: string };
  readonly from?: string;
  readonly to?: string;
  /** Number of the last one shown, when there are older ones. */
  readonly older?: string;
  readonly isFirst: boolean;
}

export function journalPage(frame: DeskFrame, screen: JournalScreen): Html {
  const { account, from, to } = screen;
  const range = [from, to].flatMap((each) => (each === undefined ? [] : [dayText(frame, each)])).join(' – ');
  const at = (before?: string) => addressOf('/app/books/journal', { account: account?.id, from, to, before });
  return booksPage(
    frame,
    { view: 'journal' },
    html`${account || range !== '' ? html`<p class="quiet">${account ? accountName(account) : ''} ${range} · <a href="/app/books/journal">${say('books.all')}</a></p>` : ''}
${
  screen.entries.length === 0
    ? emptyState({ title: say('books.journal.empty'), text: say('books.journal.empty.text') })
    : html`<div class="sheet"><table class="list books journal"><thead><tr><th>${say('books.account')}</th><th class="num">${say('books.debit')}</th><th class="num">${say('books.credit')}</th></tr></thead>${screen.entries.map((entry) => entryGroup(frame, screen, entry))}</table></div>`
}
<nav class="pager">${screen.isFirst ? html`<span></span>` : html`<a class="button plain" href="${at()}">${say('books.newest')}</a>`}${screen.older === undefined ? '' : html`<a class="button plain" rel="next" href="${at(screen.older)}">${say('books.older')}</a>`}</nav>`,
  );
}

function entryGroup(frame: DeskFrame, screen: JournalScreen, entry: EntryView): Html {
  const number = entry.orderId && screen.orderNumbers.get(entry.orderId);
  return html`<tbody data-row="${entry.id}"><tr class="part"><th colspan="3" scope="rowgroup"><a href="/app/books/entries/${entry.id}">${entry.number}</a> <span class="quiet">${dayText(frame, entry.date)}</span> ${entry.description}${number ? html` · <a href="/app/orders/${entry.orderId ?? ''}">${number}</a>` : ''}</th></tr>${entry.lines.map((line) => lineRow(frame, line, line.accountId === screen.account?.id))}</tbody>`;
}

function lineRow(frame: DeskFrame, line: EntryView['lines'][number], isAsked: boolean): Html {
  const figure = (each: EntryView['lines'][number]['debit']) => (each.minor === 0n ? '' : frame.format.money(each));
  return html`<tr${isAsked ? html` class="asked"` : ''}><td>${accountName(line)}</td><td class="num">${figure(line.debit)}</td><td class="num">${figure(line.credit)}</td></tr>`;
}

export interface EntryScreen {
  readonly entry: EntryView;
  /** The order behind it, and its chat. */
  readonly order?: { readonly id: string; readonly number: string; readonly threadId?: string };
  readonly staffNames: ReadonlyMap<string, string>;
}

export function entryPage(frame: DeskFrame, { entry, order, staffNames }: EntryScreen): Html {
  const lines = entry.lines.map(
    (line) =>
      html`<tr><td><a href="${journalPath(line.accountId, {})}">${accountName(line)}</a>${line.subject ? html`<span class="sub">${line.subject}</span>` : ''}</td><td class="num">${line.debit.minor === 0n ? '' : frame.format.money(line.debit)}</td><td class="num">${line.credit.minor === 0n ? '' : frame.format.money(line.credit)}</td></tr>`,
  );
  return deskPage(
    frame,
    { here: 'books', title: say('books.entry', { number: `${entry.number}` }) },
    html`<a class="back" href="/app/books/journal">${icon('back')}${say('books.journal')}</a>
<header class="head"><h1>${say('books.entry', { number: `${entry.number}` })}</h1><span class="quiet">${dayText(frame, entry.date)}</span></header>
<p>${entry.description}</p>
${order ? html`<p><a href="/app/orders/${order.id}">${say('books.entry.order', { number: order.number })}</a>${order.threadId ? html` · <a href="/app/chats/${order.threadId}">${say('order.chat')}</a>` : ''}</p>` : ''}
${entry.reverses ? html`<p><a href="/app/books/entries/${entry.reverses}">${say('books.entry.reverses')}</a></p>` : ''}
<div class="sheet"><table class="list books journal"><thead><tr><th>${say('books.account')}</th><th class="num">${say('books.debit')}</th><th class="num">${say('books.credit')}</th></tr></thead><tbody>${lines}</tbody></table></div>
<p class="quiet small">${say('books.entry.made')}: ${actorName(entry.actor, staffNames)}, ${frame.format.time(entry.postedAt)} · ${say('books.entry.cause')}: ${sayCode('cause', entry.cause.kind)} · ${say('books.entry.hash')}</p>`,
  );
}

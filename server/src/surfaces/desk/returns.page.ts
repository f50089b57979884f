/** The list of returns, by what is to be done with them, and the form that opens one from a delivered order. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { Returnable, ReturnView } from '../../domains/returns/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { icon } from './icons.ts';
import { csrf, type DeskFrame, deskPage } from './layout.page.ts';
import { addressOf, chip, emptyState, pager, type Tone, tabs } from './list-parts.page.ts';
import { say, sayCode } from './words.ts';

export const returnFilters = ['', 'asked', 'approved', 'receiving', 'received', 'refunded', 'closed', 'declined'] as const;
export type ReturnFilter = (typeof returnFilters)[number];

export interface ReturnListScreen {
  readonly returns: readonly ReturnView[];
  readonly names: ReadonlyMap<CustomerId, string>;
  readonly page: number;
  readonly pages: number;
  readonly state: ReturnFilter;
}

const tones: Readonly<Record<string, Tone>> = {
  asked: 'wait',
  approved: 'info',
  receiving: 'wait',
  received: 'wait',
  refunded: 'info',
  closed: 'good',
  declined: 'plain',
};

export function returnChip(view: Pick<ReturnView, 'state'>): Html {
  return chip(tones[view.state] ?? 'plain', sayCode('returns', view.state));
}

export function returnsPage(frame: DeskFrame, screen: ReturnListScreen): Html {
  const { returns, state } = screen;
  const at = (more: Readonly<Record<string, string | number>>) => addressOf('/app/returns', { state, ...more });
  const none =
    state === ''
      ? emptyState({ title: say('returns.empty'), text: say('returns.empty.text') })
      : emptyState({
          title: say('returns.none'),
          text: say('returns.none.text'),
          action: html`<a class="button plain" href="/app/returns">${say('returns.none.button')}</a>`,
        });
  return deskPage(
    frame,
    { here: 'returns', title: say('returns.title'), refreshes: true },
    html`<header class="head"><h1>${say('returns.title')}</h1></header>
${tabs(
  say('returns.title'),
  returnFilters.map((each) => ({
    name: each === '' ? say('returns.all') : sayCode('returns', each),
    href: addressOf('/app/returns', { state: each }),
    isHere: each === state,
  })),
)}
${returns.length === 0 ? none : html`${returnTable(frame, screen)}${pager(screen.page, screen.pages, (page) => at({ page }))}`}`,
  );
}

function returnTable(frame: DeskFrame, { returns, names }: ReturnListScreen): Html {
  return html`<div class="sheet"><table class="list orders"><thead><tr><th>${say('col.return')}</th><th>${say('col.customer')}</th><th class="wide">${say('col.items')}</th><th class="wide">${say('return.order')}</th><th class="wide">${say('col.state')}</th><th class="num">${say('return.refund')}</th></tr></thead>
<tbody>${returns.map((each) => returnRow(frame, each, names.get(each.customerId) ?? '–'))}</tbody></table></div>`;
}

function returnRow(frame: DeskFrame, view: ReturnView, customer: string): Html {
  const [first, ...rest] = view.lines;
  const items = `${first ? `${first.quantity} × ${first.name}` : ''}${rest.length > 0 ? ` + ${rest.length}` : ''}`;
  return html`<tr data-row="${view.id}"><td class="key"><a href="/app/returns/${view.id}">${view.number}</a><span class="sub">${frame.format.time(view.createdAt)}</span></td><td class="who"><span class="cut">${customer}</span><span class="slim">${returnChip(view)}</span></td><td class="wide"><span class="cut">${items}</span></td><td class="wide">${view.orderNumber}</td><td class="wide">${returnChip(view)}</td><td class="num">${view.refund.minor > 0n ? frame.format.money(view.refund) : '–'}</td></tr>`;
}

/** @param once makes a form sent twice one return. */
export function newReturnPage(frame: DeskFrame, of: Returnable, once: string): Html {
  const { order } = of;
  const left = order.status === 'delivered' ? of.lines.filter((line) => line.units > 0) : [];
  const title = say('return.new', { number: order.orderNumber });
  return deskPage(
    frame,
    { here: 'returns', title },
    html`<a class="back" href="/app/orders/${order.id}">${icon('back')}${order.orderNumber}</a>
<header class="head"><h1>${title}</h1></header>
<section class="card next narrow">${
      left.length === 0
        ? html`<p class="quiet">${say('return.new.none')}</p>`
        : html`<form class="act" method="post" action="/app/returns/new">${csrf(frame)}<input type="hidden" name="once" value="${once}"><input type="hidden" name="order" value="${order.id}"><p class="quiet">${say('return.new.text')}</p>
<table class="items"><tbody>${left.map((line) => html`<tr><td><label class="hidden" for="units-${line.variantId}">${line.name}</label><input type="number" id="units-${line.variantId}" name="units.${line.variantId}" min="0" max="${line.units}" value="0" inputmode="numeric"></td><td>${line.name}${line.options ? html` <span class="quiet">${line.options}</span>` : ''}</td><td class="num quiet">${say('return.new.units', { count: line.units })}</td></tr>`)}</tbody></table>
<label for="reason">${say('return.reason')}</label><input type="text" id="reason" name="reason" required maxlength="200" autocomplete="off"><button class="button">${say('act.return.ask')}</button></form>`
    }</section>`,
  );
}

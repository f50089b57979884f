/** Today at a glance: four figures that lead to their work, what went wrong, and the latest orders. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { OrderView } from '../../domains/orders/index.ts';
import { type Html, type HtmlValue, html } from '../../foundation/html/html.ts';
import { type DeskFrame, deskPage } from './layout.page.ts';
import { noOrders, orderTable } from './orders.page.ts';
import type { Today } from './reads/today.store.ts';
import { say, sayCount } from './words.ts';

export const LOW_STOCK = 3;

export interface HomeScreen {
  readonly today: Today;
  readonly orders: readonly OrderView[];
  readonly names: ReadonlyMap<CustomerId, string>;
}

export function homePage(frame: DeskFrame, { today, orders, names }: HomeScreen): Html {
  const { format } = frame;
  return deskPage(
    frame,
    { here: 'home', title: say('home.title'), refreshes: true },
    html`<header class="head"><h1>${say('home.title')}</h1></header>
<section class="figures">
${figure({ id: 'paid', href: '/app/orders', label: say('home.paid'), value: format.money(today.paid), note: today.paidOrders === 0 ? say('home.paid.none') : sayCount('home.paid.note', today.paidOrders) })}
${figure({ id: 'send', href: '/app/orders?status=to_send', label: say('home.to_send'), value: format.number(today.toSend), note: today.toSend === 0 ? say('home.clear') : say('home.to_send.note'), isHot: today.toSend > 0 })}
${figure({ id: 'wait', href: '/app/chats?mode=waiting', label: say('home.waiting'), value: format.number(today.waitingChats), note: today.waitingChats === 0 ? say('home.clear') : say('home.waiting.note'), isHot: today.waitingChats > 0 })}
${figure({ id: 'low', href: '/app/stock?show=low', label: say('home.low'), value: format.number(today.runningOut), note: today.runningOut === 0 ? say('home.clear') : say('home.low.note', { count: LOW_STOCK }), isHot: today.runningOut > 0 })}
</section>
${today.failedMessages > 0 ? html`<p class="notice bad">${sayCount('home.failed', today.failedMessages)} <a href="/app/chats">${say('home.failed.button')}</a></p>` : ''}
<header class="head"><h2>${say('home.latest')}</h2>${orders.length > 0 ? html`<a href="/app/orders">${say('home.all_orders')}</a>` : ''}</header>
${orders.length > 0 ? orderTable(frame, { orders, names }) : noOrders(frame)}`,
  );
}

function figure(input: {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly value: HtmlValue;
  readonly note: string;
  readonly isHot?: boolean;
}): Html {
  return html`<a class="figure${input.isHot ? ' hot' : ''}" href="${input.href}" data-row="figure-${input.id}"><span class="label">${input.label}</span><strong>${input.value}</strong><span class="note">${input.note}</span></a>`;
}

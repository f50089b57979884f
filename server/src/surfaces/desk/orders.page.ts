/** Lists of orders: the latest on the home page, all of them with filters in the address bar. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { OrderView } from '../../domains/orders/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { type DeskFrame, deskPage } from './layout.page.ts';
import { addressOf, emptyState, orderChip, pager, paymentChip, searchBox, tabs } from './list-parts.page.ts';
import { say, sayCode, sayCount } from './words.ts';

export const orderFilters = ['', 'to_send', 'pending', 'shipped', 'delivered', 'cancelled'] as const;
export type OrderFilter = (typeof orderFilters)[number];

export interface OrderListScreen {
  readonly orders: readonly OrderView[];
  readonly names: ReadonlyMap<CustomerId, string>;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly status: OrderFilter;
  readonly search: string;
}

export function ordersPage(frame: DeskFrame, screen: OrderListScreen): Html {
  const at = (more: Readonly<Record<string, string | number>>) =>
    addressOf('/app/orders', { status: screen.status, q: screen.search, ...more });
  const isFiltered = screen.status !== '' || screen.search !== '';
  return deskPage(
    frame,
    { here: 'orders', title: say('orders.title'), refreshes: true },
    html`<header class="head"><h1>${say('orders.title')}</h1>${searchBox({ path: '/app/orders', label: say('orders.search'), value: screen.search, keep: { status: screen.status } })}</header>
${tabs(
  say('orders.title'),
  orderFilters.map((each) => ({
    name: each === '' ? say('orders.all') : sayCode('orders', each),
    href: at({ status: each }),
    isHere: each === screen.status,
  })),
)}
${screen.orders.length > 0 ? html`${orderTable(frame, screen)}<p class="quiet small">${sayCount('orders.count', screen.total)}</p>${pager(screen.page, screen.pages, (page) => at({ page }))}` : isFiltered ? emptyState({ title: say('orders.none'), text: say('orders.none.text'), action: html`<a class="button plain" href="/app/orders">${say('orders.none.button')}</a>` }) : noOrders(frame)}`,
  );
}

export function noOrders(frame: DeskFrame): Html {
  return emptyState({
    title: say('orders.empty'),
    text: say('orders.empty.text'),
    action: html`<a class="button" href="/${frame.shop.slug}" target="_blank" rel="noopener">${say('orders.empty.button')}</a>`,
  });
}

export function orderTable(
  frame: DeskFrame,
  screen: { readonly orders: readonly OrderView[]; readonly names: ReadonlyMap<CustomerId, string> },
): Html {
  return html`<div class="sheet"><table class="list orders"><thead><tr><th>${say('col.order')}</th><th>${say('col.customer')}</th><th class="wide">${say('col.items')}</th><th class="wide">${say('col.state')}</th><th class="wide">${say('col.payment')}</th><th class="num">${say('col.total')}</th></tr></thead>
<tbody>${screen.orders.map((order) => orderRow(frame, order, screen.names.get(order.customerId) ?? '–'))}</tbody></table></div>`;
}

function orderRow(frame: DeskFrame, order: OrderView, customer: string): Html {
  const [first, ...rest] = order.items;
  return html`<tr data-row="${order.id}"><td class="key"><a href="/app/orders/${order.id}">${shortNumber(order.orderNumber)}</a><span class="sub">${frame.format.time(order.placedAt)}</span></td><td class="who"><span class="cut">${customer}</span><span class="slim">${orderChip(order)}</span></td><td class="wide"><span class="cut">${first ? `${first.quantity} × ${first.name}` : ''}${rest.length > 0 ? ` + ${rest.length}` : ''}</span></td><td class="wide">${orderChip(order)}</td><td class="wide">${order.status === 'pending' ? '' : paymentChip(order.paymentStatus)}</td><td class="num">${frame.format.money(order.total)}</td></tr>`;
}

/** The day is beside it already: `ORD-20250329-10001` with its quiet part quiet. */
function shortNumber(orderNumber: string): Html {
  const cut = orderNumber.lastIndexOf('-') + 1;
  return html`<span class="dim">${orderNumber.slice(0, cut)}</span>${orderNumber.slice(cut)}`;
}

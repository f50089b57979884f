/** The desk's frame: rail or bottom bar, merchant and role always in sight, one stylesheet, one script; works without the script. */
import type { Role } from '@parley/contract/values/role.ts';
import { accounting, managing } from '@parley/contract/values/role.ts';
import { type Html, type HtmlValue, html } from '../../foundation/html/html.ts';
import type { DeskFormat } from './desk-format.ts';
import { type IconName, icon } from './icons.ts';
import { mayDo } from './order-acts.ts';
import { type DeskWord, say, sayCode } from './words.ts';

export type DeskPlace = 'home' | 'orders' | 'returns' | 'products' | 'stock' | 'chats' | 'books' | 'settings';

export interface DeskShop {
  readonly name: string;
  readonly slug: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly whatsappNumber?: string;
}

export interface DeskFrame {
  readonly shop: DeskShop;
  readonly role: Role;
  readonly staffName: string;
  /** Goes into every form. */
  readonly formToken: string;
  readonly format: DeskFormat;
  readonly toSend: number;
  readonly waitingChats: number;
  readonly notice?: { readonly tone: 'good' | 'bad'; readonly text: string };
}

const places: readonly { readonly place: DeskPlace; readonly path: string; readonly word: DeskWord; readonly icon: IconName }[] = [
  { place: 'home', path: '/app', word: 'nav.home', icon: 'home' },
  { place: 'orders', path: '/app/orders', word: 'nav.orders', icon: 'orders' },
  { place: 'returns', path: '/app/returns', word: 'nav.returns', icon: 'returns' },
  { place: 'products', path: '/app/products', word: 'nav.products', icon: 'products' },
  { place: 'stock', path: '/app/stock', word: 'nav.stock', icon: 'stock' },
  { place: 'chats', path: '/app/chats', word: 'nav.chats', icon: 'chats' },
  { place: 'books', path: '/app/books', word: 'nav.books', icon: 'books' },
  { place: 'settings', path: '/app/settings', word: 'nav.settings', icon: 'settings' },
];

/** Places that only some roles are shown. */
const keptFor: Readonly<Partial<Record<DeskPlace, readonly Role[]>>> = { books: accounting, settings: managing };

export interface PageParts {
  readonly here: DeskPlace;
  readonly title: string;
  /** Without script this page looks again by itself. */
  readonly refreshes?: boolean;
  /** The page fills the screen and scrolls inside. */
  readonly fills?: boolean;
}

export function deskPage(frame: DeskFrame, parts: PageParts, body: HtmlValue): Html {
  const { shop, notice } = frame;
  return html`<html lang="en">
<head>
${headOf(`${parts.title} · ${shop.name}`)}
${parts.refreshes ? html`<noscript><meta http-equiv="refresh" content="10"></noscript>` : ''}
<script src="/assets/desk.js" defer></script>
</head>
<body class="desk${parts.fills ? ' fills' : ''}" data-events="/app/events" data-live-on="${say('live.on')}" data-live-off="${say('live.off')}">
<a class="skip" href="#main">${say('nav.skip')}</a>
<div class="side" id="side"><div class="shop"><span class="mark" aria-hidden="true">${initialOf(shop.name)}</span><span class="who"><strong>${shop.name}</strong><span class="role">${sayCode('role', frame.role)}${frame.staffName === '' || frame.staffName === shop.name ? '' : ` · ${frame.staffName}`}</span></span><span class="lamp" id="lamp" role="status" aria-live="off" hidden></span></div>
<nav aria-label="${say('nav.label')}" id="nav">${places.filter((each) => mayDo(frame.role, keptFor[each.place] ?? [frame.role])).map((each) => navLink(frame, each, parts.here))}</nav>
<form class="out" method="post" action="/app/sign-out">${csrf(frame)}<button class="link">${icon('out')}<span>${say('sign_out')}</span></button></form></div>
<main id="main" tabindex="-1">${notice ? html`<p class="notice ${notice.tone}" role="status">${notice.text}</p>` : ''}${body}</main>
</body>
</html>`;
}

/** A page without the rail: signing in. */
export function barePage(title: string, body: HtmlValue): Html {
  return html`<html lang="en">
<head>${headOf(title)}</head>
<body class="bare"><main id="main">${body}</main></body>
</html>`;
}

export function csrf(frame: Pick<DeskFrame, 'formToken'>): Html {
  return html`<input type="hidden" name="token" value="${frame.formToken}">`;
}

export function initialOf(name: string): string {
  return /./u.exec(name.trim())?.[0].toUpperCase() ?? '·';
}

function headOf(title: string): Html {
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/desk.css">`;
}

function navLink(frame: DeskFrame, each: (typeof places)[number], here: DeskPlace): Html {
  const count = each.place === 'orders' ? frame.toSend : each.place === 'chats' ? frame.waitingChats : 0;
  return html`<a href="${each.path}" class="to-${each.place}"${each.place === here ? html` aria-current="page"` : ''}>${icon(each.icon)}<span>${say(each.word)}</span>${count > 0 ? html`<b class="badge${each.place === 'chats' ? ' hot' : ''}">${count > 99 ? '99+' : count}</b>` : ''}</a>`;
}

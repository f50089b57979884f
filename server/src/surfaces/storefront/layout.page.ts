/** The frame of every customer page: shop name, language, one stylesheet, no script. */
import { type Html, html } from '../../foundation/html/html.ts';
import type { Speech } from './speak.ts';

export interface Shop {
  readonly name: string;
  readonly slug: string;
  readonly country: string;
  readonly timeZone: string;
  /** Where "back to the chat" leads. */
  readonly chatUrl: string | undefined;
  /** The merchant's colours, as the value of a style attribute. */
  readonly brand?: string;
  /** Name of the logo among the files. */
  readonly logo?: string;
  /** Where its pages lie, absolute, when they are not below our own address. */
  readonly origin?: string;
}

export interface Frame {
  readonly shop: Shop;
  readonly speech: Speech;
  readonly title: string;
  /** Seconds until the page looks again by itself. */
  readonly refreshAfter?: number;
  readonly secure?: boolean;
  /** Room for several columns. */
  readonly wide?: boolean;
}

export function layout(frame: Frame, body: Html): Html {
  const { shop, speech } = frame;
  return html`<html lang="${speech.language}"${brandAttributes(shop)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
${frame.refreshAfter === undefined ? '' : html`<meta http-equiv="refresh" content="${frame.refreshAfter}">`}
<title>${frame.title} · ${shop.name}</title>
${shopIcon(shop)}
<link rel="stylesheet" href="/assets/storefront.css">
</head>
<body${frame.wide ? html` class="wide"` : ''}>
<header class="top"><div>${shopMark(shop)}<strong>${shop.name}</strong>${frame.secure ? html`<span class="lock">${lock()} ${speech.say('checkout.secure')}</span>` : ''}</div></header>
<main>${body}</main>
</body>
</html>`;
}

/** A page that says one thing: expired, not found, waiting. */
export function noticePage(
  frame: Frame,
  input: { readonly text: string; readonly waiting?: boolean; readonly actions?: Html; readonly tone?: 'plain' | 'bad' },
): Html {
  const back = frame.shop.chatUrl;
  return layout(
    frame,
    html`${input.waiting ? html`<div class="wait" role="status" aria-label="${frame.title}"></div>` : ''}
<h1>${frame.title}</h1>
<p class="quiet">${input.text}</p>
<div class="stack">${input.actions ?? ''}${back === undefined || input.waiting ? '' : html`<a class="button${input.actions ? ' plain' : ''}" href="${back}">${frame.speech.say('back_to_chat')}</a>`}</div>`,
  );
}

/** For the root element: the merchant's colours in the place of the family's. */
export function brandAttributes({ brand }: Shop): Html | '' {
  return brand === undefined ? '' : html` class="branded" style="${brand}"`;
}

export function shopIcon({ logo }: Shop): Html {
  return logo === undefined
    ? html`<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">`
    : html`<link rel="icon" href="/files/logos/${logo}/icon-48.png" type="image/png"><link rel="apple-touch-icon" href="/files/logos/${logo}/icon-192.png">`;
}

/** The logo, or the first letter of the name. */
export function shopMark({ logo, name }: Shop): Html {
  return logo === undefined
    ? html`<span class="mark" aria-hidden="true">${initialOf(name)}</span>`
    : html`<img class="logo" src="/files/logos/${logo}/wide.png" alt="" height="36">`;
}

function initialOf(name: string): string {
  return /./u.exec(name.trim())?.[0].toUpperCase() ?? '·';
}

function lock(): Html {
  return html`<svg width="12" height="13" viewBox="0 0 12 13" fill="currentColor" aria-hidden="true"><path d="M3 5V4a3 3 0 0 1 6 0v1h1a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1h1Zm1.5 0h3V4a1.5 1.5 0 0 0-3 0v1Z"/></svg>`;
}

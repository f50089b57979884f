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
  return html`<html lang="${speech.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
${frame.refreshAfter === undefined ? '' : html`<meta http-equiv="refresh" content="${frame.refreshAfter}">`}
<title>${frame.title} · ${shop.name}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/storefront.css">
</head>
<body${frame.wide ? html` class="wide"` : ''}>
<header class="top"><div><span class="mark" aria-hidden="true">${initialOf(shop.name)}</span><strong>${shop.name}</strong>${frame.secure ? html`<span class="lock">${lock()} ${speech.say('checkout.secure')}</span>` : ''}</div></header>
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

function initialOf(name: string): string {
  return /./u.exec(name.trim())?.[0].toUpperCase() ?? '·';
}

function lock(): Html {
  return html`<svg width="12" height="13" viewBox="0 0 12 13" fill="currentColor" aria-hidden="true"><path d="M3 5V4a3 3 0 0 1 6 0v1h1a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1h1Zm1.5 0h3V4a1.5 1.5 0 0 0-3 0v1Z"/></svg>`;
}

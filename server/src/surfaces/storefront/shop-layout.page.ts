/** The frame of the shop's own pages: announcement, search first, the way into the chat, languages; what search engines and shared links read. */
import type { CartView } from '../../domains/carts/index.ts';
import { type Html, html, raw } from '../../foundation/html/html.ts';
import { assetUrl } from './assets.routes.ts';
import { brandAttributes, shopIcon, shopMark } from './layout.page.ts';
import { barPlace } from './page-cache.ts';
import { type Crumb, crumbFacts, dataBlock } from './share-card.ts';
import type { ShopFace } from './shop-face.ts';
import { type Speech, spoken } from './speak.ts';

export interface ShopFrame {
  readonly shop: ShopFace;
  readonly speech: Speech;
  /** Where the shop's pages lie at this host: `/starling`, or nothing at a host of its own. */
  readonly base: string;
  /** Of this page below `base`; '' is the home page. */
  readonly path: string;
  /** What of the query makes it another page: `?page=2`. */
  readonly query?: string;
  /** The query as this visitor sees it, where it makes no other page: chosen options. */
  readonly view?: string;
  readonly title: string;
  readonly description?: string;
  /** Name of a picture among the files, for the card. */
  readonly picture?: string;
  readonly kind?: 'product';
  /** What was searched for, to stand in the field. */
  readonly search?: string;
  readonly crumbs?: readonly Crumb[];
  readonly facts?: readonly Readonly<Record<string, unknown>>[];
  /** Pages of one visitor, and lists that only repeat others. */
  readonly isHidden?: boolean;
  /** Queries of the pages before and after. */
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
}

export function shopLayout(frame: ShopFrame, body: Html, bar: Html = barPlace): Html {
  const { shop, speech, base } = frame;
  const { say } = speech;
  const { announcement } = shop.look;
  return html`<html lang="${speech.language}"${brandAttributes(shop)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${frame.path === '' ? frame.title : `${frame.title} · ${shop.name}`}</title>
<link rel="stylesheet" href="${assetUrl('storefront.css')}">
${shopIcon(shop)}
${head(frame)}
<script src="${assetUrl('shop.js')}" defer data-base="${base}"></script>
</head>
<body class="wide shop">
<a class="skip" href="#content">${say('shop.skip')}</a>
${announcement === '' ? '' : html`<p class="announcement">${announcement}</p>`}
<header class="top"><div><a class="home" href="${base || '/'}">${shopMark(shop)}<strong>${shop.name}</strong></a>
<form class="search" role="search" action="${base}/search"><label class="hidden" for="q">${say('window.search')}</label><input type="search" id="q" name="q" value="${frame.search ?? ''}" placeholder="${say('window.search.hint')}" enterkeyhint="search" autocomplete="off"><button class="button" aria-label="${say('window.search')}">${glass}</button></form>
<a class="to-cart" href="${base}/cart" aria-label="${say('cart.view')}">${basket}</a></div></header>
<main id="content">${body}</main>
${footer(frame)}
${bar}
</body>
</html>`;
}

/** At the thumb, where something is in the cart. */
export function cartBar(frame: Pick<ShopFrame, 'base' | 'speech'>, cart: CartView, note?: Html): Html | undefined {
  const { say, money } = frame.speech;
  if (cart.count === 0) return undefined;
  return html`<div class="bar" id="bar"><div><div class="sum"><small>${cart.count === 1 ? say('cart.count_one') : say('cart.count', { count: cart.count })}</small><b>${money(cart.subtotal)}</b></div><a class="button" href="${frame.base}/cart">${say('cart.view')}</a>${note ?? ''}</div></div>`;
}

function head({ shop, speech, path, query = '', ...frame }: ShopFrame): Html {
  const at = `${shop.url}${path}`;
  const description = frame.description ?? shop.look.tagline;
  const image =
    frame.picture === undefined
      ? shop.logo && `${shop.origin}/files/logos/${shop.logo}/icon-512.png`
      : `${shop.origin}/files/images/${frame.picture}`;
  const inLanguage = (code: string): string => `${at}${query === '' ? '?' : `${query}&`}lang=${code}`;
  return html`${
    frame.isHidden
      ? html`<meta name="robots" content="noindex">`
      : html`<link rel="canonical" href="${at}${query}">
${Object.keys(spoken).map((code) => html`<link rel="alternate" hreflang="${code}" href="${inLanguage(code)}">`)}<link rel="alternate" hreflang="x-default" href="${at}${query}">`
  }
${frame.previous === undefined ? '' : html`<link rel="prev" href="${at}${frame.previous}">`}${frame.next === undefined ? '' : html`<link rel="next" href="${at}${frame.next}">`}
<link rel="manifest" href="${frame.base}/manifest.webmanifest">
<meta name="theme-color" content="${shop.look.primary_color}">
<meta name="format-detection" content="telephone=no">
${description === '' ? '' : html`<meta name="description" content="${oneLine(description, 160)}">`}
<meta property="og:site_name" content="${shop.name}"><meta property="og:type" content="${frame.kind ?? 'website'}"><meta property="og:title" content="${frame.title}"><meta property="og:url" content="${at}${query}"><meta property="og:locale" content="${speech.language.replace('-', '_')}">
${description === '' ? '' : html`<meta property="og:description" content="${oneLine(description, 200)}">`}
${image === undefined ? '' : html`<meta property="og:image" content="${image}"><meta name="twitter:card" content="${frame.picture === undefined ? 'summary' : 'summary_large_image'}">`}
${frame.crumbs === undefined ? '' : dataBlock(crumbFacts(frame.crumbs))}${(frame.facts ?? []).map(dataBlock)}`;
}

function footer({ shop, speech, base, path, query = '' }: ShopFrame): Html {
  const { say } = speech;
  const { look } = shop;
  const part = (id: string, text: string, label: Parameters<typeof say>[0]) =>
    text === '' ? '' : html`<li><a href="${base}/about#${id}">${say(label)}</a></li>`;
  return html`<footer class="foot"><div>
${look.tagline === '' ? '' : html`<p>${look.tagline}</p>`}
<ul>${part('about', look.about, 'about.title')}${part('contact', look.contact, 'about.contact')}${part('shipping', look.shipping_policy, 'about.shipping')}${part('returns', look.returns_policy, 'about.returns')}${part('privacy', look.privacy_policy, 'about.privacy')}${part('terms', look.terms, 'about.terms')}<li><a href="${base}/find-order">${say('find.title')}</a></li>${shop.chatUrl ? html`<li><a href="${shop.chatUrl}">${say('shop.chat')}</a></li>` : ''}</ul>
<nav aria-label="${say('shop.language')}">${Object.entries(spoken).map(([code, name]) => html`<a href="${base}${path === '' && base === '' ? '/' : path}${query === '' ? '?' : `${query}&`}lang=${code}" hreflang="${code}" lang="${code}"${code === speech.language ? html` aria-current="true"` : ''}>${name}</a>`)}</nav>
</div></footer>`;
}

/** From the shop's door to this page. */
export function crumbTrail({ speech, crumbs = [] }: Pick<ShopFrame, 'speech' | 'crumbs'>, hrefOf: (crumb: Crumb) => string): Html {
  const above = crumbs.slice(0, -1);
  if (above.length === 0) return html``;
  return html`<nav class="crumbs" aria-label="${speech.say('shop.crumbs')}">${above.map((crumb) => html`<a href="${hrefOf(crumb)}">${crumb.name}</a>`)}</nav>`;
}

export function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

const glass = raw(
  '<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="8.500" cy="8.500" r="5.500"/><path d="m13 13 4 4"/></svg>',
);
const basket = raw(
  '<svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.800" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4 9h16l-1.600 10H5.600L4 9Z"/><path d="M8 9a4 4 0 0 1 8 0"/></svg>',
);

/** Pieces that several desk pages are made of: chips, empty states, filters, pagers. No page of its own. */
import { type Html, type HtmlValue, html } from '../../foundation/html/html.ts';
import { say, sayCode } from './words.ts';

export type Tone = 'plain' | 'good' | 'wait' | 'bad' | 'info';

export function chip(tone: Tone, text: string): Html {
  return html`<span class="chip ${tone}">${text}</span>`;
}

export function emptyState(input: { readonly title: string; readonly text: string; readonly action?: Html }): Html {
  return html`<section class="empty"><h2>${input.title}</h2><p>${input.text}</p>${input.action ?? ''}</section>`;
}

/** A path with those values that are not empty, so that addresses stay short. */
export function addressOf(path: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, `${value}`]])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}

export function tabs(label: string, items: readonly { readonly name: string; readonly href: string; readonly isHere: boolean }[]): Html {
  return html`<nav class="tabs" aria-label="${label}">${items.map((each) => html`<a href="${each.href}"${each.isHere ? html` aria-current="true"` : ''}>${each.name}</a>`)}</nav>`;
}

/** @param keep what the form carries along besides the words searched for. */
export function searchBox(input: {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly keep?: Readonly<Record<string, string | undefined>>;
}): Html {
  const kept = Object.entries(input.keep ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return html`<form class="search" role="search" action="${input.path}">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<label class="hidden" for="q">${input.label}</label><input type="search" id="q" name="q" value="${input.value}" placeholder="${input.label}" enterkeyhint="search" autocomplete="off"><button class="button plain">${say('search')}</button></form>`;
}

export function pager(page: number, pages: number, at: (page: number) => string): HtmlValue {
  if (pages <= 1) return '';
  return html`<nav class="pager">${page > 1 ? html`<a class="button plain" rel="prev" href="${at(page - 1)}">${say('page.previous')}</a>` : html`<span></span>`}<span class="quiet">${say('page.of', { page, pages })}</span>${page < pages ? html`<a class="button plain" rel="next" href="${at(page + 1)}">${say('page.next')}</a>` : html`<span></span>`}</nav>`;
}

const orderTones: Readonly<Record<string, Tone>> = {
  pending: 'plain',
  confirmed: 'wait',
  processing: 'wait',
  shipped: 'info',
  delivered: 'good',
};

export function orderChip(order: { readonly status: string; readonly deliveryMethod: string }): Html {
  const code = order.status === 'confirmed' && order.deliveryMethod === 'pickup' ? 'confirmed.pickup' : order.status;
  return chip(orderTones[order.status] ?? 'plain', sayCode('status', code));
}

export function paymentChip(status: string): Html {
  return chip(status === 'paid' ? 'good' : status === 'unpaid' ? 'plain' : 'bad', sayCode('payment', status));
}

/** `staff:<id>` and the like, as staff say it. */
export function actorName(actor: string, names: ReadonlyMap<string, string>): string {
  const [kind = '', id = ''] = actor.split(':');
  return names.get(id) ?? sayCode('by', kind);
}

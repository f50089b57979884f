/** One request to a shop's pages: which shop, at which host, in which language, with whose cart. Every page begins here. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CartHolder, Carts, CartView } from '../../domains/carts/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { html, sendHtml } from '../../foundation/html/html.ts';
import { noticePage } from './layout.page.ts';
import type { MadePage, PageCache } from './page-cache.ts';
import type { ShopFace, ShopFaces } from './shop-face.ts';
import type { ShopHosts } from './shop-hosts.ts';
import { cartBar, type ShopFrame } from './shop-layout.page.ts';
import type { ShopSessions } from './shop-session.ts';
import { type Speech, speechFor, spoken } from './speak.ts';
import { strangerFrame } from './storefront-deps.ts';

export interface VisitDeps {
  readonly inTx: <T>(merchantId: MerchantId, work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly faces: ShopFaces;
  readonly hosts: Pick<ShopHosts, 'slugAt'>;
  readonly sessions: ShopSessions;
  readonly carts: Pick<Carts, 'view' | 'openHandoff' | 'joinVisitor'>;
  readonly pages: PageCache;
}

export interface Visit {
  readonly shop: ShopFace;
  readonly speech: Speech;
  readonly base: string;
  readonly holder: CartHolder | undefined;
  frame(path: string, title: string, more?: Partial<ShopFrame>): ShopFrame;
}

const LANGUAGE_COOKIE = 'parley_language';
const YEAR_S = 31_536_000;

/** Undefined when the answer has been sent already: no such shop, or a link from the chat that leads on. */
export async function enter(deps: VisitDeps, request: FastifyRequest, reply: FastifyReply, slug: string): Promise<Visit | undefined> {
  const face = await deps.faces.bySlug(slug);
  if (!face) {
    lost(reply);
    return undefined;
  }
  const base = deps.hosts.slugAt(request.hostname) === slug ? '' : `/${slug}`;
  // A chat of the program's own lies at the program's host.
  const shop = base === '' && face.chatUrl?.startsWith('/') ? { ...face, chatUrl: `${face.programUrl}${face.chatUrl}` } : face;
  const query = (request.query ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof query['h'] === 'string' && request.method === 'GET') {
    await takeHandoff(deps, request, reply, { shop, base, token: query['h'] });
    return undefined;
  }
  const chosen = query['lang'];
  if (typeof chosen === 'string' && Object.hasOwn(spoken, chosen))
    reply.setCookie(LANGUAGE_COOKIE, chosen, { path: '/', maxAge: YEAR_S, sameSite: 'lax' });
  const speech = speechFor(languageOf(chosen, request, shop.language), shop);
  return {
    shop,
    speech,
    base,
    holder: deps.sessions.holder(request, shop.merchantId),
    frame: (path, title, more) => ({ shop, speech, base, path, title, ...more }),
  };
}

/** A page that is the same for everybody, with this visitor's cart at the thumb. */
export async function sendShared(
  deps: VisitDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  key: readonly unknown[],
  make: () => Promise<MadePage>,
): Promise<FastifyReply> {
  const { shop, speech, base, holder } = visit;
  const whole = JSON.stringify([shop.merchantId, base, speech.language, ...key]);
  const note = noteOf(visit, (request.query ?? {}) as Readonly<Record<string, unknown>>);
  const bar = async () => {
    if (holder === undefined) return note;
    const cart: CartView = await deps.inTx(shop.merchantId, (tx) => deps.carts.view(tx, holder));
    return cartBar({ base, speech }, cart, note) ?? note;
  };
  return deps.pages.send(request, reply, whole, make, bar);
}

/** What became of the press that led here. */
function noteOf({ speech }: Visit, query: Readonly<Record<string, unknown>>) {
  const { note } = query;
  const short = typeof note === 'string' ? /^short-(\d{1,3})$/.exec(note)?.[1] : undefined;
  const text =
    note === 'added'
      ? speech.say('cart.added')
      : note === 'full'
        ? speech.say('cart.full')
        : note === 'gone'
          ? speech.say('cart.not_sold')
          : short === '0'
            ? speech.say('window.sold_out')
            : short === undefined
              ? undefined
              : speech.say('cart.short', { count: Number(short) });
  return text === undefined ? undefined : html`<p class="toast${note === 'added' ? '' : ' warn'}" role="status">${text}</p>`;
}

/** Opens once; the browser that opened it may come again. Whoever it was passed on to sees a cart and nothing else. */
async function takeHandoff(
  deps: VisitDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  at: { readonly shop: ShopFace; readonly base: string; readonly token: string },
): Promise<void> {
  const { shop, base } = at;
  const handoff = deps.sessions.readHandoff(shop.merchantId, at.token);
  const before = deps.sessions.holder(request, shop.merchantId);
  reply.header('cache-control', 'no-store');
  if (!handoff) return void reply.redirect(`${base}/cart?note=old`, 303);
  const isFirst = await deps.inTx(shop.merchantId, async (tx) => {
    const first = await deps.carts.openHandoff(tx, handoff.id, handoff.expiresAt);
    // What the browser had chosen before comes along.
    if (first && typeof before === 'object') await deps.carts.joinVisitor(tx, before.visitorId, handoff.customerId);
    return first;
  });
  if (isFirst) deps.sessions.give(reply, shop.merchantId, base, handoff.customerId);
  else if (before !== handoff.customerId) return void reply.redirect(`${base}/cart?note=old`, 303);
  return void reply.redirect(cleanAddress(request.originalUrl), 303);
}

/** The address without the token, so that it is in no history and in nothing that is passed on. */
function cleanAddress(asked: string): string {
  const url = new URL(asked, 'http://local');
  url.searchParams.delete('h');
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`;
}

/** As chosen now, as chosen before, the first of the browser's that we speak, the shop's. */
function languageOf(chosen: unknown, request: FastifyRequest, otherwise: string): string {
  if (typeof chosen === 'string' && Object.hasOwn(spoken, chosen)) return chosen;
  const kept = request.cookies[LANGUAGE_COOKIE];
  if (kept !== undefined && Object.hasOwn(spoken, kept)) return kept;
  for (const part of (request.headers['accept-language'] ?? '').split(',').slice(0, 10)) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? '';
    if (tag.startsWith('pt')) return 'pt-BR';
    const first = tag.split('-')[0] ?? '';
    if (['en', 'hi', 'es', 'fr'].includes(first)) return first;
  }
  return otherwise;
}

/** A page of another site cannot press our buttons. Browsers that do not say are believed: their cookies stay at home anyway. */
export function isFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** There is no such shop. */
export function lost(reply: FastifyReply): FastifyReply {
  const frame = strangerFrame('not_found.title');
  return sendHtml(reply, noticePage(frame, { text: frame.speech.say('not_found.text') }), 404);
}

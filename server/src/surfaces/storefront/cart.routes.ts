/** The cart on the web: put in, change, on to the checkout or into the chat. Writes through carts and orders alone; never kept by any cache. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import { type Refusal, refuse } from '@parley/contract/values/result.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CartHolder, Carts } from '../../domains/carts/index.ts';
import type { Catalog } from '../../domains/catalog/index.ts';
import type { Customers } from '../../domains/customers/index.ts';
import type { Orders } from '../../domains/orders/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { html, sendHtml } from '../../foundation/html/html.ts';
import { acceptForms } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { cartPage, type WhoForm, whoPage } from './cart.page.ts';
import { LAST_SHOP } from './shop-session.ts';
import { enter, isFromElsewhere, type Visit, type VisitDeps } from './shop-visit.ts';

export interface CartRoutesDeps extends VisitDeps {
  readonly carts: VisitDeps['carts'] & Pick<Carts, 'add' | 'setQuantity' | 'codeFor'>;
  readonly catalog: Pick<Catalog, 'product' | 'variants'>;
  readonly customers: Pick<Customers, 'identify'>;
  readonly orders: Pick<Orders, 'startCheckout'>;
  readonly normalisePhone: (text: string, country: string) => string | undefined;
}

const params = z.object({ slug: z.string().max(80) });
const page = { config: { access: 'public' as const }, schema: { hide: true, params } };
const id = z.string().refine(isUuid).optional().catch(undefined);
const addForm = z.object({
  variant_id: id,
  product_id: id,
  quantity: z.coerce.number().int().min(1).max(99).catch(1),
  back: z.string().max(600).catch(''),
});
const setForm = z.object({ variant_id: z.string().refine(isUuid), quantity: z.coerce.number().int().min(0).max(99) });
const whoForm = z.object({ name: z.string().trim().max(200).catch(''), phone: z.string().trim().max(60).catch('') });
const LONGEST_NAME = 80;

export function cartRoutes(deps: CartRoutesDeps): (scope: Edge) => Promise<void> {
  return async (scope) => {
    await acceptForms(scope, { maxBytes: 16 * 1024 });
    scope.addHook('onSend', async (_request, reply, payload) => {
      reply.header('cache-control', 'private, no-store');
      return payload;
    });
    const visiting =
      (work: (visit: Visit, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
      async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        const visit = await enter(deps, request, reply, (request.params as { readonly slug: string }).slug);
        if (!visit) return reply;
        if (request.method === 'POST' && isFromElsewhere(request)) return reply.redirect(`${visit.base}/cart`, 303);
        return work(visit, request, reply);
      };
    scope.get('/cart', { config: page.config, schema: { hide: true } }, async (request, reply) => {
      const slug = request.cookies[LAST_SHOP];
      const shop = slug === undefined ? undefined : await deps.faces.bySlug(slug);
      return reply.redirect(shop ? `/${shop.slug}/cart` : '/', 303);
    });
    scope.get(
      '/:slug/cart',
      page,
      visiting((visit, request, reply) => showCart(deps, visit, request, reply)),
    );
    scope.post(
      '/:slug/cart/add',
      page,
      visiting((visit, request, reply) => add(deps, visit, request, reply)),
    );
    scope.post(
      '/:slug/cart/set',
      page,
      visiting((visit, request, reply) => set(deps, visit, request, reply)),
    );
    scope.post(
      '/:slug/cart/checkout',
      page,
      visiting((visit, _request, reply) => begin(deps, visit, reply)),
    );
    scope.get(
      '/:slug/cart/who',
      page,
      visiting((visit, _request, reply) => askWho(deps, visit, reply, { name: '', phone: '', problems: {} })),
    );
    scope.post(
      '/:slug/cart/who',
      page,
      visiting((visit, request, reply) => takeWho(deps, visit, request, reply)),
    );
  };
}

async function showCart(deps: CartRoutesDeps, visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { shop, speech, holder } = visit;
  const { note } = request.query as { readonly note?: unknown };
  const notice =
    note === 'old'
      ? html`<div class="notice warn" role="alert"><p>${speech.say('cart.link_old')}</p></div>`
      : note === 'few'
        ? html`<div class="notice warn" role="alert"><p>${speech.say('cart.mend')}</p></div>`
        : undefined;
  const { cart, code, slugs } = await deps.inTx(shop.merchantId, async (tx) => {
    const view = await deps.carts.view(tx, holder ?? deps.sessions.newVisitor());
    return {
      cart: view,
      slugs: await slugsOf(
        deps,
        tx,
        view.lines.filter((line) => line.problem !== 'gone').map((line) => line.variant.productId),
      ),
      code: typeof holder === 'object' ? await deps.carts.codeFor(tx, holder.visitorId) : undefined,
    };
  });
  const frame = visit.frame('/cart', speech.say('cart.title'), { isHidden: true });
  return sendHtml(reply, cartPage(frame, { cart, code, slugs, isFromChat: typeof holder === 'string', ...(notice ? { notice } : {}) }));
}

async function slugsOf(deps: CartRoutesDeps, tx: Tx, ids: readonly ProductId[]): Promise<ReadonlyMap<string, string>> {
  const slugs = new Map<string, string>();
  for (const productId of new Set(ids)) {
    const found = await deps.catalog.product(tx, productId);
    if (found.ok) slugs.set(productId, found.value.slug);
  }
  return slugs;
}

async function add(deps: CartRoutesDeps, visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { shop, base } = visit;
  const form = addForm.parse(request.body ?? {});
  const holder = visit.holder ?? deps.sessions.newVisitor();
  const done = await deps.inTx(shop.merchantId, async (tx) => {
    const variantId = await variantFor(deps, tx, form);
    return variantId === undefined ? refuse('variant.not_found') : deps.carts.add(tx, holder, { variantId, quantity: form.quantity });
  });
  if (done.ok && visit.holder === undefined) deps.sessions.give(reply, shop.merchantId, base, holder);
  return reply.redirect(backTo(base, form.back, done.ok ? 'added' : noteFor(done.refusal)), 303);
}

/** What is named, or the one thing that a product without options is. Undefined for what is not shown in the shop. */
async function variantFor(
  deps: CartRoutesDeps,
  tx: Tx,
  form: { readonly variant_id?: string | undefined; readonly product_id?: string | undefined },
): Promise<VariantId | undefined> {
  if (form.variant_id !== undefined) return form.variant_id as VariantId;
  const found = form.product_id === undefined ? undefined : await deps.catalog.product(tx, form.product_id as ProductId);
  if (!found?.ok || found.value.state !== 'published') return undefined;
  return found.value.variants.length === 1 ? found.value.variants[0]?.variantId : undefined;
}

/** Back to the page of the shop where it was pressed; anything else leads to the cart. */
function backTo(base: string, back: string, note: string): string {
  const isOurs = back === '' || /^\/(?![/\\])[^\\]*$/.test(back);
  const url = new URL(isOurs ? back || '/' : '/cart', 'http://local');
  url.searchParams.set('note', note);
  const path = url.pathname === '/' && base !== '' ? '' : url.pathname;
  return `${base}${path.replace(/^\/{2,}/, '/')}${url.search}`;
}

function noteFor({ code, details }: Refusal): string {
  if (code === 'cart.full') return 'full';
  return code === 'stock.insufficient' ? `short-${Number(details?.[0]?.message) || 0}` : 'gone';
}

async function set(deps: CartRoutesDeps, visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { shop, base, holder } = visit;
  const form = setForm.safeParse(request.body ?? {});
  if (holder === undefined || !form.success) return reply.redirect(`${base}/cart`, 303);
  const line = { variantId: form.data.variant_id as VariantId, quantity: form.data.quantity };
  const done = await deps.inTx(shop.merchantId, (tx) => deps.carts.setQuantity(tx, holder, line));
  return reply.redirect(`${base}/cart${done.ok ? '' : '?note=few'}`, 303);
}

/** A customer goes to the checkout; a visitor is asked who it is for. */
async function begin(deps: CartRoutesDeps, visit: Visit, reply: FastifyReply): Promise<FastifyReply> {
  const { base, holder } = visit;
  if (holder === undefined) return reply.redirect(`${base}/cart`, 303);
  if (typeof holder === 'object') return reply.redirect(`${base}/cart/who`, 303);
  return toCheckout(deps, visit, reply, (tx) => deps.orders.startCheckout(tx, { customerId: holder, asksAnew: true }));
}

async function toCheckout(
  deps: CartRoutesDeps,
  { shop, base }: Visit,
  reply: FastifyReply,
  start: (tx: Tx) => ReturnType<Orders['startCheckout']>,
): Promise<FastifyReply> {
  const started = await deps.inTx(shop.merchantId, start);
  return reply.redirect(started.ok ? `/checkout/${started.value.checkoutId}` : `${base}/cart`, 303);
}

async function askWho(deps: CartRoutesDeps, visit: Visit, reply: FastifyReply, form: WhoForm, status = 200): Promise<FastifyReply> {
  const { speech, base, holder } = visit;
  const cart = await cartOf(deps, visit, holder);
  if (!cart || cart.lines.length === 0) return reply.redirect(`${base}/cart`, 303);
  const frame = visit.frame('/cart/who', speech.say('who.title'), { isHidden: true });
  return sendHtml(reply, whoPage(frame, cart, form), status);
}

async function cartOf(deps: CartRoutesDeps, { shop }: Visit, holder: CartHolder | undefined) {
  return typeof holder === 'object' ? deps.inTx(shop.merchantId, (tx) => deps.carts.view(tx, holder)) : undefined;
}

/** Nobody has proved that the number is theirs: whatever the shop knows of it stays hidden, and nothing is told of whether it knows it. */
async function takeWho(deps: CartRoutesDeps, visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { shop, base, holder } = visit;
  const { name, phone } = whoForm.parse(request.body ?? {});
  if (typeof holder !== 'object') return reply.redirect(`${base}/cart`, 303);
  const number = deps.normalisePhone(phone, shop.country);
  const problems = {
    ...(name === '' ? { name: 'problem.required' as const } : name.length > LONGEST_NAME ? { name: 'problem.required' as const } : {}),
    ...(phone === '' ? { phone: 'problem.required' as const } : number === undefined ? { phone: 'problem.phone' as const } : {}),
  };
  if (number === undefined || problems.name !== undefined) return askWho(deps, visit, reply, { name, phone, problems }, 422);
  return toCheckout(deps, visit, reply, async (tx) => {
    const cart = await deps.carts.view(tx, holder);
    if (cart.cartId === undefined) return refuse('cart.empty');
    const customer = await deps.customers.identify(tx, { phone: number, name });
    return deps.orders.startCheckout(tx, {
      customerId: customer.id,
      cartId: cart.cartId,
      asksAnew: true,
      contact: { name, phone: number },
    });
  });
}
